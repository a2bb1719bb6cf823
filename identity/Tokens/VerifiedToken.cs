using System.Security.Claims;
using Interop.Identity.Credentials;

namespace Interop.Identity.Tokens;

/// <summary>What stays true of a token whose signature was verified.</summary>
internal sealed record VerifiedToken
{
    /// <summary>The prefix of <see cref="Key"/> when the client proved itself by a key of its own (RFC 7523). No access key's id holds a colon.</summary>
    public const string ClientKeyPrefix = "kid:";

    /// <summary>The prefix of <see cref="Key"/> when another issuer made the token: what follows is its client.</summary>
    public const string ForeignPrefix = "client:";

    /// <summary>Its <c>jti</c>.</summary>
    public required string Id { get; init; }
    public required string Issuer { get; init; }
    public required string Institution { get; init; }
    public required string Key { get; init; }
    public required DateTimeOffset NotBefore { get; init; }
    public required DateTimeOffset Expires { get; init; }
    /// <summary>SHA-256 of the client certificate it is bound to, in base64url (RFC 8705 §3.1).</summary>
    public string? Certificate { get; init; }
    public required ClaimsPrincipal Principal { get; init; }

    /// <summary>The access key it was got with.</summary>
    public string? AccessKey => Key.Contains(':', StringComparison.Ordinal) ? null : Key;

    /// <summary>The kid of the client's own key it was got with.</summary>
    public string? ClientKey => Key.StartsWith(ClientKeyPrefix, StringComparison.Ordinal) ? Key[ClientKeyPrefix.Length..] : null;

    public override string ToString() => Key;
}

/// <param name="Outcome">What became of the token.</param>
/// <param name="Token">The token; null unless its signature and claims were right.</param>
internal readonly record struct TokenVerdict(CredentialOutcome Outcome, VerifiedToken? Token);
