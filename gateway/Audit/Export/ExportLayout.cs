using System.Globalization;
using Interop.Gateway.Audit.Tree;

namespace Interop.Gateway.Audit.Export;

/// <summary>Where the parts of an exported log lie in its folder: the paths of C2SP tlog-tiles, so that any verifier of that form can read it.</summary>
internal static class ExportLayout
{
    public const string Checkpoint = "checkpoint";

    /// <summary>Every checkpoint the log has signed, one file each, named by its size. Not part of tlog-tiles.</summary>
    public const string Checkpoints = "checkpoints";

    /// <summary>The path of a tile: <c>tile/{level}/x001/x234/067</c>, and <c>.p/{width}</c> behind one that is not full.</summary>
    public static string Tile(int level, long tile, int width) => Path.Combine("tile", level.ToString(CultureInfo.InvariantCulture), Name(tile, width));

    /// <summary>The path of a bundle of entries, each behind its length in two bytes, big-endian.</summary>
    public static string Entries(long tile, int width) => Path.Combine("tile", "entries", Name(tile, width));

    private static string Name(long tile, int width)
    {
        var name = (tile % 1000).ToString("000", CultureInfo.InvariantCulture);
        for (var rest = tile / 1000; rest > 0; rest /= 1000)
            name = string.Create(CultureInfo.InvariantCulture, $"x{rest % 1000:000}/{name}");
        return width == Tiling.Width ? name : string.Create(CultureInfo.InvariantCulture, $"{name}.p/{width}");
    }
}
