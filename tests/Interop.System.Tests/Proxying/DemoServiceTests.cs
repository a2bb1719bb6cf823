using System.Text.Json;

namespace Interop.System.Tests.Proxying;

/// <summary>The insurer's service of the embedded country, as a newcomer calls it.</summary>
public sealed class DemoServiceTests(HubFixture hub)
{
    private const string Query = "/r/nssf/policies/api/v2/policies/query";

    [Fact]
    public async Task Query_AsTheHospital_HasTheGrantedFieldsOfEveryPolicyAndNoName()
    {
        var person = hub.Demo.People.First(p => p.Coverage.Contains("nssf") && p.Identifiers.ContainsKey("national-id"));
        var answer = await AskAsync("calmette-hospital", "TREAT", $$"""{"idType":"NID","ids":["{{person.Identifiers["national-id"]}}"]}""");
        answer.Status.ShouldBe(200);
        var rows = answer.Body.GetProperty("result").EnumerateArray().ToArray();
        rows.ShouldNotBeEmpty();
        foreach (var row in rows)
            row.EnumerateObject().Select(m => m.Name).ShouldBe(["schemeCd", "statusCd", "effDt", "expDt", "pkgCd"]);
    }

    [Fact]
    public async Task Query_AsSomebodyWithoutAGrant_IsRefused() =>
        (await AskAsync("social-ministry", "ELIGDTRM", """{"idType":"NID","ids":["1"]}""")).Code.ShouldBe("operation-outside-scope");

    [Fact]
    public async Task Query_OutsideTheContract_IsRefusedByTheHub()
    {
        (await AskAsync("calmette-hospital", "TREAT", """{"idType":"PASSPORT","ids":["1"]}""")).Code.ShouldBe("request-outside-contract");
        (await AskAsync("calmette-hospital", "TREAT", """{"idType":"NID"}""")).Code.ShouldBe("request-outside-contract");
    }

    [Fact]
    public async Task Ping_OfTheInsurer_Answers()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, hub.Hub.Address + "/r/nssf/policies/api/v2/ping");
        request.Headers.Add("X-Access-Key", hub.KeyOf("calmette-hospital"));
        request.Headers.Add("Interop-Purpose", "COVERAGE");
        using var response = await hub.Http.SendAsync(request, TestContext.Current.CancellationToken);
        JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement.GetProperty("status").GetString().ShouldBe("ok");
    }

    private Task<Answer> AskAsync(string institution, string purpose, string body) => hub.Http.PostAsync(hub.Hub.Address + Query, hub.KeyOf(institution), purpose, body);
}
