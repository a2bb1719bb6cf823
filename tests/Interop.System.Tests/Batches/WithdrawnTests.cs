using System.Globalization;
using System.Text;
using System.Text.Json;
using Interop.Gateway.Audit;
using Interop.Gateway.Batches.Work;
using Interop.Gateway.Guarantees;
using Interop.Gateway.Privacy;
using Interop.Identity.Keys;
using Interop.Identity.Signing;
using Microsoft.Extensions.DependencyInjection;

namespace Interop.System.Tests.Batches;

/// <summary>A right that is withdrawn while a file is worked on ends the work at the next rows; what was done stays.</summary>
public sealed class WithdrawnTests(HubFixture hub)
{
    private const string Ministry = "social-ministry", Purpose = "ELIGDTRM", Scope = "social-ministry-eligibility";
    // Far more than are done between a look at the status and what follows it.
    private const int Many = 20_000;

    private static readonly (string, string)[] Order = [("kind", "entitlement-check"), ("filename", "list.csv"), ("again", "true")];

    [Fact]
    public async Task Key_RevokedBeforeTheFirstRow_NobodyIsAskedAbout()
    {
        await using var host = await hub.StartAnotherAsync();
        var keys = host.Rooms.GetRequiredService<AccessKeys>();
        var announced = keys.Issue(Ministry).Key!;
        var file = FileOf(3);
        var (_, batch, _) = await new BatchPartner(hub.Http, host.Address, announced.Text, Purpose).AnnounceAsync(file.Length, Order);
        keys.Revoke(announced.PublicId);
        var partner = new BatchPartner(hub.Http, host.Address, hub.KeyOf(Ministry), Purpose);
        (await partner.PatchAsync(batch!, 0, file)).Status.ShouldBe(204);

        ShouldBeStopped(await partner.EndAsync(batch!), "access-key-revoked").ShouldBe(0);
        (await partner.LinesAsync(batch + "/results")).Length.ShouldBe(1);
        // The one entry is that it was stopped.
        host.Rooms.GetRequiredService<AuditLog>().Entries.ShouldBe(1);
        // What was not asked is not taken for what was: the same file is asked by a key in force.
        var again = await partner.SendAsync(file, Order[..2]);
        (await partner.EndAsync(again)).GetProperty("state").GetString().ShouldBe("done");
    }

    [Fact]
    public async Task Key_SuspendedAmongTheRows_StopsTheBatchAndWhatWasDoneStays()
    {
        await using var host = await hub.StartAnotherAsync("--Batches:RowsTogether=20");
        var keys = host.Rooms.GetRequiredService<AccessKeys>();
        var announced = keys.Issue(Ministry).Key!;
        var batch = await new BatchPartner(hub.Http, host.Address, announced.Text, Purpose).SendAsync(FileOf(Many), Order);
        var partner = new BatchPartner(hub.Http, host.Address, hub.KeyOf(Ministry), Purpose);
        await BegunAsync(partner, batch);
        keys.Suspend(announced.PublicId);

        var done = ShouldBeStopped(await partner.EndAsync(batch), "access-key-suspended");
        done.ShouldBeInRange(1, Many - 1);
        var lines = await partner.LinesAsync(batch + "/results");
        lines.Length.ShouldBe((int)done + 1);
        for (var row = 1; row <= done; row++)
            lines[row].ShouldStartWith($"{row},answered,");
        // Every row that was begun has its result: two entries each, and the one of the stop.
        host.Rooms.GetRequiredService<AuditLog>().Entries.ShouldBe((2 * done) + 1);
        var known = await hub.Http.GetByteArrayAsync(new Uri(host.Address + "/guarantee/jwks.json"), TestContext.Current.CancellationToken);
        CompactJws.Read((await partner.FetchAsync(batch + "/summary")).Text, BatchSummary.Type, PartnerKeySet.Read(known), out var payload).ShouldBe(JwsOutcome.Good);
        var summary = JsonDocument.Parse(payload).RootElement;
        summary.GetProperty("state").GetString().ShouldBe("stopped");
        (summary.GetProperty("rows").GetInt64(), summary.GetProperty("total").GetInt64()).ShouldBe((done, Many));
    }

    [Fact]
    public async Task Scope_RevokedAmongTheRows_StopsTheBatchAndNothingIsHandedOut()
    {
        await using var host = await hub.StartAnotherAsync("--Batches:RowsTogether=20");
        var partner = new BatchPartner(hub.Http, host.Address, hub.KeyOf(Ministry), Purpose);
        var batch = await partner.SendAsync(FileOf(Many), Order);
        await BegunAsync(partner, batch);
        host.Rooms.GetRequiredService<ScopeLedger>().Revoke(Scope, 1, "ann", null).Outcome.ShouldBe(LedgerOutcome.Done);

        ShouldBeStopped(await partner.EndAsync(batch), "purpose-outside-scope").ShouldBeInRange(1, Many - 1);
        (await partner.FetchAsync(batch + "/results")).Status.ShouldBe(403);
    }

    private byte[] FileOf(int rows)
    {
        var people = hub.Demo.People.Where(p => p.Identifiers.ContainsKey("national-id")).Select(p => p.Identifiers["national-id"]).Distinct().ToArray();
        return Encoding.ASCII.GetBytes("type,value\n" + string.Concat(Enumerable.Range(0, rows).Select(i => string.Create(CultureInfo.InvariantCulture, $"national-id,{people[i % people.Length]}\n"))));
    }

    private static Task<JsonElement> BegunAsync(BatchPartner partner, string batch) =>
        Patience.UntilAsync(() => partner.StatusAsync(batch), s => s.TryGetProperty("rows", out var rows) && rows.GetProperty("done").GetInt64() > 0, "the first rows");

    /// <returns>The rows that were done.</returns>
    private static long ShouldBeStopped(JsonElement end, string code)
    {
        end.GetProperty("state").GetString().ShouldBe("stopped", end.ToString());
        end.GetProperty("stopped").GetProperty("code").GetString().ShouldBe(code);
        end.GetProperty("stopped").GetProperty("message").GetProperty("km").GetString().ShouldNotBeNullOrEmpty();
        return end.GetProperty("rows").GetProperty("done").GetInt64();
    }
}
