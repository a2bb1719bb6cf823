namespace Interop.Gateway.Audit.Tree;

/// <summary>One step from a leaf to the root.</summary>
/// <param name="Sibling">The hash that the proof brings.</param>
/// <param name="IsLeft">Whether it stands before what was reached so far; else after it.</param>
/// <param name="Together">What both give.</param>
internal readonly record struct ProofStep(TreeHash Sibling, bool IsLeft, TreeHash Together);

/// <summary>Checks proofs as a holder does who has nothing but the proof and roots: RFC 9162 §2.1.3.2 and §2.1.4.2. Written apart from what makes them.</summary>
internal static class Proofs
{
    /// <summary>Whether the path leads from the leaf to the root of the tree of that size.</summary>
    public static bool Includes(TreeHash root, long size, TreeHash leaf, long index, IReadOnlyList<TreeHash> path) =>
        Steps(size, leaf, index, path) is { } steps && (steps.Count == 0 ? leaf : steps[^1].Together) == root;

    /// <summary>The way the path leads from the leaf, up to what would be the root; null where a tree of that size has no such path.</summary>
    public static IReadOnlyList<ProofStep>? Steps(long size, TreeHash leaf, long index, IReadOnlyList<TreeHash> path)
    {
        if (index < 0 || index >= size)
            return null;
        var (node, last) = (index, size - 1);
        var (hash, steps) = (leaf, new List<ProofStep>(path.Count));
        foreach (var sibling in path)
        {
            if (last == 0)
                return null;
            var left = (node & 1) == 1 || node == last;
            hash = left ? TreeHash.Node(sibling, hash) : TreeHash.Node(hash, sibling);
            steps.Add(new(sibling, left, hash));
            if (left)
                while ((node & 1) == 0 && node != 0)
                    (node, last) = (node >> 1, last >> 1);
            (node, last) = (node >> 1, last >> 1);
        }
        return last == 0 ? steps : null;
    }

    /// <summary>Whether the tree of the first root is the beginning of the tree of the second.</summary>
    public static bool Continues(TreeHash firstRoot, long first, TreeHash secondRoot, long second, IReadOnlyList<TreeHash> proof)
    {
        if (first < 0 || first > second)
            return false;
        if (first == 0)
            return proof.Count == 0 && firstRoot == TreeHash.Empty;
        if (first == second)
            return proof.Count == 0 && firstRoot == secondRoot;
        // A first tree that is itself a perfect subtree stands for its own hash, which the proof then leaves out.
        IEnumerable<TreeHash> hashes = (first & (first - 1)) == 0 ? proof.Prepend(firstRoot) : proof;
        var (node, last) = (first - 1, second - 1);
        while ((node & 1) == 1)
            (node, last) = (node >> 1, last >> 1);
        using var next = hashes.GetEnumerator();
        if (!next.MoveNext())
            return false;
        var (before, after) = (next.Current, next.Current);
        while (next.MoveNext())
        {
            if (last == 0)
                return false;
            if ((node & 1) == 1 || node == last)
            {
                (before, after) = (TreeHash.Node(next.Current, before), TreeHash.Node(next.Current, after));
                while ((node & 1) == 0 && node != 0)
                    (node, last) = (node >> 1, last >> 1);
            }
            else
            {
                after = TreeHash.Node(after, next.Current);
            }
            (node, last) = (node >> 1, last >> 1);
        }
        return last == 0 && before == firstRoot && after == secondRoot;
    }
}
