using Interop.Gateway.Audit;
using Interop.Gateway.Audit.Tree;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Interop.Gateway.Tests.Audit;

/// <summary>A folder with an audit file in it.</summary>
internal sealed class AuditFolder : IDisposable
{
    public const string Origin = "interop.example/hub-1";

    public string Folder { get; } = Directory.CreateTempSubdirectory("interop-audit-").FullName;

    public string File => Path.Combine(Folder, "audit.db");

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 22, 8, 0, 0, TimeSpan.Zero));

    public static NoteSigner Signer { get; } = new(Origin, System.Security.Cryptography.SHA256.HashData("a seed of tests"u8));

    public AuditLog Open(int groupLimit = 512, int waiting = 20_000, string origin = Origin) =>
        new(new() { File = File, Origin = origin, GroupLimit = groupLimit, Waiting = waiting, Signer = Signer }, Time, NullLogger<AuditLog>.Instance);

    /// <summary>Entries in the store now.</summary>
    public long Stored
    {
        get
        {
            using var reader = new AuditReader(File);
            return reader.Size;
        }
    }

    /// <summary>Adds entries until the store's fault has come to light: a tail takes some before.</summary>
    public async Task<int> AppendUntilUnavailable(AuditLog log)
    {
        for (var durable = 0; ; durable++, Time.Advance(AuditJournal.KeepEvery))
            if ((await log.AppendAsync(Entry(), TestContext.Current.CancellationToken)).Outcome == AppendOutcome.Unavailable)
                return durable;
    }

    public AuditProofs Proofs() => new(new() { File = File, Origin = Origin, Signer = Signer });

    /// <summary>Adds so many entries, each its own, in order.</summary>
    public async Task<IReadOnlyList<Receipt>> Fill(int count, int from = 0)
    {
        await using var log = Open();
        var receipts = new List<Receipt>();
        foreach (var group in Enumerable.Range(from, count).Chunk(100))
        {
            var results = await Task.WhenAll(group.Select(i => log.AppendAsync(Entry() with { Case = $"case-{i}" }, TestContext.Current.CancellationToken).AsTask()));
            receipts.AddRange(results.Select(r => r.Receipt));
            // Into the store before the clock moves on, so that each group gets its checkpoint.
            (await log.ReadAsync(TestContext.Current.CancellationToken)).Dispose();
            Time.Advance(TimeSpan.FromSeconds(11));
        }
        return receipts;
    }

    public static AuditEntry Entry(string? purpose = "COVERAGE") => new()
    {
        Exchange = new Guid("019a9f3c-5a00-7000-8000-000000000001"),
        Phase = AuditPhase.Admitted,
        At = new DateTimeOffset(2026, 11, 22, 8, 0, 0, 123, TimeSpan.Zero),
        Institution = "hospital-a",
        Door = "native",
        Operation = "entitlement-check",
        Purpose = purpose,
        Outcome = "admitted",
    };

    /// <summary>A connection that knows nothing of the log.</summary>
    public SqliteConnection Connect()
    {
        var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        connection.Open();
        return connection;
    }

    public long Scalar(string sql)
    {
        using var connection = Connect();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }

    /// <summary>Moves the clock on until the log has opened its store again; each try is refused at once, so this never waits.</summary>
    public async Task<AppendResult> AppendUntilDurable(AuditLog log)
    {
        while (true)
        {
            var result = await log.AppendAsync(Entry(), TestContext.Current.CancellationToken);
            if (result.Outcome == AppendOutcome.Durable)
                return result;
            Time.Advance(TimeSpan.FromSeconds(5));
            await Task.Yield();
        }
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
