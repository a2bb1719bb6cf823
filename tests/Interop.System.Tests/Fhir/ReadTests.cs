using System.Text.Json;

namespace Interop.System.Tests.Fhir;

/// <summary>Ids that the hub gives, and how much of a resource is asked for.</summary>
public sealed class ReadTests(HubFixture hub)
{
    [Fact]
    public async Task Read_ByTheIdOfASearch_IsThePatientOfTheSearch()
    {
        var found = await FindAsync();
        var id = found.GetProperty("id").GetString()!;
        id.ShouldNotContain(Number);
        var read = await hub.Http.GetAsync(Door + "/Patient/" + id, Key);
        read.Status.ShouldBe(200);
        read.Headers.GetValues("Interop-Receipt").Single().ShouldNotBeEmpty();
        foreach (var member in (string[])["id", "identifier", "name", "birthDate", "gender", "address"])
            read.Body.GetProperty(member).GetRawText().ShouldBe(found.GetProperty(member).GetRawText());
        (await hub.Http.GetAsync(Door + "/Patient?_id=" + id, Key)).Body.GetProperty("entry")[0].GetProperty("resource").GetRawText().ShouldBe(found.GetRawText());
        (await FindAsync()).GetProperty("id").GetString().ShouldBe(id, "an id never changes");
    }

    [Fact]
    public async Task Read_ByAnIdOfAnotherInstitution_IsNoSuchId()
    {
        var id = (await FindAsync()).GetProperty("id").GetString();
        var answer = await hub.Http.FhirAsync(HttpMethod.Get, Door + "/Patient/" + id, hub.KeyOf("planning-ministry"), "HRESCH");
        (answer.Status, answer.Outcome()).ShouldBe((404, "fhir-id-unknown"));
    }

    [Fact]
    public async Task Read_OfAVersionAlreadyThere_SaysOnlyThat()
    {
        var address = $"{Door}/Patient/{(await FindAsync()).GetProperty("id").GetString()}";
        var first = await hub.Http.GetAsync(address, Key);
        var version = first.Headers.ETag!.ToString();
        version.ShouldBe($"W/\"{first.Body.GetProperty("meta").GetProperty("versionId").GetString()}\"");
        var second = await hub.Http.GetAsync(address, Key, version);
        second.Status.ShouldBe(304);
        second.Headers.ETag!.ToString().ShouldBe(version);
        second.Headers.GetValues("Interop-Receipt").Single().ShouldNotBe(first.Headers.GetValues("Interop-Receipt").Single(), "that nothing has changed is an answer too");
        (await hub.Http.GetAsync(address, Key, "W/\"another\"")).Status.ShouldBe(200);
        (await hub.Http.GetAsync(address + "?_elements=gender", Key, version)).Status.ShouldBe(200, "less is another version");
    }

    [Theory]
    [InlineData("_elements=birthDate", "birthDate", true)]
    [InlineData("_elements=birthDate,gender", "birthDate gender", true)]
    [InlineData("_elements=photo", "", true)]
    [InlineData("_summary=text", "", true)]
    [InlineData("_summary=true", "address birthDate deceasedBoolean gender identifier name", true)]
    [InlineData("_summary=data", "address birthDate deceasedBoolean gender identifier name", false)]
    [InlineData("_summary=false", "address birthDate deceasedBoolean gender identifier name", false)]
    public async Task Read_OfSomeElements_GivesThoseAndSaysThatItIsNotWhole(string wish, string elements, bool isSubset)
    {
        var patient = (await hub.Http.GetAsync($"{Door}/Patient/{(await FindAsync()).GetProperty("id").GetString()}?{wish}", Key)).Body;
        string.Join(' ', patient.EnumerateObject().Select(m => m.Name).Where(n => n is not ("resourceType" or "id" or "meta")).Order(StringComparer.Ordinal)).ShouldBe(elements);
        patient.GetProperty("meta").TryGetProperty("tag", out var tag).ShouldBe(isSubset);
        if (isSubset)
            tag[0].GetProperty("code").GetString().ShouldBe("SUBSETTED");
    }

    [Theory]
    [InlineData("_summary=count")]
    [InlineData("_count=0")]
    public async Task Search_ForTheCount_GivesTheCountAlone(string wish)
    {
        var bundle = (await hub.Http.SearchAsync(hub.Hub.Address, Key, "TREAT", $"identifier={FhirCall.Identifiers}national-id%7C{Number}&{wish}")).Body;
        bundle.GetProperty("total").GetInt32().ShouldBe(1);
        bundle.TryGetProperty("entry", out _).ShouldBeFalse();
        bundle.GetRawText().ShouldNotContain(Number, customMessage: "a link is an address");
    }

    [Fact]
    public async Task Submit_ByReferenceToAnId_IsTheSameQuestion()
    {
        var byIdentifier = await hub.Http.SubmitAsync(hub.Hub.Address, Key, "TREAT", FhirCall.Request("national-id", Number));
        var reference = byIdentifier.Body.GetProperty("patient").GetProperty("reference").GetString()!;
        foreach (var written in (string[])[reference, $"{Door}/{reference}"])
            (await hub.Http.SubmitAsync(hub.Hub.Address, Key, "TREAT", $$"""
                {"resourceType":"CoverageEligibilityRequest","status":"active","purpose":["validation"],"patient":{"reference":"{{written}}"},"created":"2026-11-25","insurer":{"display":"any"} }
                """)).Body.GetProperty("insurance").GetRawText().ShouldBe(byIdentifier.Body.GetProperty("insurance").GetRawText());
    }

    private string Key => hub.KeyOf("calmette-hospital");

    private string Door => hub.Hub.Address + "/fhir";

    private string Number => hub.Demo.People.First(p => p.Coverage.Count > 0 && p.Identifiers.ContainsKey("national-id")).Identifiers["national-id"];

    private async Task<JsonElement> FindAsync() =>
        (await hub.Http.SearchAsync(hub.Hub.Address, Key, "TREAT", $"identifier={FhirCall.Identifiers}national-id%7C{Number}")).Body.GetProperty("entry")[0].GetProperty("resource");
}
