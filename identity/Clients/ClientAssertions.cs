using System.Security.Cryptography;
using System.Text;
using Interop.Identity.Signing;
using Interop.Identity.Tokens;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Interop.Identity.Clients;

/// <summary>
/// Verifies the assertion by which an institution proves itself with a key of its own (RFC 7523 §3; SMART Backend Services, "private_key_jwt").
/// An assertion is good for one request, in whichever process it arrives.
/// </summary>
internal sealed class ClientAssertions(PartnerKeys keys, TokenMarks marks, TimeProvider time)
{
    public const string Type = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private const int LongestId = 256;

    /// <summary>SMART Backend Services: at most five minutes ahead, so that what must be remembered stays small.</summary>
    private static readonly TimeSpan LongestLife = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(60);
    private static readonly JsonWebTokenHandler Handler = new() { MaximumTokenSizeInBytes = TokenAlgorithms.LongestToken, MapInboundClaims = false };

    /// <param name="text">The assertion.</param>
    /// <param name="clientId">The <c>client_id</c> beside it, if one was sent.</param>
    /// <param name="audiences">What it may be for.</param>
    /// <param name="cancellation">Gives up.</param>
    public async ValueTask<ClientVerdict> JudgeAsync(string text, string? clientId, IReadOnlyCollection<string> audiences, CancellationToken cancellation)
    {
        // :: Form, before anything is believed
        if (text.Length > TokenAlgorithms.LongestToken || TokenVerifier.Parse(text) is not { } jwt
            || jwt.Typ?.ToUpperInvariant() is not (null or "" or "JWT" or "CLIENT-AUTHENTICATION+JWT")
            || !TokenAlgorithms.Allowed.Contains(jwt.Alg) || string.IsNullOrEmpty(jwt.Kid) || jwt.Id is not { Length: > 0 and <= LongestId })
            return Refused(ClientOutcome.AssertionInvalid);
        if (jwt.Subject is not { Length: > 0 } subject || jwt.Issuer != subject || (clientId is { Length: > 0 } && clientId != subject))
            return Refused(ClientOutcome.AssertionInvalid);

        // :: Signature, by a key of that institution and with the key's own algorithm (RFC 8725 §3.1)
        var found = await keys.FindAsync(subject, jwt.Kid, cancellation);
        if (found.Outcome == PartnerKeyOutcome.Unavailable)
            return Refused(ClientOutcome.Unavailable);
        if (found.Key is not { } key || (key.Jwk.Alg is { } alg && alg != jwt.Alg) || !(await Handler.ValidateTokenAsync(text, TokenVerifier.Parameters(key.Jwk))).IsValid)
            return Refused(ClientOutcome.AssertionInvalid);

        // :: Whom it is for, and when
        if (!jwt.Audiences.Any(audiences.Contains))
            return Refused(ClientOutcome.AssertionAudience);
        var now = time.GetUtcNow();
        var until = TokenVerifier.Instant(jwt.ValidTo);
        if (until <= now - Skew || until > now + LongestLife + Skew || TokenVerifier.Instant(jwt.ValidFrom) > now + Skew || TokenVerifier.Instant(jwt.IssuedAt) > now + Skew)
            return Refused(ClientOutcome.AssertionTime);

        // :: Once
        return marks.UseOnce("assertion", Id(subject, jwt.Id), until + Skew)
            ? new(ClientOutcome.Known, new(subject, VerifiedToken.ClientKeyPrefix + key.Kid, null))
            : Refused(ClientOutcome.AssertionReplayed);
    }

    private static ClientVerdict Refused(ClientOutcome outcome) => new(outcome, null);

    /// <summary>A jti is unique for its issuer only, and its text is the client's choice.</summary>
    private static string Id(string client, string jti) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{client}\n{jti}")));
}
