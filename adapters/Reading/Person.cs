using Interop.Schemas.Catalogue;

namespace Interop.Adapters.Reading;

/// <summary>How far one set of one person is read.</summary>
internal readonly record struct SetState(bool Seen, bool Good, long Rank);

/// <summary>One person in the making: what the rows seen so far say.</summary>
internal sealed class Person(string key, ReadPlan plan)
{
    public string Key { get; } = key;
    public SetState[] States { get; } = new SetState[plan.SetCount];
    public AttributeValue[] Values { get; } = new AttributeValue[plan.AttributeCount];
    public DateTimeOffset?[] AsOf { get; } = new DateTimeOffset?[plan.AttributeCount];

    /// <summary>The person is known only when the key set has a row; any set's bad row makes the whole record unknown.</summary>
    public RegistryRecord ToRecord(int keySet)
    {
        if (!States[keySet].Seen) return RegistryRecord.Absent;
        foreach (var state in States)
            if (state is { Seen: true, Good: false }) return RegistryRecord.Malformed;
        return new RegistryRecord(RecordStatus.Found, Key, Values, AsOf);
    }
}
