using System.Numerics;

namespace Interop.Gateway.Audit.Tree;

/// <summary>
/// The right edge of a growing tree: of each tile level the hashes that no whole tile holds yet. It grows by a leaf in constant time, tells
/// which subtrees became whole, and knows the root.
/// </summary>
internal sealed class Frontier
{
    private readonly List<List<TreeHash>> edges = [[]];

    /// <summary>The edge of a tree of that size, read from its tiles.</summary>
    public static Frontier Of(ITiles tiles, long size)
    {
        var frontier = new Frontier();
        for (var level = 0; Tiling.Hashes(level, size) is > 0 and var hashes; level++)
        {
            if (level > 0)
                frontier.edges.Add([]);
            if (hashes % Tiling.Width is > 0 and var width)
                frontier.edges[level].AddRange(tiles.Read(level, hashes / Tiling.Width, (int)width));
        }
        return frontier;
    }

    /// <summary>Adds a leaf.</summary>
    /// <param name="leaf">Its hash.</param>
    /// <param name="whole">Told of each subtree of 256, 65,536, ... leaves that it completes: its level and root.</param>
    public void Add(TreeHash leaf, Action<int, TreeHash> whole)
    {
        var hash = leaf;
        for (var level = 0; ; level++)
        {
            if (level == edges.Count)
                edges.Add([]);
            edges[level].Add(hash);
            if (edges[level].Count < Tiling.Width)
                return;
            hash = Tiling.Fold([.. edges[level]]);
            edges[level].Clear();
            whole(level + 1, hash);
        }
    }

    /// <summary>The Merkle Tree Hash over all leaves.</summary>
    public TreeHash Root()
    {
        TreeHash? root = null;
        foreach (var edge in edges)
            for (var (rest, end) = (edge.Count, edge.Count); rest > 0;)
            {
                // From the right, the perfect subtrees grow as the bits of their number tell.
                var width = 1 << BitOperations.TrailingZeroCount(rest);
                var subtree = Tiling.Fold(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(edge).Slice(end - width, width));
                root = root is { } right ? TreeHash.Node(subtree, right) : subtree;
                (rest, end) = (rest - width, end - width);
            }
        return root ?? TreeHash.Empty;
    }
}
