using System.Text;
using System.Text.Json;
using Interop.Gateway.Audit;
using Interop.Gateway.Audit.Search;
using Interop.Gateway.CrossTables;
using Microsoft.Extensions.DependencyInjection;

namespace Interop.System.Tests.CrossTables;

/// <summary>Counting the population at <c>POST /v1/cross-tables</c>.</summary>
public sealed class CrossTableTests(HubFixture hub)
{
    private const string Ministry = "planning-ministry", Purpose = "PUBHLTH", Path = "/v1/cross-tables";

    [Fact]
    public async Task CrossTables_AskedByTheMinistry_AreCountedAndFetchedInEveryForm()
    {
        var begun = await BeginAsync("""{"dimensions":["province","sex"],"programmes":["hef","scholarship"]}""");
        begun.Status.ShouldBe(202);
        begun.Headers.Location!.ToString().ShouldBe(begun.Body.GetProperty("status").GetString());
        var done = await DoneAsync(begun.Body.GetProperty("status").GetString()!);
        done.GetProperty("state").GetString().ShouldBe("done");
        done.GetProperty("done").GetInt64().ShouldBe(done.GetProperty("total").GetInt64());
        var tables = done.GetProperty("tables").GetString()!;

        using var stat = JsonDocument.Parse(await FetchAsync(tables));
        var sets = stat.RootElement.GetProperty("link").GetProperty("item").EnumerateArray().ToArray();
        foreach (var set in sets)
        {
            var size = set.GetProperty("size").EnumerateArray().Aggregate(1, (product, n) => product * n.GetInt32());
            set.GetProperty("value").GetArrayLength().ShouldBe(size);
            foreach (var name in set.GetProperty("id").EnumerateArray().Select(n => n.GetString()!))
                set.GetProperty("dimension").GetProperty(name).GetProperty("category").GetProperty("index").GetArrayLength().ShouldBeGreaterThan(0);
            foreach (var value in set.GetProperty("value").EnumerateArray().Where(v => v.ValueKind == JsonValueKind.Number))
                (value.GetInt64() is > 0 and < 10).ShouldBeFalse("nothing small leaves");
        }
        sets.Any(s => s.GetProperty("dimension").TryGetProperty("province", out _)).ShouldBeTrue();
        sets.Any(s => s.GetProperty("dimension").TryGetProperty("commune", out _)).ShouldBeFalse();

        var csv = Encoding.UTF8.GetString(await FetchAsync(tables + "?format=csv"));
        csv.ShouldStartWith("date,division,within,code,note,table,measure,number,status\r\n");
        csv.ShouldContain(",sex,living,female,with-others,hef,entitled,");
        csv.ShouldContain("not-available: no registry tells who receives a pension");
        csv.ShouldNotContain("veterans");
        (await FetchAsync(tables + "?format=csv&bom=yes"))[..3].ShouldBe([0xEF, 0xBB, 0xBF]);
        (await FetchAsync(tables + "?format=xlsx"))[..2].ShouldBe("PK"u8.ToArray());
    }

    [Fact]
    public async Task CrossTables_WithoutTheOperation_AreRefusedAndRecorded()
    {
        var refused = await hub.Http.PostAsync(hub.Hub.Address + Path, hub.KeyOf("social-ministry"), "ELIGDTRM", "{}");
        refused.Status.ShouldBe(403);
        refused.Code.ShouldBe("operation-outside-scope");

        var entries = await EntriesAsync("social-ministry");
        entries.ShouldContain(e => e.Phase == AuditPhase.Refused && e.Outcome == "operation-outside-scope");
    }

