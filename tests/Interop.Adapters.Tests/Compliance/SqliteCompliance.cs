using Interop.Adapters.Mapping;
using Microsoft.Data.Sqlite;

namespace Interop.Adapters.Tests.Compliance;

public sealed class SqliteFarSide : FarSide
{
    /// <summary>SQLite reports an error in the middle of a statement as an error of the statement: the view is not what was mapped.</summary>
    public override FetchOutcome Midway => FetchOutcome.Garbage;

    public override RegistryMapping Mapping(Fault fault) => Columns($$"""
        "kind": "sql", "sql": { "engine": "sqlite" }, {{Changes}}
        """, "PEOPLE", "DEATHS").WithConnection(PathOf(fault));

    public string PathOf(Fault fault) => Path.Combine(Folder, $"{fault}.db");

    public override async ValueTask InitializeAsync()
    {
        await FillAsync(PathOf(Fault.None), "PEOPLE");
        await FillAsync(PathOf(Fault.Hang), "P");
        await RunAsync(PathOf(Fault.Hang), """
            CREATE VIEW PEOPLE AS SELECT P.* FROM P, (WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT max(n) FROM c) AS endless
            """);
        await FillAsync(PathOf(Fault.Midway), "P");
        await RunAsync(PathOf(Fault.Midway), """
            CREATE VIEW PEOPLE AS SELECT PID, NID, FBN, FB_LINE, GIVEN, APPROX, SEX, VILL, UPD, DEREG,
            CASE WHEN PID > 'P000500' THEN abs(-9223372036854775807 - 1) ELSE REG END AS REG,
            CASE WHEN PID > 'P000500' THEN abs(-9223372036854775807 - 1) ELSE DOB END AS DOB FROM P
            """);
        await File.WriteAllBytesAsync(PathOf(Fault.Garbage), [.. Enumerable.Range(0, 8192).Select(i => (byte)(i * 31))]);
    }

    private static async Task FillAsync(string path, string people)
    {
        await using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = $"""
            CREATE TABLE {people} (PID TEXT PRIMARY KEY, NID TEXT, FBN TEXT, FB_LINE TEXT, GIVEN TEXT, DOB TEXT, APPROX INTEGER, SEX INTEGER, VILL TEXT, UPD TEXT, REG TEXT, DEREG TEXT);
            CREATE INDEX nid ON {people} (NID);
            CREATE TABLE CHANGES (SEQ INTEGER PRIMARY KEY, PID TEXT, WHAT TEXT, AT TEXT);
            INSERT INTO CHANGES VALUES (3, 'P000001', 'D', '2026-11-01T08:00:00Z'), (7, 'P000002', 'X', '2026-11-01 08:00:01'), (8, NULL, 'D', '2026-11-01T08:00:00Z'), (12, 'P000001', 'D', 'soon'), (13, 'P000003', 'D', '2026-11-02');
            CREATE TABLE DEATHS (PID TEXT, DOD TEXT, SEEN TEXT, STATE TEXT);
            """;
        await command.ExecuteNonQueryAsync();
        command.CommandText = $"INSERT INTO {people} VALUES (@0, @1, @2, @3, @4, @5, @6, @7, @8, @9, @10, @11)";
        foreach (var p in Population.All)
            await InsertAsync(command, p.Key, p.NationalId, p.Book, p.Line, p.Given, p.Birth, p.Approximate ? 1 : 0, int.Parse(p.Sex), p.Village, p.Updated, p.From, p.To);
        command.CommandText = "INSERT INTO DEATHS VALUES (@0, @1, @2, @3)";
        foreach (var d in Population.Deaths) await InsertAsync(command, d.Key, d.Date, d.Seen, d.State);
        await transaction.CommitAsync();
    }

    private static async Task InsertAsync(SqliteCommand command, params object?[] values)
    {
        command.Parameters.Clear();
        foreach (var (i, value) in values.Index()) command.Parameters.AddWithValue($"@{i}", value ?? DBNull.Value);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task RunAsync(string path, string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}

public sealed class SqliteCompliance(SqliteFarSide far) : RegistryAdapterCompliance<SqliteFarSide>(far)
{
    [Fact]
    public Task Health_Garbage_SaysWhy() => HealthFailsAsync(Fault.Garbage);

    [Fact]
    public async Task Changes_PageAfterPage_AreAllToldOnceInOrder()
    {
        await using var adapter = Open();
        adapter.TellsChanges.ShouldBeTrue();
        var first = await adapter.ChangesAsync(null, 3, Stop);
        (first.Position, first.Malformed).ShouldBe(("8", 1));
        first.Changes.ShouldBe([new("P000001", "death-registered", new(2026, 11, 1, 8, 0, 0, TimeSpan.Zero)), new("P000002", RegistryChange.Unspecified, new(2026, 11, 1, 8, 0, 1, TimeSpan.Zero))]);
        var second = await adapter.ChangesAsync(first.Position, 3, Stop);
        (second.Position, second.Malformed, second.Changes.Single().LocalKey).ShouldBe(("13", 1, "P000003"));
        (await adapter.ChangesAsync("13", 3, Stop)).Changes.ShouldBeEmpty();
        await using var garbage = Open(Fault.Garbage);
        (await Should.ThrowAsync<RegistryReadException>(() => garbage.ChangesAsync(null, 3, Stop))).Outcome.ShouldBe(FetchOutcome.Garbage);
    }

    [Fact]
    public async Task Fetch_FileLockedByAWriter_IsAnOutcome()
    {
        await using var adapter = Open();
        await using var writer = new SqliteConnection($"Data Source={Far.PathOf(Fault.None)};Pooling=False");
        await writer.OpenAsync(Stop);
        await using var command = writer.CreateCommand();
        command.CommandText = "BEGIN EXCLUSIVE";
        await command.ExecuteNonQueryAsync(Stop);

        (await FetchAsync(adapter, FetchRequest.LocalKey, ["P000001"], All)).Outcome.ShouldBe(FetchOutcome.Unreachable);

        command.CommandText = "ROLLBACK";
        await command.ExecuteNonQueryAsync(Stop);
        (await FetchAsync(adapter, FetchRequest.LocalKey, ["P000001"], All)).Outcome.ShouldBe(FetchOutcome.Answered);
    }
}
