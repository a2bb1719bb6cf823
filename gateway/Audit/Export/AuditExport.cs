using System.Globalization;
using Interop.Gateway.Audit.Tree;

namespace Interop.Gateway.Audit.Export;

/// <summary>Writes a log into a folder that can be carried away and verified with nothing but the checkpoint key.</summary>
internal static class AuditExport
{
    /// <param name="reader">The log, which may be growing.</param>
    /// <param name="checkpoint">A signed checkpoint of it; the export ends where that does.</param>
    /// <param name="size">The size the checkpoint states.</param>
    /// <param name="folder">A folder that is empty or not there.</param>
    /// <param name="progress">Told of the entries written.</param>
    /// <param name="cancellation">Gives up; the folder is then worthless.</param>
    public static void Write(AuditReader reader, string checkpoint, long size, string folder, Action<long>? progress, CancellationToken cancellation)
    {
        for (var tile = 0L; tile * Tiling.Width < size; tile++)
        {
            cancellation.ThrowIfCancellationRequested();
            var width = (int)Math.Min(Tiling.Width, size - (tile * Tiling.Width));
            Save(folder, ExportLayout.Entries(tile, width), Bundle(reader.Leaves(tile * Tiling.Width, width)));
            progress?.Invoke((tile * Tiling.Width) + width);
        }
        for (var level = 0; Tiling.Hashes(level, size) is > 0 and var hashes; level++)
            for (var tile = 0L; tile * Tiling.Width < hashes; tile++)
            {
                cancellation.ThrowIfCancellationRequested();
                var width = (int)Math.Min(Tiling.Width, hashes - (tile * Tiling.Width));
                Save(folder, ExportLayout.Tile(level, tile, width), [.. reader.Tiles.Read(level, tile, width).SelectMany(h => h.ToArray())]);
            }
        foreach (var note in reader.Checkpoints())
            if (long.Parse(note.Split('\n')[1], CultureInfo.InvariantCulture) is var signed && signed <= size)
                Save(folder, Path.Combine(ExportLayout.Checkpoints, signed.ToString(CultureInfo.InvariantCulture)), System.Text.Encoding.UTF8.GetBytes(note));
        // Last, so that a torn export is seen to be one.
        Save(folder, ExportLayout.Checkpoint, System.Text.Encoding.UTF8.GetBytes(checkpoint));
    }

    private static byte[] Bundle(IReadOnlyList<StoredLeaf> leaves)
    {
        var bundle = new LeafBundle();
        foreach (var leaf in leaves)
            bundle.Add(leaf.Leaf, leaf.Hash);
        return bundle.Leaves.ToArray();
    }

    private static void Save(string folder, string path, byte[] content)
    {
        var file = Path.Combine(folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllBytes(file, content);
    }
}
