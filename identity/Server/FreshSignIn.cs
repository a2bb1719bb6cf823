using System.Globalization;
using System.Security.Claims;
using Interop.Identity.People;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Interop.Identity.Server;

/// <summary>
/// Whether a session is recent enough for an application (OpenID Connect Core §3.1.2.1: <c>prompt</c>, <c>max_age</c>). On its way through the
/// sign-in page a request carries the time it was made: a person who signed in since need not do so again.
/// </summary>
internal static class FreshSignIn
{
    /// <summary>When the browser was sent to sign in, in unix seconds.</summary>
    private const string AskedParameter = "asked_at";

    /// <summary>How long a sign-in may take; an address used again after that begins anew.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(30);

    public static bool IsMalformed(OpenIddictRequest request) => Text(request, Parameters.MaxAge) is { } age && Seconds(age) is null;

    /// <summary>
    /// What the browser itself could leave out protects nobody from it: that is why an application compares <c>auth_time</c>, which is signed.
    /// </summary>
    public static bool Suffices(ClaimsPrincipal person, OpenIddictRequest request, DateTimeOffset now)
    {
        var (since, at) = (Seconds(person.FindFirst(Session.SinceClaim)!.Value)!.Value, now.ToUnixTimeSeconds());
        if (Text(request, AskedParameter) is { } text && Seconds(text) is { } asked && asked <= at && at - asked < (long)Longest.TotalSeconds)
            return since >= asked;
        if (IsAsked(request))
            return false;
        // Zero means the same as prompt=login, even within the second of signing in.
        return Text(request, Parameters.MaxAge) is not { } age || (Seconds(age) is { } most and > 0 && at - since <= most);
    }

    /// <summary>The parameters of the request to come back with after signing in.</summary>
    public static IEnumerable<KeyValuePair<string, string?>> AskedAt(OpenIddictRequest request, DateTimeOffset now)
    {
        foreach (var parameter in request.GetParameters().Where(p => p.Key != AskedParameter))
            yield return KeyValuePair.Create(parameter.Key, (string?)parameter.Value);
        // Without such a wish any session does, one begun meanwhile in another window too.
        if (IsAsked(request) || Text(request, Parameters.MaxAge) is not null)
            yield return KeyValuePair.Create(AskedParameter, (string?)now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>To choose another account is to sign in again: there is one session.</summary>
    private static bool IsAsked(OpenIddictRequest request) => request.HasPromptValue(PromptValues.Login) || request.HasPromptValue(PromptValues.SelectAccount);

    private static string? Text(OpenIddictRequest request, string name) => (string?)request.GetParameter(name);

    private static long? Seconds(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? seconds : null;
}
