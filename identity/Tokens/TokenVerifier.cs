using System.Security.Claims;
using System.Text.Json;
using Interop.Identity.Credentials;
using Interop.Identity.Signing;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Interop.Identity.Tokens;

/// <summary>
/// Verifies an access token (RFC 9068 §4, RFC 8725). The signature is verified once and the token then known by its hash; what can change - the
/// time, a withdrawal, the certificate of the connection - is looked at on every call.
/// </summary>
internal sealed class TokenVerifier(
    TokenTrust trust, TokenCache cache, TokenStates states, PartnerKeys partners, IOptions<TokenOptions> options, TimeProvider time, ILogger<TokenVerifier> logger)
{
    /// <summary>The scope that allows exchanges.</summary>
    public const string ExchangeScope = "exchange";

    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(60);
    private static readonly JsonWebTokenHandler Handler = new() { MaximumTokenSizeInBytes = TokenAlgorithms.LongestToken, MapInboundClaims = false };

    public async ValueTask<TokenVerdict> VerifyAsync(string text, HttpContext context)
    {
        if (text.Length > TokenAlgorithms.LongestToken)
            return new(CredentialOutcome.TokenInvalid, null);
        try
        {
            if (cache.Find(text, out var hash) is not { } token)
            {
                var verdict = await ReadAsync(text, context);
                if (verdict is not { Outcome: CredentialOutcome.Valid, Token: { } read })
                    return verdict;
                cache.Add(hash, token = read);
            }
            return new(await NowAsync(token, context), token);
        }
        catch (SqliteException broken)
        {
            Log.KeyStoreUnreadable(logger, broken);
            return new(CredentialOutcome.Unavailable, null);
        }
        catch (IOException)
        {
            return new(CredentialOutcome.Unavailable, null);
        }
    }

    /// <summary>What may differ from call to call.</summary>
    private async ValueTask<CredentialOutcome> NowAsync(VerifiedToken token, HttpContext context)
    {
        if (Timely(token) is var timely and not CredentialOutcome.Valid)
            return timely;
        if (!trust.IsForeign && !trust.IsOwnIssuer(token.Issuer, context.Request))
            return CredentialOutcome.TokenIssuer;
        if (token.Certificate is { } bound && await CertificateBinding.OfAsync(context) != bound)
            return CredentialOutcome.TokenBinding;
        // The partner's key set is asked at most every few minutes; a key it no longer holds ends the tokens got with it.
        if (token.ClientKey is { } kid && (await partners.FindAsync(token.Institution, kid, context.RequestAborted)).Outcome is PartnerKeyOutcome.Unknown or PartnerKeyOutcome.NoKeys)
            return CredentialOutcome.TokenRevoked;
        return states.Of(token, context.Connection.RemoteIpAddress);
    }

    private CredentialOutcome Timely(VerifiedToken token)
    {
        var now = time.GetUtcNow();
        return now >= token.Expires + (trust.IsForeign ? Skew : TimeSpan.Zero) ? CredentialOutcome.TokenExpired
            : now + Skew < token.NotBefore ? CredentialOutcome.TokenNotYetValid
            : CredentialOutcome.Valid;
    }

    /// <summary>What is true of the token whenever it is read.</summary>
    private async ValueTask<TokenVerdict> ReadAsync(string text, HttpContext context)
    {
        if (Parse(text) is not { } jwt || !TypeFits(jwt.Typ) || !TokenAlgorithms.Allowed.Contains(jwt.Alg) || string.IsNullOrEmpty(jwt.Kid))
            return Refused(CredentialOutcome.TokenInvalid);
        var (key, issuer) = await trust.FindAsync(jwt.Kid, context.RequestAborted);
        if (key is null || !(await Handler.ValidateTokenAsync(text, Parameters(key))).IsValid)
            return Refused(CredentialOutcome.TokenInvalid);
        if (issuer is null ? !trust.IsOwnIssuer(jwt.Issuer, context.Request) : jwt.Issuer != issuer)
            return Refused(CredentialOutcome.TokenIssuer);
        if (!jwt.Audiences.Contains(options.Value.Audience, StringComparer.Ordinal))
            return Refused(CredentialOutcome.TokenAudience);
        if (Model(jwt) is not { } token)
            return Refused(CredentialOutcome.TokenInvalid);
        if (Timely(token) is var timely and not CredentialOutcome.Valid)
            return new(timely, token);
        return issuer is null && !Text(jwt, "scope").Split(' ').Contains(ExchangeScope) ? Refused(CredentialOutcome.TokenScope) : new(CredentialOutcome.Valid, token);
    }

    private static TokenVerdict Refused(CredentialOutcome outcome) => new(outcome, null);

    /// <summary>RFC 9068 §2.1. Not every other issuer sets the type; the audience then keeps identity tokens out.</summary>
    private bool TypeFits(string? typ) => typ?.ToLowerInvariant() is "at+jwt" or "application/at+jwt" || (trust.IsForeign && typ?.ToUpperInvariant() is null or "" or "JWT");

    private VerifiedToken? Model(JsonWebToken jwt)
    {
        var client = Text(jwt, "client_id") is { Length: > 0 } id ? id : Text(jwt, "azp");
        var institution = Text(jwt, trust.IsForeign ? options.Value.InstitutionClaim : IdentityRegistration.InstitutionClaim) is { Length: > 0 } named ? named : client;
        var key = trust.IsForeign ? VerifiedToken.ForeignPrefix + client : Text(jwt, IdentityRegistration.KeyClaim);
        if (institution.Length == 0 || key.Length == 0 || jwt.ValidTo == default || (!trust.IsForeign && jwt.Id.Length == 0) || !Certificate(jwt, out var certificate))
            return null;
        var claims = new ClaimsIdentity(
            [new(IdentityRegistration.InstitutionClaim, institution), new(IdentityRegistration.KeyClaim, key)],
            IdentityRegistration.BearerScheme, IdentityRegistration.InstitutionClaim, roleType: null);
        return new()
        {
            Id = jwt.Id, Issuer = jwt.Issuer, Institution = institution, Key = key, Certificate = certificate, Principal = new(claims),
            NotBefore = Instant(jwt.ValidFrom), Expires = Instant(jwt.ValidTo),
        };
    }

    /// <summary>RFC 8705 §3.1. A confirmation of another kind cannot be checked here, so the token is not taken (RFC 7800 §3.1).</summary>
    private static bool Certificate(JsonWebToken jwt, out string? certificate)
    {
        certificate = null;
        if (!jwt.TryGetPayloadValue<JsonElement>("cnf", out var cnf))
            return true;
        certificate = cnf.ValueKind == JsonValueKind.Object && cnf.TryGetProperty(CertificateBinding.Member, out var x5t) && x5t.ValueKind == JsonValueKind.String ? x5t.GetString() : null;
        return certificate is not null;
    }

    private static string Text(JsonWebToken jwt, string claim) => jwt.TryGetPayloadValue<string>(claim, out var text) ? text ?? "" : "";

    internal static JsonWebToken? Parse(string text)
    {
        try
        {
            return new JsonWebToken(text);
        }
        catch (Exception e) when (e is ArgumentException or SecurityTokenException or JsonException or FormatException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>A time claim of a token; the earliest instant when it is absent.</summary>
    internal static DateTimeOffset Instant(DateTime claim) => claim == default ? DateTimeOffset.MinValue : new(claim, TimeSpan.Zero);

    /// <summary>The signature alone: the claims are looked at here, against this process's clock.</summary>
    internal static TokenValidationParameters Parameters(SecurityKey key) => new()
    {
        IssuerSigningKey = key, TryAllIssuerSigningKeys = false, ValidAlgorithms = TokenAlgorithms.Allowed,
        ValidateIssuer = false, ValidateAudience = false, ValidateLifetime = false, RequireSignedTokens = true,
    };
}
