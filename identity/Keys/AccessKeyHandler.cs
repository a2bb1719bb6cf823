using System.Text.Encodings.Web;
using Interop.Identity.Credentials;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Interop.Identity.Keys;

/// <summary>Authenticates a request by its <c>X-Access-Key</c> header and leaves an <see cref="CredentialFeature"/> that says how it went.</summary>
internal sealed class AccessKeyHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, KeyVerifier verifier, KeyMarks marks, QueryKeys leaked)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    // The text reaches only the framework's own log; callers are answered from the feature.
    private static readonly AuthenticateResult Refused = AuthenticateResult.Fail("The access key was refused.");

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var verdict = Judge();
        Context.Features.Set(new CredentialFeature(verdict.Outcome, verdict.Key?.PublicId, verdict.Key?.Institution));
        if (verdict is { Outcome: CredentialOutcome.Valid, Key: { } key })
        {
            marks.Used(key.PublicId);
            return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(key.Principal, Scheme.Name)));
        }

        return Task.FromResult(verdict.Outcome == CredentialOutcome.Missing ? AuthenticateResult.NoResult() : Refused);
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
        if (leaked.Found(Request) is { } burnt)
            return burnt;

        // Two headers are two claims to be someone: neither is believed.
        var header = Request.Headers[IdentityRegistration.AccessKeyHeader];
        return header.Count switch
        {
            0 => new(CredentialOutcome.Missing, null),
            1 when string.IsNullOrWhiteSpace(header[0]) => new(CredentialOutcome.Missing, null),
            1 => verifier.Verify(header[0], Context.Connection.RemoteIpAddress),
            _ => new(CredentialOutcome.Unknown, null),
        };
    }
}
