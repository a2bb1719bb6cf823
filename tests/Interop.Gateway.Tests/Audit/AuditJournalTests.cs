using Interop.Gateway.Audit;
using Interop.Gateway.Audit.Tree;

namespace Interop.Gateway.Tests.Audit;

/// <summary>What a power cut leaves: files as they lie on the disk at some moment, opened by another process.</summary>
public sealed class AuditJournalTests : IDisposable
{
    private readonly AuditFolder folder = new();
    private readonly AuditFolder after = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        folder.Dispose();
        after.Dispose();
    }

    [Fact]
    public async Task Open_AfterACrash_HasEveryEntryThatWasDurable()
    {
        var receipts = new List<Receipt>();
        await using (var log = folder.Open())
            for (var round = 0; round < 40; round++)
            {
                receipts.AddRange((await Task.WhenAll(Enumerable.Range(0, 1 + (round % 7)).Select(i =>
                    log.AppendAsync(AuditFolder.Entry() with { Case = $"case-{round}-{i}" }, Cancellation).AsTask()))).Select(r => r.Receipt));
                if (round % 9 == 0)
                    (await log.ReadAsync(Cancellation)).Dispose();   // the tails change places
                Crash();
                await ExpectAsync(receipts);
            }
    }

    [Theory]
    [InlineData(1)]     // within the last entry
    [InlineData(300)]
    public async Task Open_AfterATornWrite_HasWhatWasWrittenBeforeIt(int lost)
    {
        await folder.Fill(3);
        var receipts = new List<Receipt>();
        await using (var log = folder.Open())
        {
            for (var i = 0; i < 5; i++)
                receipts.Add((await log.AppendAsync(AuditFolder.Entry() with { Case = $"case-{i}" }, Cancellation)).Receipt);
            Crash();
        }
        var (tail, end) = Directory.GetFiles(after.Folder, "*.tail-*").Select(t => (t, new FileInfo(t).Length)).MaxBy(t => t.Length);
        using (var file = File.OpenWrite(tail))
            file.SetLength(end - lost);

        await using var again = after.Open();

        (await again.AppendAsync(AuditFolder.Entry(), Cancellation)).Receipt.Index.ShouldBe(3 + 4);
    }

    /// <summary>Half a log is no log to go on with: what was acknowledged is elsewhere.</summary>
    [Fact]
    public async Task Open_StoreOlderThanItsTail_IsUnavailable()
    {
        await using (var log = folder.Open())
        {
            for (var i = 0; i < 3; i++)
                await log.AppendAsync(AuditFolder.Entry(), Cancellation);
            (await log.ReadAsync(Cancellation)).Dispose();
            await log.AppendAsync(AuditFolder.Entry(), Cancellation);
            Crash();
        }
        foreach (var file in Directory.GetFiles(after.Folder, "audit.db*").Where(f => !f.Contains(".tail-", StringComparison.Ordinal)))
            File.Delete(file);
        File.Delete(Path.Combine(after.Folder, "audit.db.tail-0"));

        await using var again = after.Open();

        (await again.AppendAsync(AuditFolder.Entry(), Cancellation)).Outcome.ShouldBe(AppendOutcome.Unavailable);
    }

    /// <summary>A log of the first format had a row an entry.</summary>
    [Fact]
    public async Task Open_LogOfTheFirstFormat_KeepsItsEntriesAndItsRoot()
    {
        var receipts = await folder.Fill(600);
        string before;
        using (var reader = new AuditReader(folder.File))
        {
            before = folder.Proofs().Checkpoint(reader);
            using var connection = folder.Connect();
            using var command = connection.CreateCommand();
            command.CommandText = "create table audit_entry (idx integer not null primary key, leaf blob not null, leaf_hash blob not null)";
            command.ExecuteNonQuery();
            command.CommandText = "insert into audit_entry values ($idx, $leaf, $hash)";
            foreach (var leaf in reader.Leaves(0, 600))
            {
                command.Parameters.Clear();
                command.Parameters.AddWithValue("$idx", leaf.Index);
                command.Parameters.AddWithValue("$leaf", leaf.Leaf);
                command.Parameters.AddWithValue("$hash", leaf.Hash);
                command.ExecuteNonQuery();
            }
        }
        using (var connection = folder.Connect())
        using (var command = connection.CreateCommand())
        {
            command.CommandText = "delete from audit_group; update meta set value = '1' where name = 'format'";
            command.ExecuteNonQuery();
        }

        await folder.Fill(1, 600);

        folder.Scalar("select count(*) from sqlite_master where name = 'audit_entry'").ShouldBe(0);
        using var brought = new AuditReader(folder.File);
        brought.Size.ShouldBe(601);
        new TiledTree(brought.Tiles).Root(600).ShouldBe(Checkpoint.Open(before, AuditFolder.Signer.Verifier)!.Root);
        brought.Leaves(599, 1)[0].Hash.ShouldBe(receipts[599].LeafHash.ToArray());
    }

    /// <summary>Copies the files as they lie there now; SQLite's shared memory is of no use to anybody else.</summary>
    private void Crash()
    {
        foreach (var file in Directory.GetFiles(after.Folder))
            File.Delete(file);
        // The tails last: what is handed over meanwhile is then in both, and never in neither.
        foreach (var file in Directory.GetFiles(folder.Folder).Where(f => !f.EndsWith("-shm", StringComparison.Ordinal)).OrderBy(f => f.Contains(".tail-", StringComparison.Ordinal)))
            File.Copy(file, Path.Combine(after.Folder, Path.GetFileName(file)));
    }

    private async Task ExpectAsync(List<Receipt> receipts)
    {
        await using var log = after.Open();
        using var reader = await log.ReadAsync(Cancellation);
        reader.Leaves(0, receipts.Count + 1).Select(l => Convert.ToHexString(l.Hash))
            .ShouldBe(receipts.OrderBy(r => r.Index).Select(r => Convert.ToHexString(r.LeafHash.Span)));
    }
}
