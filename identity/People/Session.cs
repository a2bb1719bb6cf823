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
}
