namespace Interop.Gateway.Misuse;

/// <summary>Where a signal stands.</summary>
internal enum SignalState
{
    /// <summary>Nobody has looked at it.</summary>
    Open,
    /// <summary>An officer has, and follows it up.</summary>
    Acknowledged,
    /// <summary>An officer has, and it is nothing; while the matter goes on it stays so.</summary>
    Dismissed,
}

/// <summary>How an officer's decision about a signal ended.</summary>
internal enum SignalOutcome
{
    Done,
    NoSuchSignal,
    /// <summary>Another officer has decided, or the signal stood so already.</summary>
    AlreadyDecided,
    /// <summary>A decision needs a few words of why.</summary>
    NoteMissing,
    /// <summary>The key is revoked or expired: there is nothing to suspend or to resume.</summary>
    KeyNotInForce,
}

/// <summary>One matter an officer should look at, and what was decided of it.</summary>
/// <param name="User">The person acting at the institution, where the pattern is one person's.</param>
/// <param name="Keys">Credentials used; those of the hub's own issue can be suspended.</param>
/// <param name="FirstSeen">Begin of the first period and end of the last.</param>
/// <param name="Occurrences">One for each period it was seen in, the oldest first.</param>
/// <param name="Officer">Who decided last, when and why; null while nobody has.</param>
/// <param name="Acts">All that officers did about it, the oldest first.</param>
internal sealed record Signal(
    long Id, SignalKind Kind, string Institution, string? User, IReadOnlyList<string> Keys, DateTimeOffset FirstSeen, DateTimeOffset LastSeen,
    SignalState State, string? Officer, DateTimeOffset? DecidedAt, string? Note, IReadOnlyList<Occurrence> Occurrences, IReadOnlyList<SignalAct> Acts);

/// <summary>What was seen in one period; the numbers are those of <see cref="Finding"/>. Entries are counted in the log named.</summary>
internal sealed record Occurrence(string Log, DateTimeOffset From, DateTimeOffset To, long Count, long Usual, IReadOnlyList<long> Entries);
