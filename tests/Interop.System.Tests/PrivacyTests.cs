using System.Text;
using System.Text.Json;
using Interop.Gateway.Audit;
using Interop.Schemas;
using Interop.Schemas.Catalogue;
using Microsoft.Extensions.DependencyInjection;

namespace Interop.System.Tests;

/// <summary>What leaves, and what does not, under the scopes of the demo.</summary>
public sealed class PrivacyTests(HubFixture hub)
{
    [Fact]
    public async Task Lookup_AllAttributesByTheHospital_GivesGrantedOnesAndWithholdsTheRest()
    {
        var asked = string.Join(',', AttributeCatalogue.Current.All.Select(a => $"\"{a.Name}\""));
        var answer = await hub.Http.LookupAsync(hub.Hub.Address, hub.KeyOf("calmette-hospital"), "TREAT", "national-id", Somebody, $",\"attributes\":[{asked}]");
        var granted = Granted("calmette-hospital-care");
        foreach (var attribute in AttributeCatalogue.Current.All)
        {
            var status = answer.Attribute(attribute.Name).GetProperty("status").GetString();
            if (granted.ContainsKey(attribute.Name))
                status.ShouldBeOneOf("value", "none");
            else
            {
                status.ShouldBe("withheld", attribute.Name);
                answer.Attribute(attribute.Name).EnumerateObject().Count().ShouldBe(1, attribute.Name);
            }
        }
        granted.ShouldNotContainKey("idpoor.level");
    }

    [Fact]
    public async Task Lookup_ByPlanning_GivesReducedValuesOnly()
    {
        var answer = await hub.Http.LookupAsync(hub.Hub.Address, hub.KeyOf("planning-ministry"), "HRESCH", "national-id", Somebody);
        answer.Body.GetRawText().ShouldNotContain(Somebody);
        foreach (var (name, reduction) in Granted("planning-statistics").Where(g => g.Value != "whole"))
            answer.Attribute(name).GetProperty("reduction").GetString().ShouldBe(reduction);
        Valid("lookup-answer", answer);
    }

    [Fact]
    public async Task Lookup_ValueComesWithSourceAndAge()
    {
        var answer = await hub.Http.LookupAsync(hub.Hub.Address, hub.KeyOf("social-ministry"), "ELIGDTRM", "national-id", Somebody, ""","attributes":["person.nationalId","vital.birthDate","name.family.khmer"]""");
        answer.Attribute("person.nationalId").GetProperty("value").GetString().ShouldBe(Somebody);
        answer.Attribute("vital.birthDate").GetProperty("registry").GetString().ShouldBe("civil-registry");
        answer.Attribute("vital.birthDate").GetProperty("asOf").GetDateTimeOffset().Year.ShouldBeGreaterThan(1990);
        answer.Attribute("name.family.khmer").GetProperty("value").GetString()!.ShouldAllBe(c => c >= '\u1780' && c <= '\u17FF');
        Valid("lookup-answer", answer);
    }

    [Fact]
    public async Task Check_ByTheInsurer_SaysWithheldOfRegistriesOutsideItsScope()
    {
        var answer = await hub.Http.CheckAsync(hub.Hub.Address, hub.KeyOf("nssf"), "COVERAGE", "national-id", Insured);
        answer.Source("id-poor").GetProperty("status").GetString().ShouldBe("withheld");
        answer.Source("health-insurance").GetProperty("status").GetString().ShouldBe("answered");
        answer.Programme("hef").GetProperty("entitled").GetString().ShouldNotBe("not-entitled");
        Valid("entitlement-check-answer", answer);
    }

    [Fact]
    public async Task Check_ByTheHospital_ExplainsNothingThatItMayNotSee()
    {
        var poor = hub.Demo.People.First(p => p.Coverage.Contains("hef") && p.Identifiers.ContainsKey("national-id"));
        var answer = await hub.Http.CheckAsync(hub.Hub.Address, hub.KeyOf("calmette-hospital"), "TREAT", "national-id", poor.Identifiers["national-id"]);
        var text = answer.Body.GetRawText();
        text.ShouldNotContain("equity-card-valid");
        text.ShouldNotContain("\"poor\"");
        text.ShouldContain("withheld");
        Valid("entitlement-check-answer", answer);
    }

    [Fact]
    public async Task Check_ByTheMinistry_ExplainsWithSourceAndBothLanguages()
    {
        var answer = await hub.Http.CheckAsync(hub.Hub.Address, hub.KeyOf("social-ministry"), "ELIGDTRM", "national-id", Somebody);
        foreach (var programme in answer.Body.GetProperty("programmes").EnumerateArray())
            foreach (var reason in programme.GetProperty("because").EnumerateArray())
            {
                reason.GetProperty("text").GetProperty("km").GetString().ShouldNotBeNullOrEmpty();
                reason.GetProperty("registry").GetString().ShouldNotBeNullOrEmpty();
            }
        answer.Body.GetProperty("sources").GetArrayLength().ShouldBe(4);
        Valid("entitlement-check-answer", answer);
    }

    [Fact]
    public async Task Answer_Receipt_NamesALeafOfTheAuditLogWithoutAnIdentifier()
    {
        var answer = await hub.Http.CheckAsync(hub.Hub.Address, hub.KeyOf("social-ministry"), "ELIGDTRM", "national-id", Somebody);
        var receipt = answer.Headers.GetValues("Interop-Receipt").Single();
        receipt.ShouldBe(answer.Body.GetProperty("receipt").GetString());
        answer.Headers.GetValues("Interop-Exchange-Id").Single().ShouldBe(answer.Body.GetProperty("exchangeId").GetString());

        using var log = await hub.Hub.Rooms.GetRequiredService<AuditLog>().ReadAsync(TestContext.Current.CancellationToken);
        var exchange = answer.Body.GetProperty("exchangeId").GetString()!;
        var leaves = log.Leaves(0, (int)log.Size).Select(l => Encoding.UTF8.GetString(l.Leaf)).Where(l => l.Contains(exchange, StringComparison.Ordinal)).ToArray();
        leaves.Length.ShouldBe(2);
        leaves[0].ShouldContain("\"admitted\"");
        leaves[1].ShouldContain("\"answered\"");
        leaves.ShouldAllBe(l => !l.Contains(Somebody, StringComparison.Ordinal));
    }

    private string Somebody => hub.Demo.People.First(p => p.Identifiers.Count >= 3 && p.Identifiers.ContainsKey("national-id")).Identifiers["national-id"];

    /// <summary>The insurer may ask about its own alone.</summary>
    private string Insured => hub.Demo.People.First(p => p.Coverage.Contains("nssf") && p.Identifiers.ContainsKey("national-id")).Identifiers["national-id"];

    private Dictionary<string, string> Granted(string scope)
    {
        using var file = JsonDocument.Parse(File.ReadAllText(hub.Settings.ScopesFile));
        return file.RootElement.GetProperty("scopes").EnumerateArray().Single(s => s.GetProperty("scope").GetString() == scope).GetProperty("attributes").EnumerateArray()
            .ToDictionary(a => a.GetProperty("name").GetString()!, a => a.TryGetProperty("reduction", out var r) ? r.GetString()! : "whole");
    }

    private static void Valid(string schema, Answer answer) => JsonSchemas.Validate(schema, answer.Body.GetRawText()).ShouldBeEmpty();
}
