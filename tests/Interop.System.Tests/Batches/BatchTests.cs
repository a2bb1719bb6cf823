using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Interop.Gateway.Audit;
using Interop.Gateway.Batches.Work;
using Interop.Gateway.Guarantees;
using Interop.Identity.Signing;
using Microsoft.Extensions.DependencyInjection;

namespace Interop.System.Tests.Batches;

/// <summary>Files of questions, sent to the real hub: each row is asked under the rules of the API and answered as there.</summary>
public sealed class BatchTests(HubFixture hub)
{
    private readonly BatchPartner ministry = new(hub.Http, hub.Hub.Address, hub.KeyOf("social-ministry"), "ELIGDTRM");

    [Fact]
    public async Task Csv_OfChecks_SaysOfEachRowWhatTheApiSays()
    {
        var people = People(20);
        // As a spreadsheet writes it in Phnom Penh: a mark, semicolons, CRLF, a column of the partner's own.
        var file = Encoding.UTF8.GetBytes("\uFEFFvillage;type;value\r\n" + string.Concat(people.Select(p => $"ភូមិ;national-id;{p}\r\n")) + "\"a;b\";national-id;12\r\n=1+1;national-id;000000000\r\n");
        var batch = await ministry.SendAsync(file, ("kind", "entitlement-check"), ("filename", "list.csv"), ("rows", "22"), ("sha256", Convert.ToHexString(SHA256.HashData(file))), ("again", "true"));
        var end = await ministry.EndAsync(batch);
        end.GetProperty("state").GetString().ShouldBe("done", end.ToString());
        var counts = end.GetProperty("rows");
        (Number(counts, "done"), Number(counts, "answered"), Number(counts, "refused"), Number(counts, "rejected")).ShouldBe((22, 20, 1, 1));
        counts.GetProperty("percentage").GetDouble().ShouldBe(100);

        var lines = await ministry.LinesAsync(batch + "/results");
        lines.Length.ShouldBe(23);
        var columns = lines[0].Split(';');
        for (var i = 0; i < people.Length; i++)
        {
            var cells = lines[i + 1].Split(';');
            cells[0].ShouldBe($"{i + 1}");
            cells[1].ShouldBe("answered");
            var api = await hub.Http.CheckAsync(hub.Hub.Address, hub.KeyOf("social-ministry"), "ELIGDTRM", "national-id", people[i]);
            foreach (var programme in api.Body.GetProperty("programmes").EnumerateArray())
            {
                var code = programme.GetProperty("programme").GetString();
                cells[Array.IndexOf(columns, code + ".entitled")].ShouldBe(programme.GetProperty("entitled").GetString());
                cells[Array.IndexOf(columns, code + ".enrolled")].ShouldBe(programme.GetProperty("enrolled").GetString());
            }
            cells[Array.IndexOf(columns, "covered")].ShouldBe(api.Body.GetProperty("covered").GetString());
            cells[Array.IndexOf(columns, "coverage")].ShouldBe(string.Join(' ', api.Body.GetProperty("coverage").EnumerateArray().Select(c => c.GetProperty("payer").GetString())));
            // The receipt is one of the log, like any other.
            var receipt = cells[Array.IndexOf(columns, "receipt")].Split('/');
            (await hub.Http.GetStringAsync(new Uri($"{hub.Hub.Address}/audit/proof/{receipt[^2]}/{receipt[^1]}"), TestContext.Current.CancellationToken)).ShouldNotBeEmpty();
        }
        lines[21].ShouldStartWith("21;rejected;identifier-malformed;");
        lines[22].ShouldStartWith("22;refused;subject-not-found;");
        string.Concat(lines).ShouldNotContain(people[0]);

        var rejects = await ministry.LinesAsync(batch + "/rejects");
        rejects[0].ShouldBe("village;type;value;row;field;code;message;message-km");
        rejects[1].ShouldStartWith("\"a;b\";national-id;12;21;value;identifier-malformed;");
        rejects[2].ShouldStartWith("'=1+1;national-id;000000000;22;value;subject-not-found;");
    }

