using CsCheck;
using Interop.Gateway.Audit;
using Interop.Gateway.Audit.Tree;

namespace Interop.Gateway.Tests.Audit.Tree;

/// <summary>The tree against roots known in the field, against its definition written down anew, and its proofs against forgers.</summary>
public sealed class TreeTests
{
    private static readonly Gen<long> Sizes = Gen.OneOf(Gen.Long[1, 40], Gen.Long[250, 520], Gen.Long[65_500, 66_100]);

    /// <summary>Leaves and roots of the reference test data of Certificate Transparency (google/certificate-transparency, merkle tree tests).</summary>
    [Theory]
    [InlineData(1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d")]
    [InlineData(2, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125")]
    [InlineData(3, "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77")]
    [InlineData(4, "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7")]
    [InlineData(5, "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4")]
    [InlineData(6, "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef")]
    [InlineData(7, "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c")]
    [InlineData(8, "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328")]
    public void Root_KnownLeaves_IsTheKnownRoot(int size, string root)
    {
        string[] leaves = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];
        var tiles = new ListedTiles([.. leaves[..size].Select(l => new TreeHash(AuditLeaf.Hash(Convert.FromHexString(l))))]);

        Convert.ToHexStringLower(new TiledTree(tiles).Root(size).ToArray()).ShouldBe(root);
    }

    [Fact]
    public void Root_NoLeaves_IsTheHashOfNothing() =>
        Convert.ToHexStringLower(new TiledTree(new ListedTiles([])).Root(0).ToArray()).ShouldBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");

    [Fact]
    public void Root_AnySize_IsThatOfTheDefinition() =>
        Sizes.Sample(size => new TiledTree(Leaves.Upto(size)).Root(size).ShouldBe(Definition(0, size)), iter: 60);

    [Fact]
    public void Inclusion_AnyLeafOfAnySize_Verifies() => Gen.Select(Sizes, Gen.Double[0, 1]).Sample((size, where) =>
    {
        var index = (long)(where * (size - 1));
        var tree = new TiledTree(Leaves.Upto(size));
        var path = tree.Inclusion(index, size);

        Proofs.Includes(tree.Root(size), size, Leaves.At(index), index, path).ShouldBeTrue();
        ((long)path.Count).ShouldBeLessThanOrEqualTo(64 - long.LeadingZeroCount(size));
    }, iter: 100);

    [Fact]
    public void Inclusion_ForgedInAnyPart_IsRefused() => Gen.Select(Sizes, Gen.Double[0, 1], Gen.Int[0, 6], Gen.Int[0, 40]).Sample((size, where, forgery, at) =>
    {
        var index = (long)(where * (size - 1));
        var tree = new TiledTree(Leaves.Upto(size));
        var (root, leaf, path) = (tree.Root(size), Leaves.At(index), tree.Inclusion(index, size).ToList());
        switch (forgery)
        {
            case 0: leaf = Leaves.At(index + 1); break;
            case 1: root = Leaves.At(0) == root ? Leaves.At(1) : Leaves.At(0); break;
            case 2: path.Add(Leaves.At(at)); break;
            case 3 when path.Count > 0: path.RemoveAt(at % path.Count); break;
            case 4 when path.Count > 0: path[at % path.Count] = Leaves.At(size + at); break;
            case 5 when path.Count > 1: path.Reverse(); break;
            case 6 when size > 1: index = (index + 1) % size; break;
            default: return;
        }

        Proofs.Includes(root, size, leaf, index, path).ShouldBeFalse();
    }, iter: 200);

    [Fact]
    public void Consistency_AnyTwoSizes_Verifies() => Gen.Select(Sizes, Gen.Double[0, 1]).Sample((second, where) =>
    {
        var first = (long)(where * second);
        var tree = new TiledTree(Leaves.Upto(second));

        Proofs.Continues(tree.Root(first), first, tree.Root(second), second, tree.Consistency(first, second)).ShouldBeTrue();
    }, iter: 100);

    [Fact]
    public void Consistency_OfAnotherHistory_IsRefused() => Gen.Select(Gen.Long[2, 600], Gen.Double[0, 1], Gen.Double[0, 1]).Sample((second, where, changed) =>
    {
        var first = 1 + (long)(where * (second - 2));
        var rewritten = new ListedTiles([.. Enumerable.Range(0, (int)second).Select(i => i == (int)(changed * (first - 1)) ? Leaves.At(-1) : Leaves.At(i))]);
        var (honest, forged) = (new TiledTree(Leaves.Upto(second)), new TiledTree(rewritten));

        Proofs.Continues(honest.Root(first), first, forged.Root(second), second, forged.Consistency(first, second)).ShouldBeFalse();
        Proofs.Continues(honest.Root(first), first, forged.Root(second), second, honest.Consistency(first, second)).ShouldBeFalse();
    }, iter: 200);

    /// <summary>MTH of RFC 9162 §2.1.1 as it is written there, without tiles.</summary>
    private static TreeHash Definition(long from, long to)
    {
        var leaves = to - from;
        if (leaves == 1)
            return Leaves.At(from);
        var k = 1L;
        while (k * 2 < leaves)
            k *= 2;
        return TreeHash.Node(Definition(from, from + k), Definition(from + k, to));
    }
}

/// <summary>Endless made-up leaves: the hash of leaf i depends on i alone.</summary>
internal static class Leaves
{
    private static readonly TreeHash[] Made = [.. Enumerable.Range(0, 70_000).Select(i => Hash(i))];
    private static readonly ListedTiles Tiles = new(Made);

    public static TreeHash At(long index) => index >= 0 && index < Made.Length ? Made[index] : Hash(index);

    public static ITiles Upto(long size)
    {
        size.ShouldBeLessThanOrEqualTo(Made.Length);
        return Tiles;
    }

    private static TreeHash Hash(long index) => new(AuditLeaf.Hash(BitConverter.GetBytes(index)));
}

/// <summary>Tiles over a list of leaves.</summary>
internal sealed class ListedTiles : ITiles
{
    private readonly List<TreeHash[]> levels;

    public ListedTiles(TreeHash[] leaves)
    {
        levels = [leaves];
        while (levels[^1].Length >= Tiling.Width)
            levels.Add([.. levels[^1].Chunk(Tiling.Width).Where(c => c.Length == Tiling.Width).Select(c => Tiling.Fold(c))]);
    }

    public TreeHash[] Read(int level, long tile, int width) => levels[level].AsSpan((int)(tile * Tiling.Width), width).ToArray();
}
