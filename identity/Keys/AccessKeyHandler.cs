using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Interop.Identity.Keys;

/// <summary>Authenticates a request by its <c>X-Access-Key</c> header and leaves an <see cref="AccessKeyFeature"/> that says how it went.</summary>
internal sealed class AccessKeyHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, KeyVerifier verifier, KeyMarks marks)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    // The text reaches only the framework's own log; callers are answered from the feature.
    private static readonly AuthenticateResult Refused = AuthenticateResult.Fail("The access key was refused.");

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var verdict = Judge();
        Context.Features.Set(new AccessKeyFeature(verdict.Outcome, verdict.Key?.PublicId, verdict.Key?.Institution));
        if (verdict is { Outcome: AccessKeyOutcome.Valid, Key: { } key })
        {
            marks.Used(key.PublicId);
            return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(key.Principal, Scheme.Name)));
        }

        return Task.FromResult(verdict.Outcome == AccessKeyOutcome.Missing ? AuthenticateResult.NoResult() : Refused);
    }

    /// <summary>RFC 9110 §11.6.1: an answer 401 names the scheme that would have been accepted.</summary>
    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers.Append(HeaderNames.WWWAuthenticate, Scheme.Name);
        return Task.CompletedTask;
    }

    private KeyVerdict Judge()
    {
        if (Request.QueryString.HasValue && QueryHoldsKey(out var leaked))
            return leaked;

        // Two headers are two claims to be someone: neither is believed.
        var header = Request.Headers[IdentityRegistration.AccessKeyHeader];
        return header.Count switch
        {
            0 => new(AccessKeyOutcome.Missing, null),
            1 when string.IsNullOrWhiteSpace(header[0]) => new(AccessKeyOutcome.Missing, null),
            1 => verifier.Verify(header[0], Context.Connection.RemoteIpAddress),
            _ => new(AccessKeyOutcome.Unknown, null),
        };
    }

    /// <summary>A query string ends up in logs and histories on the way, so a key found there is burnt, whatever the header says.</summary>
    private bool QueryHoldsKey(out KeyVerdict verdict)
    {
        verdict = default;
        var held = false;
        foreach (var pair in new QueryStringEnumerable(Request.QueryString.Value))
        {
            var value = pair.DecodeValue().Span;
            if (!value.StartsWith(KeyText.Prefix, StringComparison.Ordinal))
                continue;

            // Only the right secret flags a key; otherwise whoever knows a public id could cast suspicion on it.
            held = true;
            var key = verifier.Verify(value, Context.Connection.RemoteIpAddress).Key;
            if (key is not null)
                marks.Leaked(key.PublicId);
            verdict = new(AccessKeyOutcome.LeakedInQuery, verdict.Key ?? key);
        }

        return held;
    }
}
