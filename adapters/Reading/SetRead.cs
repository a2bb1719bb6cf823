using Interop.Adapters.Mapping;
using Interop.Schemas.Catalogue;

namespace Interop.Adapters.Reading;

/// <summary>One attribute of a set: where its value goes in the record, and how it is read.</summary>
internal readonly record struct AttributeRead(int Slot, ColumnReader Reader);

/// <summary>What one set contributes to a request, by ordinals of the row.</summary>
internal sealed class SetRead
{
    private readonly (int Ordinal, string Value)[] where;
    private readonly MomentReader? latest;
    private readonly MomentReader? asOf;
    private readonly AttributeRead[] attributes;

    public SetRead(int index, SetMapping set, RegistryMapping mapping, IReadOnlyList<CatalogueAttribute> requested, Func<string, int> ordinal)
    {
        (Index, Where) = (index, set.Where ?? new Dictionary<string, string>());
        where = [.. Where.Select(w => (ordinal(w.Key), w.Value))];
        if (set.Latest is { } column) latest = new MomentReader(column, FormatOf(column, set, mapping), ordinal);
        if (set.AsOf is { } changed) asOf = new MomentReader(changed.Column!, changed.Format, ordinal);
        attributes = [.. requested.Index().Where(r => set.Attributes.ContainsKey(r.Item.Name))
            .Select(r => new AttributeRead(r.Index, new ColumnReader(r.Item, set.Attributes[r.Item.Name], ordinal)))];
    }

    /// <summary>The set's place among the sets of the plan.</summary>
    public int Index { get; }

    public IReadOnlyDictionary<string, string> Where { get; }

    public bool Accepts(Row row)
    {
        foreach (var (ordinal, value) in where)
            if (!row[ordinal].SequenceEqual(value)) return false;
        return true;
    }

    /// <summary>Takes the row into the person's record, unless a newer row of the set is already there.</summary>
    public void Apply(Row row, Person person)
    {
        ref var state = ref person.States[Index];
        var good = !row.Broken;
        var rank = 0L;
        if (latest is not null && !latest.TryRead(row, out rank))
            (good, rank) = (false, long.MaxValue); // it might be the newest: nothing older may speak for it
        if (state.Seen && rank < state.Rank) return;
        var tie = state.Seen && rank == state.Rank;
        var changed = 0L;
        if (asOf is not null && !asOf.TryRead(row, out changed)) good = false;
        foreach (var attribute in attributes)
        {
            if (!attribute.Reader.TryRead(row, out var value)) good = false;
            else if (!tie) person.Values[attribute.Slot] = value;
            else if (person.Values[attribute.Slot] != value) good = false; // two rows of equal right contradict each other
            if (!value.HasValue || changed == 0) person.AsOf[attribute.Slot] = null;
            else if (!tie || person.AsOf[attribute.Slot]?.UtcTicks < changed) person.AsOf[attribute.Slot] = new DateTimeOffset(changed, TimeSpan.Zero);
        }
        state = new SetState(true, good && (!tie || state.Good), rank);
    }

    // The same column is a date in one place only: any other use of it tells how it is written.
    private static string? FormatOf(string column, SetMapping set, RegistryMapping mapping) =>
        set.Attributes.Values.Append(set.AsOf).Concat(mapping.Sets.Where(s => s.From == set.From).SelectMany(s => s.Attributes.Values.Append(s.AsOf)))
            .Append(mapping.Known.From).Append(mapping.Known.To)
            .FirstOrDefault(c => c?.Column == column)?.Format;
}

/// <summary>Reads a date, a moment or a running number as something that can be compared; a missing one is the lowest.</summary>
internal sealed class MomentReader(string column, string? format, Func<string, int> ordinal)
{
    private readonly int at = ordinal(column);

    public bool TryRead(Row row, out long moment)
    {
        moment = 0;
        var cell = row[at];
        if (cell.IsEmpty) return !row.IsUnreadable(at);
        if (IsoTime.TryTime(cell, format, out var time))
        {
            moment = time.UtcTicks;
            return true;
        }
        return format is null && long.TryParse(cell, System.Globalization.NumberStyles.None, null, out moment);
    }
}
