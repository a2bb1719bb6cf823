using Interop.Adapters.Mapping;

namespace Interop.Adapters.Reading;

/// <summary>
/// Puts the rows of a read together into one record per identifier asked for. A row whose identifier was not asked for is dropped,
/// so a source that returns too much, or another person, cannot put words into anybody's record.
/// </summary>
internal sealed class RecordAssembly
{
    private readonly ReadPlan plan;
    private readonly IReadOnlyList<string> values;
    private readonly Dictionary<string, Person?> people;
    private readonly Dictionary<string, Claim>? claims;

    public RecordAssembly(ReadPlan plan, IReadOnlyList<string> values)
    {
        (this.plan, this.values) = (plan, values);
        people = new(plan.Identifier is null ? values.Count : 1);
        if (plan.Identifier is not null) claims = new(values.Count);
        var asked = new List<string>(values.Count);
        foreach (var value in values)
            if (IsText(value) && (claims?.TryAdd(value, new Claim()) ?? people.TryAdd(value, null)))
                asked.Add(value);
        Asked = asked;
    }

    /// <summary>The distinct identifiers that a source can hold at all.</summary>
    public IReadOnlyList<string> Asked { get; }

    /// <summary>The keys found so far.</summary>
    public IReadOnlyList<string> Keys => [.. people.Keys];

    /// <summary>Takes a row of the key source that was read by another identifier.</summary>
    public void AddByIdentifier(Row row)
    {
        Span<char> buffer = stackalloc char[128];
        var identifier = plan.Identifier!.Read(row, buffer);
        if (identifier.IsEmpty || !claims!.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(identifier, out var claim)) return;
        if (!plan.KeySource.Sets[ReadPlan.KeySet].Accepts(row)) return;
        if (plan.KeySource.Key.Read(row, buffer) is not { IsEmpty: false } key)
        {
            claim.KeyMissing = true;
            return;
        }
        var person = Take(key, plan.KeySource, row, isNew: true);
        if (person is not null && !claim.People.Contains(person)) claim.People.Add(person);
    }

    /// <summary>Takes a row that was read by the registry's key.</summary>
    public void AddByKey(SourceRead source, Row row)
    {
        Span<char> buffer = stackalloc char[128];
        var key = source.Key.Read(row, buffer);
        if (!key.IsEmpty) Take(key, source, row, isNew: false);
    }

    public FetchResult ToResult()
    {
        var records = new RegistryRecord[values.Count];
        for (var i = 0; i < records.Length; i++) records[i] = RecordOf(values[i]);
        return new FetchResult(FetchOutcome.Answered, records);
    }

    private Person? Take(ReadOnlySpan<char> key, SourceRead source, Row row, bool isNew)
    {
        var byKey = people.GetAlternateLookup<ReadOnlySpan<char>>();
        if (!byKey.TryGetValue(key, out var person) && !isNew) return null;
        if (person is null) byKey[key] = person = new Person(key.ToString(), plan);
        foreach (var set in source.Sets)
            if (set.Accepts(row)) set.Apply(row, person);
        return person;
    }

    private RegistryRecord RecordOf(string value)
    {
        if (claims is null) return people.GetValueOrDefault(value)?.ToRecord(ReadPlan.KeySet) ?? RegistryRecord.Absent;
        return claims.GetValueOrDefault(value)?.ToRecord(plan.Reissued) ?? RegistryRecord.Absent;
    }

    // No registry stores half a surrogate pair or a NUL in an identifier, and databases refuse a whole batch that holds one.
    private static bool IsText(string value)
    {
        if (value.Length == 0) return false;
        for (var i = 0; i < value.Length; i++)
        {
            if (value[i] == '\0') return false;
            if (!char.IsSurrogate(value[i])) continue;
            if (i + 1 == value.Length || !char.IsSurrogatePair(value[i], value[i + 1])) return false;
            i++;
        }
        return true;
    }

    /// <summary>The people whose rows hold one identifier.</summary>
    private sealed class Claim
    {
        public List<Person> People { get; } = new(1);
        public bool KeyMissing { get; set; }

        public RegistryRecord ToRecord(bool reissued)
        {
            if (KeyMissing) return RegistryRecord.Malformed;
            if (People.Count == 0) return RegistryRecord.Absent;
            if (People.Count == 1) return People[0].ToRecord(ReadPlan.KeySet);
            if (!reissued) return RegistryRecord.Ambiguous;
            var newest = People.MaxBy(p => p.States[ReadPlan.KeySet].Rank)!;
            var rank = newest.States[ReadPlan.KeySet].Rank;
            return People.Count(p => p.States[ReadPlan.KeySet].Rank == rank) > 1 ? RegistryRecord.Ambiguous : newest.ToRecord(ReadPlan.KeySet);
        }
    }
}