    [Fact]
    public async Task Rejects_Mended_AreSentAgainAsTheyAre()
    {
        var person = People(1)[0];
        var batch = await ministry.SendAsync(Encoding.UTF8.GetBytes("type,value,note\nnational-id,12,-5\n"), ("kind", "entitlement-check"), ("filename", "a.csv"), ("again", "true"));
        await ministry.EndAsync(batch);
        var mended = (await ministry.FetchAsync(batch + "/rejects")).Text.Replace("national-id,12,", $"national-id,{person},", StringComparison.Ordinal);
        mended.ShouldContain(",'-5,");
        var again = await ministry.SendAsync(Encoding.UTF8.GetBytes(mended), ("kind", "entitlement-check"), ("filename", "rejects.csv"), ("again", "true"));
        Number((await ministry.EndAsync(again)).GetProperty("rows"), "answered").ShouldBe(1);
    }

    [Fact]
    public async Task Ndjson_OfLookups_TellsTheAttributesTheScopeGrants()
    {
        var person = People(1)[0];
        var lines = $$"""
            {"subject":{"type":"national-id","value":"{{person}}"},"attributes":["vital.birthDate"]}
            not json
            {"subject":{"type":"national-id","value":"{{person}}"},"surplus":1}
            """;
        var batch = await ministry.SendAsync(Encoding.UTF8.GetBytes(lines), ("kind", "lookup"), ("filename", "a.ndjson"), ("again", "true"));
        await ministry.EndAsync(batch);
        var results = (await ministry.LinesAsync(batch + "/results")).Select(l => JsonDocument.Parse(l).RootElement).ToArray();
        results.Length.ShouldBe(3);
        var api = await hub.Http.LookupAsync(hub.Hub.Address, hub.KeyOf("social-ministry"), "ELIGDTRM", "national-id", person, ",\"attributes\":[\"vital.birthDate\"]");
        results[0].GetProperty("attributes").GetProperty("vital.birthDate").GetProperty("value").GetString().ShouldBe(api.Attribute("vital.birthDate").GetProperty("value").GetString());
        results[1].GetProperty("code").GetString().ShouldBe("body-not-json");
        results[2].GetProperty("code").GetString().ShouldBe("body-invalid");
        var reject = JsonDocument.Parse((await ministry.LinesAsync(batch + "/rejects"))[1]).RootElement;
        reject.GetProperty("question").GetProperty("surplus").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task Summary_OfABatchThatIsDone_IsSignedByTheHubOverWhatIsFetched()
    {
        var file = Encoding.UTF8.GetBytes($"type,value\nnational-id,{People(1)[0]}\nnational-id,1\n");
        var batch = await ministry.SendAsync(file, ("kind", "entitlement-check"), ("filename", "a.csv"), ("again", "true"));
        await ministry.EndAsync(batch);
        var keys = await hub.Http.GetByteArrayAsync(new Uri(hub.Hub.Address + "/guarantee/jwks.json"), TestContext.Current.CancellationToken);
        var text = (await ministry.FetchAsync(batch + "/summary")).Text;
        CompactJws.Read(text, BatchSummary.Type, PartnerKeySet.Read(keys), out var payload).ShouldBe(JwsOutcome.Good);
        var summary = JsonDocument.Parse(payload).RootElement;
        summary.GetProperty("sha256").GetString().ShouldBe(Convert.ToHexStringLower(SHA256.HashData(file)));
        foreach (var name in (string[])["results", "rejects"])
        {
            var bytes = await hub.Http.SendAsync(Get(batch + "/" + name), TestContext.Current.CancellationToken);
            summary.GetProperty(name).GetProperty("sha256").GetString().ShouldBe(Convert.ToHexStringLower(SHA256.HashData(await bytes.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken))));
        }
    }

