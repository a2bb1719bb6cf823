using Interop.Gateway.Audit;
using Microsoft.Data.Sqlite;

namespace Interop.Gateway.Tests.Audit;

public sealed class AuditBrokenStoreTests : IDisposable
{
    private readonly AuditFolder folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Append_StoreLocked_IsUnavailableUntilItIsFreeAndLosesNothingThatWasDurable()
    {
        await using var log = folder.Open();
        (await log.AppendAsync(AuditFolder.Entry(), Cancellation)).Receipt.Index.ShouldBe(0);
        (await log.ReadAsync(Cancellation)).Dispose();
        int durable;

        await using (var locker = folder.Connect())
        {
            await using var hold = locker.BeginTransaction(deferred: false);
            durable = await folder.AppendUntilUnavailable(log);
            log.Health.ShouldBe(AuditHealth.Unavailable);
            (await log.AppendAsync(AuditFolder.Entry(), Cancellation)).Outcome.ShouldBe(AppendOutcome.Unavailable);
        }

        (await folder.AppendUntilDurable(log)).Receipt.Index.ShouldBe(1 + durable);
        log.Health.ShouldBe(AuditHealth.Durable);
        (await log.ReadAsync(Cancellation)).Dispose();
        folder.Stored.ShouldBe(2 + durable);
    }

    /// <summary>The storing thread tells of its fault before others can see it: a writer that then slept until the next entry would leave everybody waiting.</summary>
    [Fact]
    public async Task Keep_StoreLocked_IsUnsettledUntilTheFaultIsFound()
    {
        using var told = new SemaphoreSlim(0);
        using var journal = new AuditJournal(new() { File = folder.File, Origin = AuditFolder.Origin, Signer = AuditFolder.Signer }, null, folder.Time, () => told.Release());
        journal.IsUnsettled.ShouldBeFalse();
        await using var locker = folder.Connect();
        await using var hold = locker.BeginTransaction(deferred: false);
        var (leaf, hash) = AuditLeaf.Write(AuditFolder.Entry());
        journal.Append([new(leaf, hash)]);
        journal.Keep(now: true);

        (await told.WaitAsync(TimeSpan.FromMinutes(1), Cancellation)).ShouldBeTrue();

        for (var begun = TimeProvider.System.GetTimestamp(); ; TimeProvider.System.GetElapsedTime(begun).ShouldBeLessThan(TimeSpan.FromMinutes(1)))
            try
            {
                journal.IsUnsettled.ShouldBeTrue();
                journal.Keep(now: false);
            }
            catch (SqliteException)
            {
                return;
            }
    }

    [Fact]
    public async Task Append_StoreLocked_RefusesEveryoneInTheGroup()
    {
        await using var log = folder.Open();
        await log.AppendAsync(AuditFolder.Entry(), Cancellation);
        await using var locker = folder.Connect();
        await using var hold = locker.BeginTransaction(deferred: false);
        var durable = 1 + await folder.AppendUntilUnavailable(log);

        var results = await Task.WhenAll(Enumerable.Range(0, 500).Select(_ => log.AppendAsync(AuditFolder.Entry(), Cancellation).AsTask()));

        results.ShouldAllBe(result => result.Outcome == AppendOutcome.Unavailable);
        folder.Stored.ShouldBeLessThanOrEqualTo(durable);
    }

    [Fact]
    public async Task Append_TailDeletedWhileOpen_IsUnavailableAtOnceAndKeepsWhatItHeld()
    {
        await using var log = folder.Open();
        (await log.AppendAsync(AuditFolder.Entry(), Cancellation)).Receipt.Index.ShouldBe(0);
        foreach (var tail in Directory.GetFiles(folder.Folder, "*.tail-*"))
            File.Delete(tail);

        (await log.AppendAsync(AuditFolder.Entry(), Cancellation)).Outcome.ShouldBe(AppendOutcome.Unavailable);

        (await folder.AppendUntilDurable(log)).Receipt.Index.ShouldBe(1);
    }

    [Fact]
    public async Task Append_FolderInPlaceOfTheFile_IsUnavailableUntilItIsGone()
    {
        Directory.CreateDirectory(folder.File);
        await using var log = folder.Open();

        (await log.AppendAsync(AuditFolder.Entry(), Cancellation)).Outcome.ShouldBe(AppendOutcome.Unavailable);

        Directory.Delete(folder.File);
        (await folder.AppendUntilDurable(log)).Receipt.Index.ShouldBe(0);
    }

