namespace Interop.Gateway.Signatures;

/// <summary>What came of looking at one HTTP message signature.</summary>
internal enum SignatureOutcome
{
    Valid,
    /// <summary>There is none.</summary>
    Missing,
    /// <summary>The fields are not what RFC 9421 describes, or name something that cannot be covered.</summary>
    Malformed,
    /// <summary>It covers a component that the message does not have.</summary>
    ComponentAbsent,
    /// <summary>It does not cover all that makes out the request, or does not say when and by which key it was made.</summary>
    ComponentsMissing,
    /// <summary>It is older than accepted, past its end, or from the future.</summary>
    Expired,
    /// <summary>The institution has no key of that kid.</summary>
    KeyUnknown,
    /// <summary>The institution's key set cannot be fetched.</summary>
    KeysUnavailable,
    /// <summary>The key did not sign this, or not with the algorithm named.</summary>
    Invalid,
    /// <summary>The body is not the one that Content-Digest tells of.</summary>
    DigestMismatch,
    /// <summary>The body is longer than is held to check it.</summary>
    BodyTooLarge,
    /// <summary>The nonce was used before.</summary>
    Replayed,
}
