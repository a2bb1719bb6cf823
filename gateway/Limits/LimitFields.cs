using Microsoft.Extensions.Primitives;

namespace Interop.Gateway.Limits;

/// <summary>
/// The fields that tell a caller how it stands, <c>RateLimit-Policy</c> and <c>RateLimit</c> (draft-ietf-httpapi-ratelimit-headers-10):
/// lists of structured fields (RFC 9651), the policies being <c>key</c>, <c>key-day</c>, <c>scope</c> and <c>scope-day</c>.
/// </summary>
internal static class LimitFields
{
    public static void Write(IHeaderDictionary headers, Limit key, Limit? scope, LimitsTaken taken)
    {
        headers["RateLimit-Policy"] = scope is null ? Policy("key", key) : new StringValues([Policy("key", key), Policy("scope", scope)]);
        headers["RateLimit"] = taken.Scope is { } state ? new StringValues([Standing("key", taken.Key), Standing("scope", state)]) : Standing("key", taken.Key);
        var refused = taken.Key.Outcome != LimitOutcome.Within ? taken.Key : taken.Scope ?? taken.Key;
        if (refused.Outcome != LimitOutcome.Within)
            headers.RetryAfter = refused.RetryAfter.ToString();
    }

    private static string Policy(string name, Limit limit) =>
        $"\"{name}\";q={limit.Burst};w={limit.Window}, \"{name}-day\";q={limit.PerDay};w=86400";

    private static string Standing(string name, LimitState state) =>
        $"\"{name}\";r={state.Left};t={(long)Math.Ceiling(state.ResetIn)}, \"{name}-day\";r={state.LeftToday};t={state.DayEndsIn}";
}
