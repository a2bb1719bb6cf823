using System.Collections.Frozen;
using System.Globalization;
using Interop.Schemas.Catalogue;
using Interop.Schemas.Codes;

namespace Interop.Adapters.Mapping;

/// <summary>Turns the cells of one attribute into its value. Compiled once from the mapping; reads without a lookup by name.</summary>
internal sealed class ColumnReader
{
    private readonly AttributeType type;
    private readonly string? format;
    private readonly JoinedColumns source;
    private readonly FrozenDictionary<string, AttributeValue>.AlternateLookup<ReadOnlySpan<char>>? codes;

    public ColumnReader(CatalogueAttribute attribute, ColumnMapping column, Func<string, int> ordinal)
    {
        (type, format) = (attribute.Type, column.Format);
        source = new(column.Names, [.. column.Names.Select(ordinal)], column.Join, null);
        if (Codes(attribute, column) is { } map)
            codes = map.ToFrozenDictionary(c => c.Key, c => AttributeValue.OfCode(c.Value)).GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>False when the cell holds something that is not a value of the attribute.</summary>
    public bool TryRead(Row row, out AttributeValue value)
    {
        value = AttributeValue.None;
        foreach (var ordinal in source.Ordinals)
            if (row.IsUnreadable(ordinal)) return false;
        if (source.Ordinals.Length > 1)
        {
            if (source.Read(row) is { } joined) value = AttributeValue.OfString(FormC.Of(joined));
            return true;
        }
        var cell = row[source.Ordinals[0]];
        return cell.IsEmpty || TryParse(cell, out value);
    }

    private bool TryParse(ReadOnlySpan<char> cell, out AttributeValue value)
    {
        value = AttributeValue.None;
        switch (type)
        {
            case AttributeType.String:
                value = AttributeValue.OfString(FormC.Of(cell));
                return true;
            case AttributeType.Code when codes is null:
                value = AttributeValue.OfCode(cell.ToString());
                return true;
            case AttributeType.Code:
                return codes.Value.TryGetValue(cell, out value);
            case AttributeType.Date:
                if (!IsoTime.TryDate(cell, format, out var date)) return false;
                value = AttributeValue.OfDate(date);
                return true;
            case AttributeType.Boolean:
                if (!TryBoolean(cell, out var flag)) return false;
                value = AttributeValue.OfBoolean(flag);
                return true;
            default:
                if (!long.TryParse(cell, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)) return false;
                value = AttributeValue.OfInteger(number);
                return true;
        }
    }

    private static bool TryBoolean(ReadOnlySpan<char> cell, out bool flag)
    {
        flag = cell is "1" or "t" or "T" || cell.Equals("true", StringComparison.OrdinalIgnoreCase);
        return flag || cell is "0" or "f" or "F" || cell.Equals("false", StringComparison.OrdinalIgnoreCase);
    }

    // A closed list without a mapping means that the source uses the catalogue's codes.
    private static IEnumerable<KeyValuePair<string, string>>? Codes(CatalogueAttribute attribute, ColumnMapping column) =>
        attribute.Type != AttributeType.Code ? null
        : column.Codes ?? CodeLists.Find(attribute.Codes!)?.Keys.Select(code => KeyValuePair.Create(code, code));
}
