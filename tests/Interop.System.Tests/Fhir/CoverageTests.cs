using System.Text.Json;

namespace Interop.System.Tests.Fhir;

/// <summary>Searches for coverage say what the native check says of today, page by page.</summary>
public sealed class CoverageTests(HubFixture hub)
{
    [Fact]
    public async Task Search_ByIdentifier_GivesThePayersOfTheNativeCheckInOrder()
    {
        foreach (var person in hub.Demo.People.Where(p => p.Identifiers.ContainsKey("national-id")).Take(12))
        {
            var number = person.Identifiers["national-id"];
            var native = await hub.Http.CheckAsync(hub.Hub.Address, Key, "TREAT", "national-id", number);
            var answer = await SearchAsync(hub.Hub.Address, number);
            answer.Status.ShouldBe(native.Status, person.Why);
            if (native.Status != 200)
                continue;
            Payers(answer.Body).ShouldBe(native.Body.GetProperty("coverage").EnumerateArray().Select(c => c.GetProperty("payer").GetString()), person.Why);
            var unknown = native.Body.GetProperty("coverageUnknown").GetArrayLength();
            answer.Body.TryGetProperty("total", out _).ShouldBe(unknown == 0);
            Entries(answer.Body).Count(e => e.GetProperty("resource").GetProperty("resourceType").GetString() == "OperationOutcome").ShouldBe(unknown == 0 ? 0 : 1);
        }
    }

    [Fact]
    public async Task Search_PageByPage_GivesEachPayerOnceByAddressesThatTellNothing()
    {
        var number = Covered.Identifiers["national-id"];
        var whole = Payers((await SearchAsync(hub.Hub.Address, number)).Body);
        whole.Length.ShouldBeGreaterThan(1);
        var page = (await SearchAsync(hub.Hub.Address, number, "&_count=1")).Body;
        var paged = new List<string?>(Payers(page));
        while (Next(page) is { } next)
        {
            next.ShouldNotContain(number);
            paged.Count.ShouldBeLessThan(whole.Length);
            page = (await hub.Http.GetAsync(next, Key)).Body;
            Payers(page).Length.ShouldBe(1);
            paged.AddRange(Payers(page));
        }
        paged.ShouldBe(whole);
    }

    [Fact]
    public async Task Search_OfSomeElements_GivesThoseAndWhatMustBeThere()
    {
        var coverage = Entries((await SearchAsync(hub.Hub.Address, Covered.Identifiers["national-id"], "&_elements=order")).Body)[0].GetProperty("resource");
        coverage.EnumerateObject().Select(m => m.Name).Order(StringComparer.Ordinal).ShouldBe(["beneficiary", "meta", "order", "payor", "resourceType", "status"]);
    }

    [Fact]
    public async Task Search_InsurerStopped_SaysWhoIsNotKnownAndGivesNoTotal()
    {
        await using var other = await hub.StartAnotherAsync();
        await other.Insurer!.DisposeAsync();
        var number = hub.Demo.People.First(p => p.Coverage.Contains("nssf") && !p.Coverage.Contains("hef") && p.Identifiers.ContainsKey("national-id")).Identifiers["national-id"];
        foreach (var wish in (string[])["", "&_summary=count"])
        {
            var bundle = (await SearchAsync(other.Address, number, wish)).Body;
            bundle.TryGetProperty("total", out _).ShouldBeFalse();
            Payers(bundle).ShouldNotContain("nssf");
            Entries(bundle).Single(e => e.GetProperty("search").GetProperty("mode").GetString() == "outcome").GetProperty("resource").GetProperty("issue")[0]
                .GetProperty("details").GetProperty("text").GetString()!.ShouldContain("health-insurance (registry-unavailable)");
        }
    }

    private Interop.Gateway.Demo.DemoPerson Covered => hub.Demo.People.First(p => p.Coverage.Count > 1 && p.Identifiers.ContainsKey("national-id"));

    private string Key => hub.KeyOf("calmette-hospital");

    private Task<Answer> SearchAsync(string address, string number, string wish = "") =>
        hub.Http.SearchAsync(address, Key, "TREAT", $"beneficiary:identifier={FhirCall.Identifiers}national-id%7C{number}{wish}", "Coverage");

    private static JsonElement[] Entries(JsonElement bundle) => bundle.TryGetProperty("entry", out var entries) ? [.. entries.EnumerateArray()] : [];

    private static string?[] Payers(JsonElement bundle) => [.. Entries(bundle).Select(e => e.GetProperty("resource")).Where(r => r.GetProperty("resourceType").GetString() == "Coverage")
        .Select(r => r.GetProperty("payor")[0].GetProperty("identifier").GetProperty("value").GetString())];

    private static string? Next(JsonElement bundle) =>
        bundle.GetProperty("link").EnumerateArray().Where(l => l.GetProperty("relation").GetString() == "next").Select(l => l.GetProperty("url").GetString()).SingleOrDefault();
}
