namespace Interop.Gateway.IdentityResolution;

/// <summary>
/// Finds a person with what has changed since the directory was built: new records join the person who holds one of their identifiers, changed ones are
/// as they are now, removed ones are gone. As in the build, a record of the registry that says who is a person is one by itself, a number that two
/// of them hold leads to neither, and a record that names two people is known of both and read for none. What the build knew and an amendment does not
/// mention stays.
/// </summary>
internal sealed class AmendedResolution(DirectoryAmendments amendments, Func<string, string, Resolution> directory)
{
    public Resolution Find(string type, string value)
    {
        var built = directory(type, value);
        if (amendments.IsEmpty || built.Outcome == ResolutionOutcome.Conflict)
            return built;
        var holding = amendments.Holding(type, value);
        var people = holding.FirstOrDefault(h => h.IsPerson)?.Registry;
        if (built.Outcome == ResolutionOutcome.Found && NoLongerHolds(built, type, value))
            built = Resolution.NotFound;
        if (built.Outcome == ResolutionOutcome.NotFound)
        {
            if (holding.Count == 0)
                return built;
            if (Known(holding, people, type, value) is not { } one)
                return Resolution.Conflict;
            built = one;
        }
        var person = Joined(built, holding, out var changed);
        return !changed ? built : person.Count(r => r.Reference.Registry == people) > 1 ? Resolution.Conflict : Of(built, person, people, type, value);
    }

    /// <summary>Whether the person of the directory has another number of that type by now.</summary>
    private bool NoLongerHolds(Resolution built, string type, string value) => built.References.Any(r =>
        r.LocalKey is not null && amendments.Of(r.Registry, r.LocalKey) is { IsPerson: true } now && !now.Holds(type, value)
        && now.Known?.Identifiers.Any(i => i.Key == type) == true);

    /// <summary>The one whom the directory knows by another number of these records; nobody yet, without anything, for none; null for several.</summary>
    private Resolution? Known(IReadOnlyList<AmendedRecord> holding, string? people, string type, string value)
    {
        Resolution? one = null;
        foreach (var record in holding)
            foreach (var identifier in record.Known!.Identifiers)
                if ((identifier.Key != type || identifier.Value != value) && directory(identifier.Key, identifier.Value) is { Outcome: ResolutionOutcome.Found } other
                    // A further person who shares a number with somebody is not them.
                    && !other.References.Any(r => r.Registry == people && !Are(holding, r)))
                    if (one is null)
                        one = other;
                    else if (!Meet(one, other))
                        return null;
        return one ?? new(ResolutionOutcome.Found, [], []);
    }

    private List<PersonRecord> Joined(Resolution built, IReadOnlyList<AmendedRecord> holding, out bool changed)
    {
        changed = holding.Count > 0;
        var records = new List<PersonRecord>(built.References.Count + 1);
        foreach (var reference in built.References)
        {
            if (reference.LocalKey is null || amendments.Of(reference.Registry, reference.LocalKey) is not { } now)
            {
                records.Add(new(reference, []));
                continue;
            }
            changed = true;
            if (now.Known is not null && (now.IsPerson || built.Identifiers.Any(i => now.Holds(i.Key, i.Value)) || Are(holding, reference)))
                records.Add(RecordOf(now, built));
        }
        foreach (var record in holding)
            Add(record);
        // What another registry has entered since joins by any number of the person; a further person does not.
        foreach (var identifier in built.Identifiers.Concat(records.SelectMany(r => r.Identifiers)).Distinct().ToArray())
            foreach (var record in amendments.Holding(identifier.Key, identifier.Value))
                if (!record.IsPerson)
                {
                    changed = true;
                    Add(record);
                }
        return records;

        void Add(AmendedRecord record)
        {
            if (!records.Exists(r => r.Reference.Registry == record.Registry && (r.Reference.LocalKey ?? record.LocalKey) == record.LocalKey))
                records.Add(RecordOf(record, built));
        }
    }

    private PersonRecord RecordOf(AmendedRecord record, Resolution built)
    {
        var known = record.Known!;
        var names = !record.IsPerson && built.References.Count > 0
            && known.Identifiers.Any(i => directory(i.Key, i.Value) is { Outcome: ResolutionOutcome.Found } other && !Meet(built, other));
        return new(new(record.Registry, known.Capacity, known.From, known.To, names ? null : record.LocalKey), names ? [] : known.Identifiers);
    }

    private Resolution Of(Resolution built, List<PersonRecord> person, string? people, string type, string value)
    {
        if (person.Count == 0)
            return Resolution.NotFound;
        var added = person.SelectMany(r => r.Identifiers).Where(i => built.Identifiers.Contains(i) || !IsContested(i, person, people));
        IEnumerable<KeyValuePair<string, string>> held = [new(type, value), .. added, .. built.Identifiers];
        // Of two numbers of one type the newer is the one by which registries are asked.
        return new(ResolutionOutcome.Found, [.. held.DistinctBy(i => i.Key)], [.. person.Select(r => r.Reference)]);
    }

    /// <summary>Whether somebody else holds the number too: nobody is read by it then.</summary>
    private bool IsContested(KeyValuePair<string, string> identifier, List<PersonRecord> person, string? people)
    {
        var other = directory(identifier.Key, identifier.Value);
        return other.Outcome == ResolutionOutcome.Conflict
            || other.References.Any(r => r.Registry == people && !person.Exists(p => p.Reference.Registry == people && p.Reference.LocalKey == r.LocalKey))
            || amendments.Holding(identifier.Key, identifier.Value).Any(a => a.IsPerson && !person.Exists(p => p.Reference.Registry == a.Registry && p.Reference.LocalKey == a.LocalKey));
    }

    private static bool Are(IReadOnlyList<AmendedRecord> records, Reference reference) => records.Any(r => r.Registry == reference.Registry && r.LocalKey == reference.LocalKey);

    private static bool Meet(Resolution one, Resolution other) => one.References.Any(r => other.References.Contains(r));

    private sealed record PersonRecord(Reference Reference, IReadOnlyList<KeyValuePair<string, string>> Identifiers);
}
