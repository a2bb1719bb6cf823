using System.Globalization;
using Interop.Adapters.Mapping;

namespace Interop.Adapters.Reading;

/// <summary>How rows of the table of changes become changes.</summary>
internal sealed class ChangeRead
{
    private readonly IReadOnlyDictionary<string, string> kinds;
    private readonly int sequence, kind, at;
    private readonly string? format;

    public ChangeRead(RegistryMapping mapping, ChangesMapping changes)
    {
        Source = new SourceRead(changes.From, changes.Key, mapping);
        Sequence = changes.Sequence;
        (sequence, kind, at) = (Source.Ordinal(changes.Sequence), Source.Ordinal(changes.Kind.Column!), Source.Ordinal(changes.At.Column!));
        format = changes.At.Format;
        kinds = changes.Kind.Codes ?? new Dictionary<string, string>();
    }

    /// <summary>The columns that are read.</summary>
    public SourceRead Source { get; }

    /// <summary>The column of whole numbers that rise with each change.</summary>
    public string Sequence { get; }

    public long PositionOf(Row row) => long.Parse(row[sequence], NumberStyles.Integer, CultureInfo.InvariantCulture);

    /// <summary>The row's change, or null when the row is malformed.</summary>
    public RegistryChange? Read(Row row)
    {
        if (Source.Key.Ordinals.Any(row.IsUnreadable) || Source.Key.Read(row) is not { } key) return null;
        if (!IsoTime.TryTime(row[at].ToString(), format, out var moment)) return null;
        return new(key, kinds.GetValueOrDefault(row[kind].ToString(), RegistryChange.Unspecified), moment);
    }
}
