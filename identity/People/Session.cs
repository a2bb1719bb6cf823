namespace Interop.Identity.People;

/// <summary>The signed-in session of a person: the cookie scheme, where signing in happens, and the claims a session holds.</summary>
internal static class Session
{
    /// <summary>The cookie authentication scheme.</summary>
    public const string Scheme = "Session";

    /// <summary>The page that signs a person in; takes <c>returnUrl</c>, a path on this host.</summary>
    public const string SignInPath = "/sign-in";

    /// <summary>The person's id, an opaque text that never changes.</summary>
    public const string SubjectClaim = "sub";

    /// <summary>The name to show.</summary>
    public const string NameClaim = "name";

    /// <summary>One claim a role: <c>dpo</c>, <c>auditor</c>, <c>operator</c>, <c>clerk</c>, <c>administrator</c>.</summary>
    public const string RoleClaim = "role";

    /// <summary>How the person proved to be that person (RFC 8176): <c>pwd</c>, and <c>otp</c> with a second factor.</summary>
    public const string MethodClaim = "amr";

    /// <summary>When the person signed in, in unix seconds; no session outlives it by more than <see cref="Longest"/>.</summary>
    public const string SinceClaim = "auth_time";

    /// <summary>The person's session stamp at signing in: whatever changes the stamp ends every session.</summary>
    public const string StampClaim = "stamp";

    /// <summary>The scheme of a sign-in that still wants its second factor; it opens no page but that one.</summary>
    public const string HalfScheme = "Session.Half";

    /// <summary>A session ends after this long without a request.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromMinutes(20);

    /// <summary>A session ends this long after signing in, whatever happens.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(8);

    /// <summary>How long a sign-in waits for its second factor.</summary>
    public static readonly TimeSpan Half = TimeSpan.FromMinutes(10);
}
