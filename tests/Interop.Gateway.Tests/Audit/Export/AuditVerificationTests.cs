using System.Buffers.Binary;
using Interop.Gateway.Audit;
using Interop.Gateway.Audit.Export;
using Interop.Gateway.Audit.Tree;

namespace Interop.Gateway.Tests.Audit.Export;

/// <summary>An export as an auditor gets it, whole and then tampered with in every way.</summary>
public sealed class AuditVerificationTests : IDisposable
{
    private const int Size = 600;
    private readonly AuditFolder folder = new();
    private string Export => Path.Combine(folder.Folder, "export");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Run_WholeExport_IsSound()
    {
        await WriteAsync();

        var result = Verify();
        (result.Outcome, result.Size, result.FirstBad).ShouldBe((VerificationOutcome.Sound, Size, null));
    }

    [Fact]
    public async Task Run_EmptyLog_IsSound()
    {
        await WriteAsync(0);

        Verify().Outcome.ShouldBe(VerificationOutcome.Sound);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(431)]
    [InlineData(599)]
    public async Task Run_AnyByteOfAnEntryChanged_NamesTheEntry(int entry)
    {
        await WriteAsync();
        foreach (var place in (double[])[0, 0.3, 0.999])
        {
            var bundle = Bundle(entry, out var at, out var length);
            var original = File.ReadAllBytes(bundle);
            var changed = original.ToArray();
            changed[at + (int)(place * (length - 1))] ^= 0x20;
            File.WriteAllBytes(bundle, changed);

            var result = Verify();
            (result.Outcome, result.FirstBad).ShouldBe((VerificationOutcome.EntryChanged, entry));
            File.WriteAllBytes(bundle, original);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(300)]
    public async Task Run_EntryRemoved_NamesIt(int entry)
    {
        await WriteAsync();
        var bundle = Bundle(entry, out var at, out var length);
        var bytes = File.ReadAllBytes(bundle);
        File.WriteAllBytes(bundle, [.. bytes[..(at - 2)], .. bytes[(at + length)..]]);

        Verify().FirstBad.ShouldBe(entry);
    }

    [Fact]
    public async Task Run_TwoEntriesSwapped_NamesTheFirst()
    {
        await WriteAsync();
        var bundle = Bundle(300, out var first, out var firstLength);
        Bundle(301, out var second, out var secondLength);
        var bytes = File.ReadAllBytes(bundle);
        File.WriteAllBytes(bundle,
            [.. bytes[..(first - 2)], .. bytes[(second - 2)..(second + secondLength)], .. bytes[(first - 2)..(first + firstLength)], .. bytes[(second + secondLength)..]]);

        Verify().FirstBad.ShouldBe(300);
    }

    [Fact]
    public async Task Run_EntryInserted_NamesItsPlace()
    {
        await WriteAsync();
        var bundle = Bundle(300, out var at, out var length);
        Bundle(400, out var other, out var otherLength);
        var bytes = File.ReadAllBytes(bundle);
        File.WriteAllBytes(bundle, [.. bytes[..(at - 2)], .. bytes[(other - 2)..(other + otherLength)], .. bytes[(at - 2)..]]);

        Verify().FirstBad.ShouldBe(300);
    }

    /// <summary>Somebody with the key signs another history; whoever kept a checkpoint of the first one sees it.</summary>
    [Theory]
    [InlineData(500)]   // between two checkpoints of the fork
    [InlineData(600)]   // exactly at one
    public async Task Run_ForkOfTheLog_ShowsAgainstACheckpointThatWasKept(int size)
    {
        using var first = new AuditFolder();
        await first.Fill(300);
        await first.Fill(size - 300, 300);
        using var reader = new AuditReader(first.File);
        var kept = first.Proofs().Checkpoint(reader);
        await folder.Fill(300);
        await WriteAsync(Size, folder => folder.Fill(300, 5_000));

        Verify().Outcome.ShouldBe(VerificationOutcome.Sound);
        Verify(kept).Outcome.ShouldBe(VerificationOutcome.HistoryChanged);
        Verify(kept.Replace("A", "B", StringComparison.Ordinal)).Outcome.ShouldBe(VerificationOutcome.NotSigned);
    }

    [Fact]
    public async Task Run_LogCutSinceACheckpointWasKept_IsSeenAndItsContinuationIsSound()
    {
        await WriteAsync(400, folder => folder.Fill(400));
        using (var reader = new AuditReader(folder.File))
            Verify(folder.Proofs().Checkpoint(reader)).Outcome.ShouldBe(VerificationOutcome.Sound);
        await folder.Fill(200, 400);
        using var later = new AuditReader(folder.File);

        var result = Verify(folder.Proofs().Checkpoint(later));
        (result.Outcome, result.FirstBad, result.LastBad).ShouldBe((VerificationOutcome.HistoryChanged, 400, 599));
    }

    [Fact]
    public async Task Run_LastEntryCutOrOneAdded_IsSeen()
    {
        await WriteAsync();
        var bundle = Bundle(599, out var at, out var length);
        var bytes = File.ReadAllBytes(bundle);
        File.WriteAllBytes(bundle, bytes[..(at - 2)]);
        Verify().FirstBad.ShouldBe(599);
        File.WriteAllBytes(bundle, [.. bytes, .. bytes[(at - 2)..(at + length)]]);
        Verify().FirstBad.ShouldBe(600);
        File.Delete(bundle);
        Verify().FirstBad.ShouldBe(512);
    }

    /// <summary>Whoever can write the folder can make all hashes anew; only the signature they cannot make.</summary>
    [Fact]
    public async Task Run_EntryAndAllHashesMadeAnew_IsBoundedByTheCheckpointsAround()
    {
        await WriteAsync();
        var bundle = Bundle(431, out var at, out var length);
        var bytes = File.ReadAllBytes(bundle);
        bytes[at + 40] ^= 0x01;
        File.WriteAllBytes(bundle, bytes);
        var tile = Path.Combine(Export, ExportLayout.Tile(0, 1, 256));
        var hashes = File.ReadAllBytes(tile);
        AuditLeaf.Hash(bytes.AsSpan(at, length)).CopyTo(hashes, (431 - 256) * 32);
        File.WriteAllBytes(tile, hashes);

        var result = Verify();
        result.Outcome.ShouldBe(VerificationOutcome.HistoryChanged);
        result.FirstBad.ShouldNotBeNull().ShouldBeLessThanOrEqualTo(431);
        result.LastBad.ShouldNotBeNull().ShouldBeInRange(431, 531);
    }

    [Fact]
    public async Task Run_CheckpointOfAnotherKeyOrTextOrNone_IsNotSigned()
    {
        await WriteAsync();
        var other = new NoteSigner(AuditFolder.Origin, new byte[32]);
        AuditVerification.Run(Export, other.Verifier, null, null, TestContext.Current.CancellationToken).Outcome.ShouldBe(VerificationOutcome.NotSigned);
        var file = Path.Combine(Export, ExportLayout.Checkpoint);
        File.WriteAllText(file, File.ReadAllText(file).Replace("\n600\n", "\n599\n", StringComparison.Ordinal));
        Verify().Outcome.ShouldBe(VerificationOutcome.NotSigned);
        File.Delete(file);
        Verify().Outcome.ShouldBe(VerificationOutcome.NotSigned);
    }

    [Theory]
    [InlineData(0, 5L, 256, "tile/0/005")]
    [InlineData(2, 1_234_067L, 256, "tile/2/x001/x234/067")]
    [InlineData(0, 1_000L, 17, "tile/0/x001/000.p/17")]
    public void Tile_Path_IsThatOfTheSpecification(int level, long tile, int width, string path) => ExportLayout.Tile(level, tile, width).ShouldBe(path);

    private Task WriteAsync(int size = Size) => WriteAsync(size, folder => folder.Fill(size));

    private async Task WriteAsync(int size, Func<AuditFolder, Task> fill)
    {
        await fill(folder);
        using var reader = new AuditReader(folder.File);
        AuditExport.Write(reader, folder.Proofs().Checkpoint(reader), size, Export, null, TestContext.Current.CancellationToken);
    }

    private VerificationResult Verify(string? kept = null) => AuditVerification.Run(Export, AuditFolder.Signer.Verifier, kept, null, TestContext.Current.CancellationToken);

    /// <summary>The file that holds an entry, and where in it the entry's text lies.</summary>
    private string Bundle(int entry, out int at, out int length)
    {
        var tile = entry / Tiling.Width;
        var file = Path.Combine(Export, ExportLayout.Entries(tile, Math.Min(Tiling.Width, Size - (tile * Tiling.Width))));
        var bytes = File.ReadAllBytes(file);
        at = 2;
        for (var i = tile * Tiling.Width; i < entry; i++)
            at += 2 + BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(at - 2));
        length = BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(at - 2));
        return file;
    }
}
