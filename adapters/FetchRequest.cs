using Interop.Schemas.Catalogue;

namespace Interop.Adapters;

/// <summary>One read of one registry.</summary>
/// <param name="IdentifierType">An identifier type of the mapping, or <see cref="LocalKey"/> for the registry's own key.</param>
/// <param name="Values">1 to 1,000 identifiers; repeated ones get equal records.</param>
/// <param name="Attributes">Attributes of the mapping; the order is that of <see cref="RegistryRecord.Values"/>.</param>
/// <param name="Deadline">Time the source has.</param>
public sealed record FetchRequest(
    string IdentifierType, IReadOnlyList<string> Values, IReadOnlyList<CatalogueAttribute> Attributes, TimeSpan Deadline)
{
    /// <summary>The identifier type that means the registry's own key.</summary>
    public const string LocalKey = "local";

    /// <summary>Says the size only: identifiers never reach a log.</summary>
    public override string ToString() => $"{Values.Count} by {IdentifierType}";
}

/// <summary>How a read of a registry ended.</summary>
public enum FetchOutcome
{
    /// <summary>The source answered; each record tells its own status.</summary>
    Answered,
    /// <summary>No connection, or the source reported a fault of its own.</summary>
    Unreachable,
    /// <summary>No answer within the deadline.</summary>
    TimedOut,
    /// <summary>The source does not accept our credentials.</summary>
    Refused,
    /// <summary>The source answered with something that is not its contract.</summary>
    Garbage,
}

/// <summary>What the source holds on one of the people asked for.</summary>
public enum RecordStatus
{
    Found,
    /// <summary>The source answered and does not know this identifier.</summary>
    Absent,
    /// <summary>A row is there and cannot be read as the mapping says: its values are unknown.</summary>
    Malformed,
    /// <summary>The identifier belongs to two or more people in this registry.</summary>
    Ambiguous,
}

/// <summary>One person's values, parallel to <see cref="FetchRequest.Attributes"/>; empty unless <see cref="RecordStatus.Found"/>.</summary>
/// <param name="Status">What the source holds.</param>
/// <param name="LocalKey">The registry's own key of the person; null unless found.</param>
/// <param name="Values">One per requested attribute; <see cref="AttributeValue.None"/> where the source holds no value.</param>
/// <param name="AsOf">Per requested attribute, when the source last changed what was read; null where it does not say or has no value.</param>
public sealed record RegistryRecord(RecordStatus Status, string? LocalKey, AttributeValue[] Values, DateTimeOffset?[] AsOf)
{
    public static RegistryRecord Absent { get; } = new(RecordStatus.Absent, null, [], []);
    public static RegistryRecord Malformed { get; } = new(RecordStatus.Malformed, null, [], []);
    public static RegistryRecord Ambiguous { get; } = new(RecordStatus.Ambiguous, null, [], []);

    public override string ToString() => Status.ToString();
}

/// <summary>The answer of one registry. <see cref="Records"/> is empty unless <see cref="FetchOutcome.Answered"/>.</summary>
public sealed record FetchResult(FetchOutcome Outcome, IReadOnlyList<RegistryRecord> Records)
{
    public static FetchResult Failed(FetchOutcome outcome) => new(outcome, []);
}

/// <summary>The source failed in a way whose meaning is known.</summary>
public sealed class RegistryReadException(FetchOutcome outcome, string message, Exception? inner = null) : Exception(message, inner)
{
    public FetchOutcome Outcome { get; } = outcome;
}

/// <summary>One person as a registry knows it: its own key, its other identifiers, in which capacity and when.</summary>
/// <param name="LocalKey">The registry's own key.</param>
/// <param name="Identifiers">Type and value of every identifier the row holds (types of the mapping; never <c>local</c>).</param>
/// <param name="Capacity">E.g. <c>insured</c>; the mapping names it.</param>
/// <param name="From">First day known, or null for always.</param>
/// <param name="To">Last day known, or null for still.</param>
public sealed record KnownPerson(
    string LocalKey, IReadOnlyList<KeyValuePair<string, string>> Identifiers, string Capacity, DateOnly? From, DateOnly? To)
{
    public override string ToString() => Capacity;
}

/// <summary>Counts what an enumeration saw.</summary>
public sealed class EnumerationTally
{
    public long Read { get; set; }
    public long Malformed { get; set; }
}
