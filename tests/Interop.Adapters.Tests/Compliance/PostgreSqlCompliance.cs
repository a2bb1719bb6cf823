using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Interop.Adapters.Mapping;
using Npgsql;

namespace Interop.Adapters.Tests.Compliance;

public sealed class PostgreSqlFarSide : FarSide
{
    private const string Binaries = "/usr/lib/postgresql/15/bin";

    private readonly int port = FreePort();
    private bool started;

    public override RegistryMapping Mapping(Fault fault) => Mapping(fault, fault is Fault.Hang or Fault.Midway or Fault.Garbage ? $"{fault}.PEOPLE" : "PEOPLE");

    public RegistryMapping Mapping(Fault fault, string people)
    {
        var mapping = Columns($$"""
            "kind": "sql", "sql": { "engine": "postgresql" }, {{Changes}}
            """, people, "DEATHS");
        return mapping.WithConnection($"Host=127.0.0.1;Port={(fault == Fault.Gone ? FreePort() : port)};Database=postgres;Username={(fault == Fault.Refuse ? "stranger" : "app")}", "unused");
    }

    public override async ValueTask InitializeAsync()
    {
        if (!File.Exists($"{Binaries}/initdb"))
        {
            Unavailable = $"PostgreSQL 15 is not installed ({Binaries}).";
            return;
        }
        await RunAsync("chown", "postgres", Folder);
        await RunAsync("runuser", "-u", "postgres", "--", $"{Binaries}/initdb", "-D", $"{Folder}/d", "-A", "trust", "-U", "app", "-E", "UTF8", "--locale=C");
        await RunAsync("runuser", "-u", "postgres", "--", $"{Binaries}/pg_ctl", "-D", $"{Folder}/d", "-l", $"{Folder}/log", "-w",
            "-o", $"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={Folder} -c fsync=off -c datestyle=German", "start");
        started = true;
        await using var database = NpgsqlDataSource.Create($"Host=127.0.0.1;Port={port};Database=postgres;Username=app");
        await using (var create = database.CreateCommand("""
            CREATE TABLE "PEOPLE" ("PID" varchar(20) PRIMARY KEY, "NID" text, "FBN" text, "FB_LINE" text, "GIVEN" text, "DOB" text, "APPROX" boolean, "SEX" smallint, "VILL" varchar(8), "UPD" timestamptz, "REG" text, "DEREG" date);
            CREATE INDEX ON "PEOPLE" ("NID");
            CREATE TABLE "CHANGES" ("SEQ" bigserial PRIMARY KEY, "PID" text, "WHAT" text, "AT" timestamptz);
            CREATE TABLE "DEATHS" ("PID" text, "DOD" date, "SEEN" text, "STATE" text);
            CREATE SCHEMA "Hang"; CREATE SCHEMA "Midway"; CREATE SCHEMA "Garbage"; CREATE ROLE stranger LOGIN;
            CREATE VIEW "Hang"."PEOPLE" AS SELECT * FROM "PEOPLE" WHERE pg_sleep(3600)::text = '';
            CREATE VIEW "Midway"."PEOPLE" AS SELECT "PID", "NID", "FBN", "FB_LINE", "GIVEN", "DOB", "APPROX", "SEX", "VILL", "UPD", "DEREG",
                CASE WHEN "PID" > 'P000500' THEN pg_terminate_backend(pg_backend_pid())::text ELSE "REG" END AS "REG" FROM "PEOPLE"
                WHERE "PID" < 'P000500' OR pg_terminate_backend(pg_backend_pid());
            CREATE TABLE "Garbage"."PEOPLE" ("PID" text);
            CREATE SCHEMA "Numbers"; CREATE TABLE "Numbers"."PEOPLE" ("PID" bigint PRIMARY KEY, "NID" integer, "FBN" text, "FB_LINE" smallint, "UPD" date);
            INSERT INTO "Numbers"."PEOPLE" VALUES (7, 70, 'FB7', 1, '2026-01-01'), (8, 80, 'FB8', 2, '2026-01-01');
            """))
            await create.ExecuteNonQueryAsync();
        await using var insert = database.CreateBatch();
        foreach (var p in Population.All)
            Add(insert, "INSERT INTO \"PEOPLE\" VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10::timestamptz, $11, $12::date)",
                p.Key, p.NationalId, p.Book, p.Line, p.Given, p.Birth, p.Approximate, short.Parse(p.Sex), p.Village,
                new DateTime(2026, 5, 1, 0, 0, 0, DateTimeKind.Utc), p.From, p.To is null ? null : DateOnly.Parse(p.To));
        foreach (var d in Population.Deaths) Add(insert, "INSERT INTO \"DEATHS\" VALUES ($1, $2, $3, $4)", d.Key, DateOnly.Parse(d.Date), d.Seen, d.State);
        await insert.ExecuteNonQueryAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        if (started) await RunAsync("runuser", "-u", "postgres", "--", $"{Binaries}/pg_ctl", "-D", $"{Folder}/d", "-m", "immediate", "-w", "stop");
        await base.DisposeAsync();
    }

