using Dapper;
using Interop.Gateway.Audit;
using Interop.Gateway.Audit.Outbox;
using Interop.Gateway.Audit.Retention;
using Interop.Gateway.Commands;
using Interop.Gateway.Keys;
using Interop.Gateway.Storage;
using Interop.Gateway.Tests.Audit;

namespace Interop.Gateway.Tests.Commands;

/// <summary>The log searched and its keys kept or destroyed by whoever works at the machine, with no hub running.</summary>
public sealed class AuditCommandTests : IDisposable
{
    private readonly AuditFolder folder = new();

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        folder.Dispose();
    }

    [Fact]
    public async Task Search_ByInstitutionAndDay_ShowsThoseAndLeavesItsRecordForTheLog()
    {
        await FillAsync();
        var (exit, output, error) = await RunAsync("search", "--institution", "hospital-a", "--from", "2026-11-22", "--to", "2026-11-22", "--officer", "sokha");

        exit.ShouldBe(0, error);
        output.ShouldContain("hospital-a");
        output.ShouldNotContain("hospital-b");
        output.ShouldContain("2026-11-22 15:00:00", Case.Sensitive, "in Cambodia's time");
        error.ShouldContain("Recorded as command-line:sokha.");
        error.ShouldContain("2 of 4 entries.");
        var record = (await RecordedAsync()).ShouldHaveSingleItem();
        (record.User, record.Door, record.Operation).ShouldBe(("command-line:sokha", "command-line", "audit-search"));
        record.Asked.ShouldBe(["institution", "from", "to"]);
    }

    [Fact]
    public async Task Search_InPages_ShowsEachEntryOnce()
    {
        await FillAsync();
        var first = await RunAsync("search", "--count", "3");
        first.Error.ShouldContain("--before 1");
        var second = await RunAsync("search", "--count", "3", "--before", "1");
        second.Error.ShouldContain("1 of 4 entries.");
        second.Error.ShouldNotContain("--before");
    }

    [Fact]
    public async Task Search_RecordThatCannotBeKept_ShowsNothing()
    {
        await FillAsync();
        await File.WriteAllTextAsync(Path.Combine(folder.Folder, "hub.db"), "this is no store, and is long enough for SQLite to look at its first bytes", TestContext.Current.CancellationToken);

        var (exit, output, error) = await RunAsync("search");

        exit.ShouldBe(1);
        output.ShouldBeEmpty();
        error.ShouldStartWith("Nothing was searched.");
    }

    [Theory]
    [InlineData("--subject takes the type", "--subject", "012345678")]
    [InlineData("no identifier of the type", "--subject", "national-id")]
    [InlineData("--from is after --to", "--from", "2026-11-25", "--to", "2026-11-24")]
    [InlineData("--count is 0", "--count", "0")]
    [InlineData("There is no audit log", "--log", "/no/such/file.db")]
    [InlineData("--officer is a name", "--officer", "two\nlines")]
    public async Task Search_Wrong_SaysWhatAndRecordsNothing(string says, params string[] arguments)
    {
        await FillAsync();
        var (exit, output, error) = await RunAsync(["search", .. arguments]);

        exit.ShouldBe(1);
        output.ShouldBeEmpty();
        error.ShouldContain(says);
        error.ShouldNotContain("not an identifier", Case.Sensitive, "what was read is never said back");
        (await RecordedAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Retain_WithoutYes_ChangesNothingAndWithItDestroysWhatIsOver()
    {
        Key(1);
        Key(3650);
        folder.Time.Advance(TimeSpan.FromDays(60));

        (await RunAsync("retain")).Output.ShouldContain("1 key is over. Nothing was destroyed");
        Alive().ShouldBe(2);
        var done = await RunAsync("retain", "--yes", "--officer", "sokha");
        done.Output.ShouldContain("Destroyed 2026-11.1.");
        Alive().ShouldBe(1);
        (await RunAsync("retain")).Output.ShouldContain("No key is over.");
        (await RecordedAsync()).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            e => e.User.ShouldBe("command-line:sokha"), e => e.Operation.ShouldBe(SubjectKeyLedger.RetentionOperation), e => e.Asked.ShouldBe(["2026-11.1"]));
    }

    [Fact]
    public async Task Hold_AMonth_KeepsItsKeysUntilReleased()
    {
        Key(1);
        (await RunAsync("hold", "2026-11", "--reason", "ការស៊ើបអង្កេត 7")).Output.ShouldContain("Holding 2026-11.1.");
        folder.Time.Advance(TimeSpan.FromDays(400));

        (await RunAsync("retain", "--yes")).Output.ShouldContain("held until released: ការស៊ើបអង្កេត 7");
        Alive().ShouldBe(1);
        (await RunAsync("hold", "2026-11", "--release", "--reason", "closed")).Output.ShouldContain("Released 2026-11.1.");
        (await RunAsync("retain", "--yes")).Output.ShouldContain("Destroyed 2026-11.1.");
        (await RecordedAsync()).Select(e => (e.Operation, e.Outcome, e.Case)).ShouldBe(
            [("audit-hold", "held", "ការស៊ើបអង្កេត 7"), ("audit-hold", "released", "closed"), ("audit-retention", "destroyed", null)]);
    }

    [Theory]
    [InlineData("--reason is missing", "2026-11")]
    [InlineData("a day to come", "2026-11", "--reason", "x", "--until", "2026-11-22")]
    [InlineData("There is no living key 2025-01", "2025-01", "--reason", "x")]
    [InlineData("There is no held key 2026-11", "2026-11", "--release")]
    [InlineData("--until does not go with it", "2026-11", "--release", "--until", "2027-01-01")]
    public async Task Hold_Wrong_SaysWhatAndChangesNothing(string says, params string[] arguments)
    {
        Key(1);
        var (exit, _, error) = await RunAsync(["hold", .. arguments]);
        exit.ShouldBe(1);
        error.ShouldStartWith("Nothing was changed.");
        error.ShouldContain(says);
        (await RecordedAsync()).ShouldBeEmpty();
    }

    private async Task FillAsync()
    {
        await using var log = folder.Open();
        foreach (var (institution, day) in ((string, int)[])[("hospital-a", 0), ("hospital-b", 0), ("hospital-a", 0), ("hospital-a", 1)])
            await log.AppendAsync(AuditFolder.Entry() with { Institution = institution, At = AuditFolder.Entry().At.AddDays(day) }, TestContext.Current.CancellationToken);
    }

    private void Key(int days) => new SubjectKeys(Store(), HubKeys.Open(Path.Combine(folder.Folder, "master.key")), 3650, folder.Time).Of("nssf", "N-1", folder.Time.GetUtcNow(), days);

    private long Alive()
    {
        using var connection = Store().Open();
        return connection.ExecuteScalar<long>("select count(*) from audit_subject_key where sealed is not null");
    }

    /// <summary>What a hub finds when it starts beside the folder.</summary>
    private async Task<IReadOnlyList<AuditEntry>> RecordedAsync()
    {
        await using var log = new AuditLog(
            new() { File = Path.Combine(folder.Folder, "next.db"), Origin = "interop.example/next" }, folder.Time, Microsoft.Extensions.Logging.Abstractions.NullLogger<AuditLog>.Instance);
        await new AuditOutbox(Store()).DrainAsync(log, TestContext.Current.CancellationToken);
        using var reader = await log.ReadAsync(TestContext.Current.CancellationToken);
        return [.. reader.Leaves(0, 100).Select(l => AuditLeaf.Read(l.Leaf))];
    }

    private HubStore Store() => new(Path.Combine(folder.Folder, "hub.db"), [SubjectKeys.Schema, AuditOutbox.Schema], folder.Time);

    private async Task<(int Exit, string Output, string Error)> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exit = await AuditCommand.Build(folder.Time, new StringReader("not an identifier\n")).Parse([.. arguments, "--data", folder.Folder])
            .InvokeAsync(new() { Output = output, Error = error }, TestContext.Current.CancellationToken);
        return (exit, output.ToString(), error.ToString());
    }
}
