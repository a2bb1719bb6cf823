using System.Text.Json;
using Hl7.Fhir.Serialization;
using Interop.Schemas.Codes;

namespace Interop.System.Tests.Fhir;

/// <summary>The other numbers of a person (IHE PIXm, ITI-83), as far as the scope lets them be told.</summary>
public sealed class CrossReferenceTests(HubFixture hub)
{
    private const string Pseudonyms = "urn:interop:pseudonym:", National = """{"system":"urn:interop:identifier:national-id","value":"999999999"}""";
    private const string Source = $$"""{"name":"sourceIdentifier","valueIdentifier":{{National}}}""";

    public static TheoryData<string, int, string, string> Refusals => new()
    {
        { Source, 404, "subject-not-found", "not-found" },
        { """{"name":"sourceIdentifier","valueString":"urn:interop:identifier:national-id|999999999"}""", 404, "subject-not-found", "not-found" },
        { """{"name":"sourceIdentifier","valueString":"urn:oid:1.2.3|999999999"}""", 400, "identifier-type-unknown", "code-invalid" },
        { """{"name":"sourceIdentifier","valueIdentifier":{"value":"999999999"}}""", 400, "identifier-type-unknown", "code-invalid" },
        { """{"name":"sourceIdentifier","valueString":"urn:interop:identifier:national-id|99999999x"}""", 400, "identifier-malformed", "value" },
        { """{"name":"sourceIdentifier","valueString":"999999999"}""", 400, "fhir-resource-invalid", "structure" },
        { """{"name":"targetSystem","valueUri":"urn:interop:identifier:nssf"}""", 400, "fhir-resource-invalid", "structure" },
        { $"{Source},{Source}", 400, "fhir-resource-invalid", "structure" },
        { Source + """,{"name":"colour","valueString":"red"}""", 400, "fhir-resource-invalid", "structure" },
        { Source + """,{"name":"targetSystem","valueUri":"urn:oid:1.2.3"}""", 403, "fhir-target-system-unknown", "code-invalid" },
        { Source + """,{"name":"targetSystem","valueBoolean":true}""", 403, "fhir-target-system-unknown", "code-invalid" },
        { Source + """,{"name":"_format","valueCode":"text/turtle"}""", 406, "fhir-format-unsupported", "not-supported" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task Ask_WhatCannotBeAnswered_IsAnOperationOutcomeAsTheProfileSays(string parameters, int status, string code, string type)
    {
        var answer = await AskAsync(Ministry, "ELIGDTRM", $$"""{"resourceType":"Parameters","parameter":[{{parameters}}]}""");
        answer.Outcome().ShouldBe(code);
        (answer.Status, answer.Body.GetProperty("issue")[0].GetProperty("code").GetString()).ShouldBe((status, type));
        answer.Body.GetRawText().ShouldNotContain("99999999", customMessage: "what the caller wrote is not said back");
    }

    [Theory]
    [InlineData("GET", "?sourceIdentifier=urn:x%7C000000000", 400, "fhir-search-in-address")]
    [InlineData("GET", "", 400, "fhir-search-in-address")]
    [InlineData("POST", "?sourceIdentifier=urn:x%7C000000000", 400, "fhir-search-in-address")]
    [InlineData("PUT", "", 405, "method-not-allowed")]
    public async Task Ask_ByTheAddress_IsRefused(string method, string query, int status, string code)
    {
        var answer = await hub.Http.FhirAsync(new(method), $"{hub.Hub.Address}/fhir/Patient/$ihe-pix{query}", Ministry, "ELIGDTRM", method == "GET" ? null : Asked("national-id", "999999999"), "application/fhir+json");
        (answer.Status, answer.Outcome()).ShouldBe((status, code));
    }

    [Fact]
    public async Task Ask_InEverySystemThereIs_IsUnderstood()
    {
        var systems = CodeLists.IdentifierTypes.Keys.SelectMany(t => (string[])[FhirCall.Identifiers + t, Pseudonyms + t]).ToArray();
        (await AskAsync(Ministry, "ELIGDTRM", Asked("national-id", "999999999", systems))).Outcome().ShouldBe("subject-not-found");
    }

    [Fact]
    public async Task Ask_ByWhoMayKnow_GivesEveryOtherNumberAndThePatient_InBothFormats()
    {
        var person = hub.Demo.People.First(p => p.Identifiers.ContainsKey("national-id") && p.Identifiers.ContainsKey("nssf") && p.Identifiers.Count > 2);
        foreach (var (type, number) in person.Identifiers)
        {
            var json = await AskAsync(Ministry, "ELIGDTRM", Asked(type, number));
            json.Status.ShouldBe(200, json.Body.GetRawText());
            json.Headers.GetValues("Interop-Receipt").Single().ShouldNotBeEmpty();
            var told = Told(json);
            foreach (var (other, value) in person.Identifiers)
                told.GetValueOrDefault(FhirCall.Identifiers + other).ShouldBe(other == type ? null : value);

            var asked = new FhirXmlSerializer().SerializeToString(FhirJsonDeserializer.STRICT.DeserializeResource(Asked(type, number)));
            var xml = await hub.Http.FhirAsync(HttpMethod.Post, Address(), Ministry, "ELIGDTRM", asked, "application/fhir+xml", "application/fhir+xml");
            JsonElement.DeepEquals(xml.Body, json.Body).ShouldBeTrue("the same in both formats");

            var read = await hub.Http.FhirAsync(HttpMethod.Get, $"{hub.Hub.Address}/fhir/{Id(json)}", Ministry, "ELIGDTRM");
            read.Body.GetProperty("identifier").EnumerateArray().Select(i => i.GetProperty("value").GetString()).ShouldContain(number);
        }
    }

    [Fact]
    public async Task Ask_InSystemsNamed_GivesThoseAloneAndDisclosesNoMore()
    {
        await using var other = await hub.StartAnotherAsync();
        var person = hub.Demo.People.First(p => p.Identifiers.ContainsKey("national-id") && p.Identifiers.ContainsKey("nssf"));
        var number = person.Identifiers["national-id"];
        var told = Told(await AskAsync(Ministry, "ELIGDTRM", Asked("national-id", number, FhirCall.Identifiers + "nssf", FhirCall.Identifiers + "national-id"), other.Address));
        told.Keys.Order(StringComparer.Ordinal).ShouldBe([FhirCall.Identifiers + "national-id", FhirCall.Identifiers + "nssf"]);
        told[FhirCall.Identifiers + "nssf"].ShouldBe(person.Identifiers["nssf"]);
        var trail = await hub.Http.SearchAsync(other.Address, Ministry, "ELIGDTRM", $"patient.identifier={FhirCall.Identifiers}national-id%7C{number}", "AuditEvent");
        var exchange = trail.Body.GetProperty("entry")[0].GetProperty("resource");
        exchange.GetProperty("subtype")[0].GetProperty("code").GetString().ShouldBe("lookup");
        exchange.GetProperty("entity")[1].GetProperty("detail").EnumerateArray().Single(d => d.GetProperty("type").GetString() == "disclosed")
            .GetProperty("valueString").GetString()!.Split(' ').Order(StringComparer.Ordinal).ShouldBe(["insurance.number", "person.nationalId"]);
    }

    [Fact]
    public async Task Ask_ByWhoMayNotKnow_MasksWhatIsNamedAndIsSilentOfTheRest()
    {
        var hospital = hub.KeyOf("calmette-hospital");
        foreach (var isInsured in (bool[])[true, false])
        {
            var number = hub.Demo.People.First(p => p.Identifiers.ContainsKey("national-id") && p.Identifiers.ContainsKey("nssf") == isInsured).Identifiers["national-id"];
            var all = await AskAsync(hospital, "TREAT", Asked("national-id", number));
            (all.Status, Told(all).Count).ShouldBe((200, 0));
            var named = await AskAsync(hospital, "TREAT", Asked("national-id", number, FhirCall.Identifiers + "nssf"));
            Only(named).ShouldBe((FhirCall.Identifiers + "nssf", "masked"), "whether there is one or not");
            Id(named).ShouldBe(Id(all));
        }
    }

    [Fact]
    public async Task Ask_ByWhoGetsPseudonyms_GivesThoseAndNoNumber()
    {
        var planning = hub.KeyOf("planning-ministry");
        var number = hub.Demo.People.First(p => p.Identifiers.ContainsKey("national-id")).Identifiers["national-id"];
        var native = await hub.Http.LookupAsync(hub.Hub.Address, planning, "HRESCH", "national-id", number, ",\"attributes\":[\"person.nationalId\"]");
        Only(await AskAsync(planning, "HRESCH", Asked("national-id", number, Pseudonyms + "national-id")))
            .ShouldBe((Pseudonyms + "national-id", native.Attribute("person.nationalId").GetProperty("value").GetString()));
        Only(await AskAsync(planning, "HRESCH", Asked("national-id", number, FhirCall.Identifiers + "national-id"))).ShouldBe((FhirCall.Identifiers + "national-id", "masked"));
        Only(await AskAsync(Ministry, "ELIGDTRM", Asked("national-id", number, Pseudonyms + "national-id"))).ShouldBe((Pseudonyms + "national-id", "masked"));
    }

    [Fact]
    public async Task Ask_WhileTheRegistryIsSilent_IsNotKnown()
    {
        await using var other = await hub.StartAnotherAsync($"--Registries:id-poor:Connection={Path.Combine(hub.Settings.Data, "gone")}");
        var number = hub.Demo.People.First(p => p.Identifiers.ContainsKey("national-id") && p.Identifiers.ContainsKey("equity-card")).Identifiers["national-id"];
        foreach (var system in (string[])[FhirCall.Identifiers, Pseudonyms])
            Only(await AskAsync(Ministry, "ELIGDTRM", Asked("national-id", number, system + "equity-card"), other.Address)).ShouldBe((system + "equity-card", "unknown"));
    }

    [Fact]
    public async Task Ask_OutsideTheScopeAndNobody_AreAnsweredAlikeToTheByte()
    {
        var outside = hub.Demo.People.First(p => p.Identifiers.ContainsKey("national-id") && !p.Identifiers.ContainsKey("nssf") && p.Coverage.Count == 0).Identifiers["national-id"];
        foreach (var accept in (string[])["application/fhir+json", "application/fhir+xml"])
        {
            var (theirs, nobodys) = (await AskedAsync(outside), await AskedAsync("999999999"));
            (theirs.Status, theirs.Outcome()).ShouldBe((403, "subject-outside-scope"));
            nobodys.Status.ShouldBe(403);
            theirs.Body.GetRawText().ShouldBe(nobodys.Body.GetRawText());
            theirs.Headers.Select(h => h.Key).Order(StringComparer.Ordinal).ShouldBe(nobodys.Headers.Select(h => h.Key).Order(StringComparer.Ordinal));
            theirs.Headers.Contains("Interop-Receipt").ShouldBeFalse();

            Task<Answer> AskedAsync(string number) =>
                hub.Http.FhirAsync(HttpMethod.Post, Address(), hub.KeyOf("nssf"), "COVERAGE", Asked("national-id", number, FhirCall.Identifiers + "nssf"), "application/fhir+json", accept);
        }
    }

    [Fact]
    public async Task Ask_FormatInTheBody_GoesBeforeTheAddress()
    {
        var body = Asked("national-id", hub.Demo.People.First(p => p.Identifiers.ContainsKey("national-id")).Identifiers["national-id"]);
        body = body.Replace("\"parameter\":[", "\"parameter\":[{\"name\":\"_format\",\"valueString\":\"application/fhir+json\"},", StringComparison.Ordinal);
        (await hub.Http.FhirAsync(HttpMethod.Post, Address(), Ministry, "ELIGDTRM", body, "application/fhir+json")).Status.ShouldBe(200);
        using var request = new HttpRequestMessage(HttpMethod.Post, Address()) { Content = new StringContent(body.Replace("application/fhir+json", "xml", StringComparison.Ordinal), null, "application/fhir+json") };
        request.Headers.Add("X-Access-Key", Ministry);
        request.Headers.Add("Interop-Purpose", "ELIGDTRM");
        using var response = await hub.Http.SendAsync(request, TestContext.Current.CancellationToken);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/fhir+xml");
    }

    private string Ministry => hub.KeyOf("social-ministry");

    private string Address(string? hubAddress = null) => (hubAddress ?? hub.Hub.Address) + "/fhir/Patient/$ihe-pix";

    private Task<Answer> AskAsync(string key, string purpose, string body, string? address = null) =>
        hub.Http.FhirAsync(HttpMethod.Post, Address(address), key, purpose, body, "application/fhir+json");

    internal static string Asked(string type, string number, params string[] targets) => $$"""
        {"resourceType":"Parameters","parameter":[{"name":"sourceIdentifier","valueIdentifier":{"system":"{{FhirCall.Identifiers}}{{type}}","value":"{{number}}"} }{{string.Concat(targets.Select(Target))}}]}
        """;

    private static string Target(string system) => $$""",{"name":"targetSystem","valueUri":"{{system}}"}""";

    /// <summary>By system the number, or why there is none.</summary>
    private static Dictionary<string, string?> Told(Answer answer) => answer.Body.GetProperty("parameter").EnumerateArray().Where(p => p.GetProperty("name").GetString() == "targetIdentifier")
        .Select(p => p.GetProperty("valueIdentifier")).ToDictionary(i => i.GetProperty("system").GetString()!, i => i.TryGetProperty("value", out var value)
            ? value.GetString() : i.GetProperty("_value").GetProperty("extension")[0].GetProperty("valueCode").GetString());

    private static (string, string?) Only(Answer answer) => Told(answer).Select(t => (t.Key, t.Value)).Single();

    private static string? Id(Answer answer) => answer.Body.GetProperty("parameter").EnumerateArray().Single(p => p.GetProperty("name").GetString() == "targetId")
        .GetProperty("valueReference").GetProperty("reference").GetString();
}