    private static void Add(NpgsqlBatch batch, string sql, params object?[] values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
        batch.BatchCommands.Add(command);
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        // pg_ctl's server inherits the pipes, so their end cannot be awaited: the log file tells instead.
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = "/" })!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} {arguments[^1]} ended with {process.ExitCode}.");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

public sealed class PostgreSqlCompliance(PostgreSqlFarSide far) : CredentialCompliance<PostgreSqlFarSide>(far)
{
    [Fact]
    public async Task Changes_LowerNumberCommittedLater_IsNotPassedOver()
    {
        await using var adapter = Open();
        const string Insert = "INSERT INTO \"CHANGES\" (\"PID\", \"WHAT\", \"AT\") VALUES ($1, 'D', '2026-11-01T08:00:00Z')";
        await using var database = NpgsqlDataSource.Create(Far.Mapping(Fault.None).Connection);
        await using var slow = await database.OpenConnectionAsync(Stop);
        await using var transaction = await slow.BeginTransactionAsync(Stop);
        await using (var first = new NpgsqlCommand(Insert, slow) { Parameters = { new() { Value = "P000001" } } })
            await first.ExecuteNonQueryAsync(Stop);
        await using (var second = database.CreateCommand(Insert))
        {
            second.Parameters.Add(new() { Value = "P000002" });
            await second.ExecuteNonQueryAsync(Stop);
        }
        (await adapter.ChangesAsync(null, 10, Stop)).Changes.ShouldBeEmpty("the lower number is still under way");
        await transaction.CommitAsync(Stop);
        var page = await adapter.ChangesAsync(null, 10, Stop);
        page.Changes.Select(c => c.LocalKey).ShouldBe(["P000001", "P000002"]);
        page.Changes[0].At.ShouldBe(new DateTimeOffset(2026, 11, 1, 8, 0, 0, TimeSpan.Zero));
        (await adapter.ChangesAsync(page.Position, 10, Stop)).Changes.ShouldBeEmpty();
    }

    [Fact]
    public async Task Fetch_KeysThatAreNumbers_AreComparedAsNumbers()
    {
        if (Far.Unavailable is { } reason) Assert.Skip(reason);
        await using var adapter = RegistryAdapters.Create(Far.Mapping(Fault.None, "Numbers.PEOPLE"), Time);

        var result = await FetchAsync(adapter, FetchRequest.LocalKey, ["8", "08", "x", "99999999999999999999", "7"], []);
        result.Records.Select(r => r.LocalKey).ShouldBe(["8", null, null, null, "7"]);
        (await FetchAsync(adapter, "national-id", ["80"], [])).Records.Single().LocalKey.ShouldBe("8");
        (await FetchAsync(adapter, "family-book", ["FB7-1", "FB8-2", "FB8-1", "FB8-x"], [])).Records.Select(r => r.LocalKey).ShouldBe(["7", "8", null, null]);
    }
}
