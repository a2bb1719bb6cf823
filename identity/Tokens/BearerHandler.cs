using System.Text.Encodings.Web;
using Interop.Identity.Credentials;
using Interop.Identity.Keys;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Interop.Identity.Tokens;

/// <summary>Authenticates a request by its bearer token (RFC 6750 §2.1) and leaves a <see cref="CredentialFeature"/> that says how it went.</summary>
internal sealed class BearerHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, TokenVerifier verifier, KeyMarks marks, QueryKeys leaked)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    private const string Prefix = "Bearer ";

    // The text reaches only the framework's own log; callers are answered from the feature.
    private static readonly AuthenticateResult Refused = AuthenticateResult.Fail("The token was refused.");

    /// <summary>Whether the request carries a token, well formed or not.</summary>
    public static bool IsMeant(HttpRequest request) =>
        request.Headers.Authorization.Any(static value => value is not null && value.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase));

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var verdict = await JudgeAsync();
        Context.Features.Set(new CredentialFeature(verdict.Outcome, verdict.Token?.Key, verdict.Token?.Institution));
        if (verdict is { Outcome: CredentialOutcome.Valid, Token: { } token })
        {
            if (token.AccessKey is { } key)
                marks.Used(key);
            return AuthenticateResult.Success(new AuthenticationTicket(token.Principal, Scheme.Name));
        }

        Log.TokenRefused(Logger, verdict.Outcome);
        return Refused;
    }

    /// <summary>RFC 6750 §3: an answer 401 names the scheme that would have been accepted.</summary>
    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers.Append(HeaderNames.WWWAuthenticate, "Bearer error=\"invalid_token\"");
        return Task.CompletedTask;
    }

    private ValueTask<TokenVerdict> JudgeAsync()
    {
        if (leaked.Found(Request) is not null)
            return ValueTask.FromResult(new TokenVerdict(CredentialOutcome.LeakedInQuery, null));
        var header = Request.Headers.Authorization;
        if (header.Count != 1 || Request.Headers.ContainsKey(IdentityRegistration.AccessKeyHeader))
            return ValueTask.FromResult(new TokenVerdict(CredentialOutcome.TwoCredentials, null));
        return verifier.VerifyAsync(header[0]![Prefix.Length..].Trim(), Context);
    }
}
