using Interop.Adapters;

namespace Interop.Gateway.Registries;

/// <summary>What came of asking one registry in one exchange. Lower case on the wire.</summary>
internal enum SourceStatus { Answered, Unavailable, Withheld }

/// <summary>One registry's part in an answer; <paramref name="AsOf"/> is when it was read.</summary>
internal sealed record SourceReport(string Registry, SourceStatus Status, UnknownReason Reason, DateTimeOffset? AsOf)
{
    public static SourceReport Answered(string registry, DateTimeOffset asOf) => new(registry, SourceStatus.Answered, UnknownReason.NotUnknown, asOf);

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
