using Interop.Gateway.Audit;
using Interop.Gateway.Audit.Tree;

namespace Interop.Gateway.Tests.Audit;

/// <summary>Receipts of a log on the disk, proven and checked with the key alone.</summary>
public sealed class AuditProofsTests : IDisposable
{
    private readonly AuditFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(700)]
    public async Task Prove_EveryReceiptOfALog_IsShownByTheKeyAlone(int size)
    {
        var receipts = await folder.Fill(size);
        var proofs = folder.Proofs();
        using var reader = new AuditReader(folder.File);
        foreach (var receipt in receipts)
        {
            proofs.Prove(reader, receipt.Index, new(receipt.LeafHash.Span), out var proof).ShouldBe(ProofOutcome.Proven);
            var read = InclusionProof.Parse(proof!.Text).ShouldNotBeNull();
            read.Shows(new(receipt.LeafHash.Span), AuditFolder.Signer.Verifier).ShouldBeTrue();
            read.Shows(Tree.Leaves.At(0), AuditFolder.Signer.Verifier).ShouldBeFalse();
        }
    }

    [Fact]
    public async Task Prove_WhatTheLogDoesNotHold_IsRefused()
    {
        var receipts = await folder.Fill(3);
        var proofs = folder.Proofs();
        using var reader = new AuditReader(folder.File);
        proofs.Prove(reader, 3, new(receipts[2].LeafHash.Span), out _).ShouldBe(ProofOutcome.NotInLog);
        proofs.Prove(reader, -1, new(receipts[2].LeafHash.Span), out _).ShouldBe(ProofOutcome.NotInLog);
        proofs.Prove(reader, 1, new(receipts[2].LeafHash.Span), out _).ShouldBe(ProofOutcome.NotInLog);
    }

    /// <summary>What a holder keeps from early on binds the log for ever: every later checkpoint continues every earlier one.</summary>
    [Fact]
    public async Task Checkpoints_OfAGrowingLog_ContinueEachOther()
    {
        for (var times = 0; times < 4; times++)
            await folder.Fill(170, times * 170);
        using var reader = new AuditReader(folder.File);
        var checkpoints = reader.Checkpoints().Select(n => Checkpoint.Open(n, AuditFolder.Signer.Verifier).ShouldNotBeNull()).ToArray();
        checkpoints.Length.ShouldBeGreaterThan(4);
        checkpoints[^1].Size.ShouldBe(680);
        var tree = new TiledTree(reader.Tiles);
        foreach (var (first, second) in checkpoints.Zip(checkpoints.Skip(1)))
        {
            first.Root.ShouldBe(tree.Root(first.Size));
            Proofs.Continues(first.Root, first.Size, second.Root, second.Size, tree.Consistency(first.Size, second.Size)).ShouldBeTrue();
        }
    }

    /// <summary>A log of a version that kept no subtrees gets them when it is opened.</summary>
    [Fact]
    public async Task Open_LogWithoutSubtrees_MakesThem()
    {
        await folder.Fill(600);
        string before;
        using (var early = new AuditReader(folder.File))
            before = folder.Proofs().Checkpoint(early);
        using (var connection = folder.Connect())
        using (var command = connection.CreateCommand())
        {
            command.CommandText = "delete from subtree";
            command.ExecuteNonQuery().ShouldBe(2);
        }

        await folder.Fill(1, 600);

        folder.Scalar("select count(*) from subtree").ShouldBe(2);
        using var reader = new AuditReader(folder.File);
        new TiledTree(reader.Tiles).Root(600).ShouldBe(Checkpoint.Open(before, AuditFolder.Signer.Verifier)!.Root);
    }
}
