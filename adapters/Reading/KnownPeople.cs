using Interop.Adapters.Mapping;
using Interop.Schemas.Catalogue;

namespace Interop.Adapters.Reading;

/// <summary>How rows of the key set become entries of the reference directory. Reads no attribute.</summary>
internal sealed class KnownPeople
{
    private static readonly CatalogueAttribute Day =
        new(-1, "known", AttributeType.Date, "", Sensitivity.Personal, new Title("", ""), [], null, null, null, null);

    private readonly SetRead set;
    private readonly ColumnReader? from;
    private readonly ColumnReader? to;
    private readonly KeyValuePair<string, JoinedColumns>[] identifiers;

    public KnownPeople(RegistryMapping mapping)
    {
        Capacity = mapping.Known.Capacity;
        Source = new SourceRead(mapping.KeySet.From, mapping.KeySet.Key, mapping);
        Source.Add(0, mapping.KeySet with { Latest = null, AsOf = null }, mapping, []);
        set = Source.Sets[0];
        if (mapping.Known.From is { } first) from = new ColumnReader(Day, first, Source.Ordinal);
        if (mapping.Known.To is { } last) to = new ColumnReader(Day, last, Source.Ordinal);
        identifiers = [.. mapping.Identifiers.Select(i => KeyValuePair.Create(i.Key, Source.Columns(i.Value.Columns, i.Value.Join, i.Value.IdType)))];
    }

    public string Capacity { get; }

    /// <summary>The columns an enumeration reads.</summary>
    public SourceRead Source { get; }

    public bool Accepts(Row row) => set.Accepts(row);

    /// <summary>The row's person, or null when the row is malformed.</summary>
    public KnownPerson? Read(Row row)
    {
        if (row.Broken || Source.Key.Read(row) is not { } key) return null;
        if (!TryDay(from, row, out var first) || !TryDay(to, row, out var last)) return null;
        var held = new List<KeyValuePair<string, string>>(identifiers.Length);
        foreach (var (type, columns) in identifiers)
        {
            if (columns.Ordinals.Any(row.IsUnreadable)) return null;
            if (columns.Read(row) is { } value) held.Add(KeyValuePair.Create(type, value));
        }
        return new KnownPerson(key, held, Capacity, first, last);
    }

    private static bool TryDay(ColumnReader? reader, Row row, out DateOnly? day)
    {
        day = null;
        if (reader is null) return true;
        if (!reader.TryRead(row, out var value)) return false;
        if (value.HasValue) day = value.Date;
        return true;
    }
}

/// <summary>Merges the adjacent rows of one key into one person: all identifiers, from the earliest day to the latest.</summary>
internal sealed class KnownGroup(KnownPeople known, EnumerationTally tally)
{
    private KnownPerson? current;

    /// <summary>The person before this row, once a row of the next one comes.</summary>
    public KnownPerson? Add(Row row)
    {
        if (!known.Accepts(row)) return null;
        tally.Read++;
        if (known.Read(row) is not { } person)
        {
            tally.Malformed++;
            return null;
        }
        if (current is not null && current.LocalKey == person.LocalKey)
        {
            current = Merge(current, person);
            return null;
        }
        (var before, current) = (current, person);
        return before;
    }

    public KnownPerson? Complete() => current;

    // An open end stays open: null is "always" in From and "still" in To.
    public static KnownPerson Merge(KnownPerson a, KnownPerson b) => a with
    {
        Identifiers = a.Identifiers.SequenceEqual(b.Identifiers) ? a.Identifiers : [.. a.Identifiers.Union(b.Identifiers)],
        From = a.From is null || b.From is null ? null : a.From < b.From ? a.From : b.From,
        To = a.To is null || b.To is null ? null : a.To > b.To ? a.To : b.To,
    };
}
