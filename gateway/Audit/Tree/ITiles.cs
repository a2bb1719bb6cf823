namespace Interop.Gateway.Audit.Tree;

/// <summary>
/// The hashes of a log in tiles (C2SP tlog-tiles): tile <c>n</c> of level <c>l</c> holds the roots of the perfect subtrees over 256^l leaves
/// that begin at leaf <c>n * 256^(l+1)</c>, at most <see cref="Tiling.Width"/> of them. A running log keeps them in its store, an export in a folder.
/// </summary>
internal interface ITiles
{
    /// <summary>The first <paramref name="width"/> hashes of a tile.</summary>
    /// <exception cref="InvalidDataException">The tile is not there or holds fewer.</exception>
    TreeHash[] Read(int level, long tile, int width);
}

/// <summary>How a tree is cut into tiles.</summary>
internal static class Tiling
{
    /// <summary>Levels of the tree in a tile.</summary>
    public const int Height = 8;

    public const int Width = 1 << Height;

    /// <summary>Hashes of a level in a tree of that size: only whole subtrees have one.</summary>
    public static long Hashes(int level, long size) => size >> (Height * level);

    /// <summary>The root of a perfect subtree, from the hashes at its foot.</summary>
    public static TreeHash Fold(ReadOnlySpan<TreeHash> hashes)
    {
        if (hashes.Length == 1)
            return hashes[0];
        var half = hashes.Length / 2;
        return TreeHash.Node(Fold(hashes[..half]), Fold(hashes[half..]));
    }
}