    [Fact]
    public async Task CrossTables_OneRun_IsOneExchangeAboutNobody()
    {
        var begun = await BeginAsync("""{"dimensions":["sex"]}""");
        await DoneAsync(begun.Body.GetProperty("status").GetString()!);

        var id = begun.Body.GetProperty("exchangeId").GetGuid();
        var mine = (await EntriesAsync(Ministry)).Where(e => e.Exchange == id).ToArray();
        mine.Select(e => e.Phase).Order().ShouldBe([AuditPhase.Admitted, AuditPhase.Completed]);
        var completed = mine.Single(e => e.Phase == AuditPhase.Completed);
        completed.Outcome.ShouldBe("answered");
        completed.Registries.Count.ShouldBe(4);
        completed.Disclosed.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""{"dimensions":["village"]}""", "body-invalid")]
    [InlineData("""{"date":"2999-01-01"}""", "cross-tables-date")]
    [InlineData("""{"programmes":["no-such"]}""", "programme-unknown")]
    [InlineData("""{"surprise":1}""", "body-invalid")]
    public async Task CrossTables_AskedWrongly_AreAProblem(string body, string code) => (await BeginAsync(body)).Code.ShouldBe(code);

    [Fact]
    public async Task CrossTables_OfAnotherInstitution_AreNotThere()
    {
        var begun = await BeginAsync("""{"dimensions":["sex"]}""");
        await DoneAsync(begun.Body.GetProperty("status").GetString()!);
        var other = await GetAsync(begun.Body.GetProperty("status").GetString()!, hub.KeyOf("calmette-hospital"));
        other.Status.ShouldBe(404);
        other.Body.GetProperty("code").GetString().ShouldBe("cross-tables-unknown");
    }

    /// <summary>A run that the hub's end interrupts is counted when the next one begins.</summary>
    [Fact]
    public async Task CrossTables_UnfinishedWhenTheHubEnds_AreCountedByTheNext()
    {
        var state = hub.OwnState();
        Guid id;
        await using (var first = await hub.StartWithAsync(state))
        {
            var store = first.Rooms.GetRequiredService<CrossRunStore>();
            var institution = first.Rooms.GetRequiredService<Gateway.Institutions.InstitutionRegister>().Find(Ministry)!;
            var now = TimeProvider.System.GetUtcNow();
            // As the desk leaves it before its turn comes.
            var run = CrossRun.Begin(Guid.CreateVersion7(now), now, new(institution, "key", Purpose, null, null), "native", new(DateOnly.FromDateTime(now.UtcDateTime), null, ["sex"]));
            store.Add(run, 1).ShouldBeTrue();
            store.Add(run with { Id = Guid.CreateVersion7(now) }, 1).ShouldBeFalse("one may wait");
            id = run.Id;
        }
        await using var next = await hub.StartWithAsync(state);
        var kept = next.Rooms.GetRequiredService<CrossRunStore>();
        await Patience.UntilAsync(() => kept.Find(id, Ministry)!.IsOver, "the end of the run");
        kept.Find(id, Ministry)!.State.ShouldBe(RunState.Done);
        kept.ResultOf(id)!.Rows.ShouldContain(r => r.Code == "female");
    }

    private Task<Answer> BeginAsync(string body) => hub.Http.PostAsync(hub.Hub.Address + Path, hub.KeyOf(Ministry), Purpose, body);

    private async Task<JsonElement> DoneAsync(string status) =>
        (await Patience.UntilAsync(() => GetAsync(status, hub.KeyOf(Ministry)), a => a.Status != 202, "the end of the count")).Body;

    private async Task<(int Status, JsonElement Body)> GetAsync(string path, string key)
    {
        using var response = await SendAsync(path, key);
        return ((int)response.StatusCode, JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement);
    }

    private async Task<byte[]> FetchAsync(string path)
    {
        using var response = await SendAsync(path, hub.KeyOf(Ministry));
        response.StatusCode.ShouldBe(global::System.Net.HttpStatusCode.OK);
        return await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
    }

    private async Task<HttpResponseMessage> SendAsync(string path, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, hub.Hub.Address + path);
        request.Headers.Add("X-Access-Key", key);
        return await hub.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private async Task<AuditEntry[]> EntriesAsync(string institution)
    {
        (await hub.Hub.Rooms.GetRequiredService<AuditLog>().ReadAsync(TestContext.Current.CancellationToken)).Dispose();
        return [.. hub.Hub.Rooms.GetRequiredService<AuditSearch>().Find(new(Operation: "cross-tables", Institution: institution)).Hits.Select(h => h.Entry)];
    }
}
