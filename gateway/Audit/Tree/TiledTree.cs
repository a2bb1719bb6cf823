using System.Numerics;

namespace Interop.Gateway.Audit.Tree;

/// <summary>Roots and proofs of a log of any size up to the one its tiles hold (RFC 9162 §2.1). One use reads each tile once.</summary>
internal sealed class TiledTree(ITiles tiles)
{
    private readonly Dictionary<(int Level, long Tile), TreeHash[]> read = [];

    /// <summary>The Merkle Tree Hash of the first <paramref name="size"/> leaves (RFC 9162 §2.1.1).</summary>
    public TreeHash Root(long size) => size == 0 ? TreeHash.Empty : Range(0, size, size);

    /// <summary>The path that shows leaf <paramref name="index"/> to be in the tree of that size (RFC 9162 §2.1.3.1).</summary>
    public IReadOnlyList<TreeHash> Inclusion(long index, long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, size);
        var path = new List<TreeHash>();
        var (from, to) = (0L, size);
        while (to - from > 1)
        {
            var middle = from + Split(to - from);
            if (index < middle)
            {
                path.Add(Range(middle, to, size));
                to = middle;
            }
            else
            {
                path.Add(Range(from, middle, size));
                from = middle;
            }
        }
        path.Reverse();
        return path;
    }

    /// <summary>The proof that the first tree is the beginning of the second (RFC 9162 §2.1.4.1); empty when they are one or the first is empty.</summary>
    public IReadOnlyList<TreeHash> Consistency(long first, long second)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(first, second);
        var proof = new List<TreeHash>();
        if (first == 0 || first == second)
            return proof;
        var (from, to, whole) = (0L, second, true);
        while (first != to)
        {
            var middle = from + Split(to - from);
            if (first <= middle)
            {
                proof.Add(Range(middle, to, second));
                to = middle;
            }
            else
            {
                proof.Add(Range(from, middle, second));
                (from, whole) = (middle, false);
            }
        }
        if (!whole)
            proof.Add(Range(from, to, second));
        proof.Reverse();
        return proof;
    }

    /// <summary>The hash over leaves <paramref name="from"/> to <paramref name="to"/>, where <paramref name="from"/> begins a subtree of the tree.</summary>
    private TreeHash Range(long from, long to, long size)
    {
        var leaves = to - from;
        if (BitOperations.IsPow2(leaves))
            return Perfect(from, BitOperations.TrailingZeroCount(leaves), size);
        var middle = from + Split(leaves);
        return TreeHash.Node(Range(from, middle, size), Range(middle, to, size));
    }

    private TreeHash Perfect(long from, int height, long size)
    {
        var level = height / Tiling.Height;
        var position = from >> (level * Tiling.Height);
        var tile = position / Tiling.Width;
        var width = (int)Math.Min(Tiling.Width, Tiling.Hashes(level, size) - (tile * Tiling.Width));
        if (!read.TryGetValue((level, tile), out var hashes) || hashes.Length < width)
            read[(level, tile)] = hashes = tiles.Read(level, tile, width);
        return Tiling.Fold(hashes.AsSpan((int)(position % Tiling.Width), 1 << (height % Tiling.Height)));
    }

    /// <summary>The largest power of two smaller than <paramref name="leaves"/>.</summary>
    private static long Split(long leaves) => 1L << (63 - BitOperations.LeadingZeroCount((ulong)(leaves - 1)));
}
