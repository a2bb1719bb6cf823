namespace Interop.Identity.Keys;

/// <summary>What became of the access key of one request. Anything but <see cref="Valid"/> is refused.</summary>
public enum AccessKeyOutcome
{
    /// <summary>The key is known, in force, and used from a network it is bound to.</summary>
    Valid,
    /// <summary>No key was sent.</summary>
    Missing,
    /// <summary>Not a key, no such key, or the wrong secret: one outcome, so that a guess learns nothing.</summary>
    Unknown,
    /// <summary>The right secret of a key that is past its end.</summary>
    Expired,
    /// <summary>The right secret of a key that was withdrawn.</summary>
    Revoked,
    /// <summary>The right secret, sent from outside the networks the key is bound to.</summary>
    NetworkNotAllowed,
    /// <summary>A key stood in the query string, where proxies and browsers keep it: refused, and flagged when it was a real one.</summary>
    LeakedInQuery,
    /// <summary>The key store cannot be read, so nobody is let in.</summary>
    Unavailable,
}

/// <summary>Stands in <c>HttpContext.Features</c> after authentication, so that the gateway can write its own problem document.</summary>
/// <param name="Outcome">What became of the key.</param>
/// <param name="Key">The key's public id; null unless the secret was right.</param>
/// <param name="Institution">The key's institution code; null unless the secret was right.</param>
public sealed record AccessKeyFeature(AccessKeyOutcome Outcome, string? Key, string? Institution);
