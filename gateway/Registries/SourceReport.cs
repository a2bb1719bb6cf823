using Interop.Adapters;

namespace Interop.Gateway.Registries;

/// <summary>What came of asking one registry in one exchange. Kebab-case on the wire.</summary>
internal enum SourceStatus
{
    Answered,
    Unavailable,
    Withheld,
    /// <summary>It did not answer; what it said before stands in for it.</summary>
    LastKnown,
}

/// <summary>One registry's part in an answer; <paramref name="AsOf"/> is when it was read, for one that is last known the oldest of what stands in.</summary>
internal sealed record SourceReport(string Registry, SourceStatus Status, UnknownReason Reason, DateTimeOffset? AsOf)
{
    public static SourceReport Answered(string registry, DateTimeOffset asOf) => new(registry, SourceStatus.Answered, UnknownReason.NotUnknown, asOf);

    /// <summary>Whether nobody answered there, which may pass; a record that cannot be used or may not be read is another thing.</summary>
    public bool IsSilent => Reason is UnknownReason.RegistryUnavailable or UnknownReason.RegistryTimedOut;

    /// <summary>The same registry, with what it said before in its place.</summary>
    public SourceReport Recalled(DateTimeOffset asOf) => this with { Status = SourceStatus.LastKnown, AsOf = asOf };

    public static SourceReport Unknown(string registry, UnknownReason reason) =>
        new(registry, reason == UnknownReason.RegistryWithheld ? SourceStatus.Withheld : SourceStatus.Unavailable, reason, null);

    public static UnknownReason ReasonOf(FetchOutcome outcome) =>
        outcome == FetchOutcome.TimedOut ? UnknownReason.RegistryTimedOut : UnknownReason.RegistryUnavailable;

    public static UnknownReason ReasonOf(RecordStatus status) => status switch
    {
        RecordStatus.Malformed => UnknownReason.RecordMalformed,
        RecordStatus.Ambiguous => UnknownReason.IdentityConflict,
        _ => UnknownReason.NotUnknown,
    };
}