    [Fact]
    public async Task Append_StoreFailsInMidTransaction_IsUnavailableAndNothingOfItRemainsInTheStore()
    {
        await using var log = folder.Open();
        await log.AppendAsync(AuditFolder.Entry(), Cancellation);
        (await log.ReadAsync(Cancellation)).Dispose();
        // A trigger raises once the row is there, as a full disk may.
        Execute("create trigger full after insert on audit_group begin select raise(abort, 'full'); end");

        var durable = await folder.AppendUntilUnavailable(log);

        folder.Stored.ShouldBe(1);
        Execute("drop trigger full");
        (await folder.AppendUntilDurable(log)).Receipt.Index.ShouldBe(1 + durable);
        (await log.ReadAsync(Cancellation)).Dispose();
        folder.Stored.ShouldBe(2 + durable);
    }

    [Fact]
    public async Task Append_FileDeletedWhileOpen_IsUnavailableAndNoNewLogIsBegun()
    {
        await using var log = folder.Open();
        await log.AppendAsync(AuditFolder.Entry(), Cancellation);
        var away = folder.File + ".away";

        Move(folder.File, away);

        var durable = await folder.AppendUntilUnavailable(log);
        folder.Time.Advance(TimeSpan.FromMinutes(1));
        (await log.AppendAsync(AuditFolder.Entry(), Cancellation)).Outcome.ShouldBe(AppendOutcome.Unavailable);
        File.Exists(folder.File).ShouldBeFalse();

        Move(away, folder.File);
        (await folder.AppendUntilDurable(log)).Receipt.Index.ShouldBe(1 + durable);
    }

    [Fact]
    public async Task Append_FileReplacedByEmptyOne_IsUnavailableAndTheOtherStaysEmpty()
    {
        await using var log = folder.Open();
        await log.AppendAsync(AuditFolder.Entry(), Cancellation);
        Move(folder.File, folder.File + ".away");
        await using (var other = folder.Connect())
        {
            await using var command = other.CreateCommand();
            command.CommandText = "create table something (number integer)";
            await command.ExecuteNonQueryAsync(Cancellation);
        }

        await folder.AppendUntilUnavailable(log);
        for (var attempt = 0; attempt < 100; attempt++)
        {
            (await log.AppendAsync(AuditFolder.Entry(), Cancellation)).Outcome.ShouldBe(AppendOutcome.Unavailable);
            folder.Time.Advance(TimeSpan.FromSeconds(5));
        }

        folder.Scalar("select count(*) from sqlite_master where name = 'audit_group'").ShouldBe(0);
    }

    [Fact]
    public async Task Open_LogOfAnotherOrigin_IsUnavailable()
    {
        await using (var first = folder.Open())
            await first.AppendAsync(AuditFolder.Entry(), Cancellation);

        await using var second = folder.Open(origin: "interop.example/hub-2");

        (await second.AppendAsync(AuditFolder.Entry(), Cancellation)).Outcome.ShouldBe(AppendOutcome.Unavailable);
        folder.Stored.ShouldBe(1);
    }

    [Fact]
    public async Task Append_MoreThanMayWait_IsUnavailableAtOnce()
    {
        await folder.Fill(1);
        await using var locker = folder.Connect();
        var hold = locker.BeginTransaction(deferred: false);
        await using var log = folder.Open(groupLimit: 1, waiting: 4);

        // The writer waits for the lock, four wait for the writer, and the rest must not queue.
        var appends = Enumerable.Range(0, 20).Select(_ => log.AppendAsync(AuditFolder.Entry(), Cancellation)).ToArray();

        appends.Count(append => append.IsCompleted && append.Result.Outcome == AppendOutcome.Unavailable).ShouldBeGreaterThanOrEqualTo(15);
        await hold.DisposeAsync();
    }

    [Fact]
    public async Task Append_CancelledWhileTheStoreHangs_EndsTheWait()
    {
        await folder.Fill(1);
        await using var locker = folder.Connect();
        await using var hold = locker.BeginTransaction(deferred: false);
        await using var log = folder.Open();
        using var given = new CancellationTokenSource();

        var append = log.AppendAsync(AuditFolder.Entry(), given.Token);
        await given.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(async () => await append);
    }

    [Fact]
    public async Task Dispose_StoreBroken_LetsEveryoneGo()
    {
        Directory.CreateDirectory(folder.File);
        var log = folder.Open();
        var appends = Enumerable.Range(0, 50).Select(_ => log.AppendAsync(AuditFolder.Entry(), Cancellation).AsTask()).ToArray();

        await log.DisposeAsync();

        (await Task.WhenAll(appends)).ShouldAllBe(result => result.Outcome == AppendOutcome.Unavailable);
    }

    private void Execute(string sql)
    {
        using var connection = folder.Connect();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>Moves the file with its write-ahead log, as an operator who knows what SQLite keeps beside it.</summary>
    private static void Move(string from, string to)
    {
        foreach (var suffix in new[] { "", "-wal", "-shm" })
        {
            if (File.Exists(from + suffix))
                File.Move(from + suffix, to + suffix);
        }
    }
}
