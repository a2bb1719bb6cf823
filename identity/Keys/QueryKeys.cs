using Interop.Identity.Credentials;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Interop.Identity.Keys;

/// <summary>A query string ends up in logs and histories on the way, so a key found there is burnt, whatever the headers say.</summary>
internal sealed class QueryKeys(KeyVerifier verifier, KeyMarks marks)
{
    /// <summary>The verdict on a key in the query string; null when there is none.</summary>
    public KeyVerdict? Found(HttpRequest request)
    {
        if (!request.QueryString.HasValue)
            return null;
        KeyVerdict? verdict = null;
        foreach (var pair in new QueryStringEnumerable(request.QueryString.Value))
        {
            var value = pair.DecodeValue().Span;
            if (!value.StartsWith(KeyText.Prefix, StringComparison.Ordinal))
                continue;

            // Only the right secret flags a key; otherwise whoever knows a public id could cast suspicion on it.
            var key = verifier.Verify(value, request.HttpContext.Connection.RemoteIpAddress).Key;
            if (key is not null)
                marks.Leaked(key.PublicId);
            verdict = new(CredentialOutcome.LeakedInQuery, verdict?.Key ?? key);
        }

        return verdict;
    }
}
