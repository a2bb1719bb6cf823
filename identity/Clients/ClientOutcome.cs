namespace Interop.Identity.Clients;

/// <summary>How a client fared that asked the authorization server for something.</summary>
internal enum ClientOutcome
{
    Known,
    /// <summary>No such client, no or a wrong secret, a secret of another institution: one outcome, so that a guess learns nothing.</summary>
    Unknown,
    /// <summary>The right key, past its end.</summary>
    KeyExpired,
    /// <summary>The right key, withdrawn.</summary>
    KeyRevoked,
    /// <summary>The right key, held back for now.</summary>
    KeySuspended,
    /// <summary>The right key, from outside the networks it is bound to.</summary>
    KeyNetwork,
    /// <summary>An assertion that is no JSON Web Token this server takes, or not signed by a key of the client.</summary>
    AssertionInvalid,
    /// <summary>An assertion made for another server.</summary>
    AssertionAudience,
    /// <summary>An assertion past its end, not begun, or with an end too far ahead.</summary>
    AssertionTime,
    /// <summary>An assertion that was used before.</summary>
    AssertionReplayed,
    /// <summary>A secret and an assertion: RFC 6749 §2.3 allows one way only.</summary>
    TwoWays,
    /// <summary>The key store or the client's key set cannot be read now.</summary>
    Unavailable,
}

/// <summary>A client that proved itself, or a public one that said who it is.</summary>
/// <param name="Id">The client's id: an institution's code, or the code of a configured client.</param>
/// <param name="Key">For an institution, what it proved itself with: an access key's public id, or <c>kid:</c> and the kid of its own key.</param>
/// <param name="Application">The configured client; null for an institution.</param>
internal sealed record Client(string Id, string? Key, ClientConfig? Application);

/// <param name="Outcome">How it fared.</param>
/// <param name="Client">The client; null unless <see cref="ClientOutcome.Known"/>.</param>
internal readonly record struct ClientVerdict(ClientOutcome Outcome, Client? Client);
