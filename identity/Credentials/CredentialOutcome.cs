namespace Interop.Identity.Credentials;

/// <summary>What became of the access key or the token of one request. Anything but <see cref="Valid"/> is refused.</summary>
public enum CredentialOutcome
{
    /// <summary>The credential is known, in force, and used by whom and from where it may be.</summary>
    Valid,
    /// <summary>No credential was sent.</summary>
    Missing,
    /// <summary>Not a key, no such key, or the wrong secret: one outcome, so that a guess learns nothing.</summary>
    Unknown,
    /// <summary>The right secret of a key that is past its end, or a token got with such a key.</summary>
    Expired,
    /// <summary>The right secret of a key that was withdrawn, or a token got with such a key.</summary>
    Revoked,
    /// <summary>The right secret of a key that is held back for now, or a token got with such a key.</summary>
    Suspended,
    /// <summary>The right secret, or a token got with it, sent from outside the networks the key is bound to.</summary>
    NetworkNotAllowed,
    /// <summary>A key stood in the query string, where proxies and browsers keep it: refused, and flagged when it was a real one.</summary>
    LeakedInQuery,
    /// <summary>What is needed to judge, the key store or the keys of the issuer, cannot be read, so nobody is let in.</summary>
    Unavailable,
    /// <summary>A key and a token: two claims to be someone, and neither is believed.</summary>
    TwoCredentials,
    /// <summary>Not a token the hub can take: form, size, type, algorithm or signature.</summary>
    TokenInvalid,
    /// <summary>A sound token past its end.</summary>
    TokenExpired,
    /// <summary>A sound token before its beginning.</summary>
    TokenNotYetValid,
    /// <summary>A sound token that was withdrawn (RFC 7009), or whose client key was.</summary>
    TokenRevoked,
    /// <summary>A sound token made for somebody else.</summary>
    TokenAudience,
    /// <summary>A token of an issuer the hub does not trust.</summary>
    TokenIssuer,
    /// <summary>A sound token that does not allow exchanges.</summary>
    TokenScope,
    /// <summary>A token bound to a client certificate (RFC 8705 §3), sent without it.</summary>
    TokenBinding,
}

/// <summary>Stands in <c>HttpContext.Features</c> after authentication, so that the gateway can write its own problem document.</summary>
/// <param name="Outcome">What became of the credential.</param>
/// <param name="Key">The key's public id, or what stands for it behind a token; null unless the credential was proven.</param>
/// <param name="Institution">The institution code; null unless the credential was proven.</param>
public sealed record CredentialFeature(CredentialOutcome Outcome, string? Key, string? Institution);
