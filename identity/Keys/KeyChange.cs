namespace Interop.Identity.Keys;

/// <summary>What became of an issue, a rotation or a revocation.</summary>
public enum KeyChangeOutcome
{
    /// <summary>It is done and durable.</summary>
    Done,
    /// <summary>The institution code is none of the known ones.</summary>
    UnknownInstitution,
    /// <summary>The days of validity are out of range.</summary>
    DaysOutOfRange,
    /// <summary>The overlap is out of range.</summary>
    OverlapOutOfRange,
    /// <summary>The label is too long or holds control characters.</summary>
    LabelMalformed,
    /// <summary>A network is neither a CIDR block nor an address.</summary>
    NetworkMalformed,
    /// <summary>No key has that public id.</summary>
    NoSuchKey,
    /// <summary>The key to rotate, suspend or resume is revoked or expired.</summary>
    NotInForce,
    /// <summary>The key to rotate is suspended; its successor would undo that.</summary>
    Suspended,
    /// <summary>The key to rotate has a successor already.</summary>
    AlreadyRotated,
}

/// <summary>The answer to a change.</summary>
/// <param name="Outcome">Whether it was done, or which check refused it.</param>
/// <param name="Detail">A sentence for the person at the keyboard: what holds now, or what to do instead.</param>
/// <param name="Key">The key made, if one was.</param>
public sealed record KeyChange(KeyChangeOutcome Outcome, string Detail, IssuedKey? Key)
{
    internal static KeyChange Done(string detail, IssuedKey? key) => new(KeyChangeOutcome.Done, detail, key);

    internal static KeyChange Refused(KeyChangeOutcome outcome, string detail) => new(outcome, detail, null);
}

/// <summary>A key just made: the only time its secret is to be had.</summary>
/// <param name="PublicId">Twelve characters that may be shown.</param>
/// <param name="Text">The whole key, to be handed over and forgotten.</param>
/// <param name="Institution">Whose key it is.</param>
/// <param name="Expires">Its end.</param>
public sealed record IssuedKey(string PublicId, string Text, string Institution, DateTimeOffset Expires)
{
    /// <summary>Never the secret, so that no log can hold it.</summary>
    public override string ToString() => PublicId;
}

/// <summary>Whether a key may be used now.</summary>
public enum KeyState
{
    InForce,
    Expired,
    /// <summary>Refused until it is resumed.</summary>
    Suspended,
    Revoked,
}

/// <summary>What may be told of a key. Times are UTC; <paramref name="LastUsed"/> is right to the minute.</summary>
public sealed record KeyListing(
    string PublicId, string Institution, string Label, IReadOnlyList<string> Networks, KeyState State,
    DateTimeOffset Created, DateTimeOffset Expires, DateTimeOffset? Revoked, DateTimeOffset? LastUsed, DateTimeOffset? Leaked, string? RotatedFrom, DateTimeOffset? Suspended);
