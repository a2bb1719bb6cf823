using System.Globalization;
using Interop.Gateway.Audit.Tree;

namespace Interop.Gateway.Receipts;

/// <summary>Reads the number of a tile as C2SP tlog-tiles writes it: <c>x001/x234/067</c>, and <c>.p/{width}</c> behind one that is not full.</summary>
internal static class TilePath
{
    private const string Partial = ".p/";
    private const int MostGroups = 5;

    /// <summary>The tile and its width; nulls when the text is not a path of a tile in its only form.</summary>
    public static (long? Tile, int? Width) Parse(string? path)
    {
        var width = Tiling.Width;
        if (path?.IndexOf(Partial, StringComparison.Ordinal) is > 0 and var at)
        {
            if (!int.TryParse(path.AsSpan(at + Partial.Length), NumberStyles.None, CultureInfo.InvariantCulture, out width) || width is 0 or >= Tiling.Width || path[at + Partial.Length] == '0')
                return (null, null);
            path = path[..at];
        }
        var groups = path?.Split('/') ?? [];
        var tile = 0L;
        for (var i = 0; i < groups.Length; i++)
        {
            var last = i == groups.Length - 1;
            var digits = last ? groups[i] : groups[i].StartsWith('x') ? groups[i][1..] : "";
            if (groups.Length > MostGroups || digits.Length != 3 || !int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var group) || (i == 0 && !last && group == 0))
                return (null, null);
            tile = (tile * 1000) + group;
        }
        return groups.Length == 0 ? (null, null) : (tile, width);
    }
}