    [Fact]
    public async Task File_SentTwice_IsAnsweredByTheFirst()
    {
        var file = Encoding.UTF8.GetBytes($"type,value\nnational-id,{People(3)[2]}\n");
        var first = await ministry.SendAsync(file, ("kind", "entitlement-check"), ("filename", "once.csv"), ("date", "2026-01-02"));
        await ministry.EndAsync(first);
        var second = await ministry.SendAsync(file, ("kind", "entitlement-check"), ("filename", "twice.csv"), ("date", "2026-01-02"));
        (await ministry.EndAsync(second)).GetProperty("sameAs").GetString().ShouldBe(first[(first.LastIndexOf('/') + 1)..]);
        (await ministry.FetchAsync(second + "/results")).Text.ShouldBe((await ministry.FetchAsync(first + "/results")).Text);
        var another = await ministry.SendAsync(file, ("kind", "entitlement-check"), ("filename", "once.csv"), ("date", "2026-01-03"));
        (await ministry.EndAsync(another)).TryGetProperty("sameAs", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task DryRun_OfAnyFile_AsksNobody()
    {
        await using var other = await hub.StartAnotherAsync();
        var partner = new BatchPartner(hub.Http, other.Address, hub.KeyOf("social-ministry"), "ELIGDTRM");
        var batch = await partner.SendAsync(Encoding.UTF8.GetBytes($"type,value\nnational-id,{People(1)[0]}\nnational-id,x\n"), ("kind", "entitlement-check"), ("filename", "a.csv"), ("dryRun", "true"));
        await partner.EndAsync(batch);
        var lines = await partner.LinesAsync(batch + "/results");
        lines[1].ShouldStartWith("1,admitted,,,,");
        lines[2].ShouldStartWith("2,rejected,identifier-malformed,");
other.Rooms.GetRequiredService<AuditLog>().Entries.ShouldBe(0);
    }

    [Fact]
    public async Task Batch_OfAnotherInstitution_IsNotThere()
    {
        var batch = await ministry.SendAsync(Encoding.UTF8.GetBytes("type,value\nnational-id,x\n"), ("kind", "entitlement-check"), ("filename", "a.csv"), ("again", "true"));
        await ministry.EndAsync(batch);
        var hospital = new BatchPartner(hub.Http, hub.Hub.Address, hub.KeyOf("calmette-hospital"), "TREAT");
        foreach (var path in (string[])["", "/results", "/rejects", "/summary"])
            (await hospital.FetchAsync(batch + path)).Status.ShouldBe(404);
        (await hospital.PatchAsync(batch, 0, [])).Status.ShouldBe(404);
        (await hospital.FetchAsync("/v1/batches")).Text.ShouldNotContain(batch[(batch.LastIndexOf('/') + 1)..]);
        (await ministry.FetchAsync("/v1/batches")).Text.ShouldContain(batch[(batch.LastIndexOf('/') + 1)..]);
    }

    [Fact]
    public async Task Announcement_OutsideTheScope_IsRefusedAsTheApiRefusesIt()
    {
        var wfp = new BatchPartner(hub.Http, hub.Hub.Address, hub.KeyOf("wfp-batch"), "ENROLLM");
        var (status, _, problem) = await wfp.AnnounceAsync(10, ("kind", "lookup"), ("filename", "a.csv"));
        (status, problem.GetProperty("code").GetString()).ShouldBe((403, "operation-outside-scope"));
    }

    [Fact]
    public async Task Row_OfAPersonOutsideTheScope_IsRefusedLikeOneWhoDoesNotExist()
    {
        var commune = new BatchPartner(hub.Http, hub.Hub.Address, hub.KeyOf("commune-sangkat-120101"), "PATRQT");
        var batch = await commune.SendAsync(
            Encoding.UTF8.GetBytes("type,value\nnational-id,000000000\n" + string.Concat(People(30).Select(p => $"national-id,{p}\n"))), ("kind", "entitlement-check"), ("filename", "a.csv"), ("again", "true"));
        await commune.EndAsync(batch);
        var lines = await commune.LinesAsync(batch + "/results");
        lines[1].ShouldStartWith("1,refused,subject-outside-scope,");
        lines.Skip(2).Count(l => l.Contains(",refused,subject-outside-scope,", StringComparison.Ordinal)).ShouldBeGreaterThan(10);
    }

    private HttpRequestMessage Get(string path) => new(HttpMethod.Get, hub.Hub.Address + path) { Headers = { { "X-Access-Key", hub.KeyOf("social-ministry") } } };

    private string[] People(int most) => [.. hub.Demo.People.Where(p => p.Identifiers.ContainsKey("national-id") && p.Expect.Count > 0).Select(p => p.Identifiers["national-id"]).Distinct().Take(most)];

    private static long Number(JsonElement json, string name) => json.GetProperty(name).GetInt64();
}
