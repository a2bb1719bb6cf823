using System.Text.Json;

namespace Interop.System.Tests.Fhir;

/// <summary>Searches for people, what the door says of itself, and how it says no.</summary>
public sealed class FhirSurfaceTests(HubFixture hub)
{
    public static TheoryData<string, int, string> Bodies => new()
    {
        { "", 400, "body-not-json" },
        { "[1]", 400, "body-not-json" },
        { """{"resourceType":""", 400, "body-not-json" },
        { """{"resourceType":"Patient","resourceType":"Patient"}""", 400, "body-not-json" },
        { """{"resourceType":"\ud800"}""", 400, "body-not-json" },
        { "{\"a\":" + new string('[', 5000) + new string(']', 5000) + "}", 400, "body-not-json" },
        { "{}", 400, "fhir-resource-invalid" },
        { """{"resourceType":7}""", 400, "fhir-resource-invalid" },
        { """{"resourceType":"CoverageEligibilityRequest","":1}""", 400, "fhir-resource-invalid" },
        { """{"resourceType":"Nonsense"}""", 400, "fhir-resource-invalid" },
        { """{"resourceType":"Patient"}""", 400, "fhir-resource-invalid" },
        { """{"resourceType":"Parameters"}""", 400, "fhir-resource-invalid" },
        { """{"resourceType":"CoverageEligibilityRequest"}""", 400, "fhir-resource-invalid" },
        { FhirCall.Request("national-id", "999999999", ""","colour":1"""), 400, "fhir-resource-invalid" },
        { FhirCall.Request("national-id", "999999999", ""","servicedDate":"2026-11" """), 400, "fhir-resource-invalid" },
        { FhirCall.Request("national-id", "999999999", ""","servicedDate":"yesterday" """), 400, "fhir-resource-invalid" },
        { FhirCall.Request("national-id", "999999999", ""","servicedDate":"1066-10-14" """), 400, "date-out-of-range" },
        { FhirCall.Request("national-id", "999999999").Replace("benefits", "auth-requirements", StringComparison.Ordinal), 400, "fhir-resource-invalid" },
        { FhirCall.Request("national-id", "999999999").Replace("active", "draft", StringComparison.Ordinal), 400, "fhir-resource-invalid" },
        { FhirCall.Request("passport", "999999999"), 400, "identifier-type-unknown" },
        { FhirCall.Request("national-id", "99999999x"), 400, "identifier-malformed" },
        { FhirCall.Request("national-id", "999999999"), 404, "subject-not-found" },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task Submit_BadBody_IsAnOperationOutcomeWithItsOwnCode(string body, int status, string code)
    {
        var answer = await hub.Http.SubmitAsync(hub.Hub.Address, Key, "TREAT", body);
        answer.Outcome().ShouldBe(code);
        answer.Status.ShouldBe(status);
        answer.Body.GetRawText().ShouldNotContain("99999999", customMessage: "what the caller wrote is not said back");
    }

    [Theory]
    [InlineData("POST", "/fhir/Patient/_search", "", 400, "fhir-search-invalid")]
    [InlineData("POST", "/fhir/Patient/_search", "identifier=000000000", 400, "fhir-search-invalid")]
    [InlineData("POST", "/fhir/Patient/_search", "identifier=urn:interop:identifier:national-id%7C000000000&name=x", 400, "fhir-search-invalid")]
    [InlineData("POST", "/fhir/Patient/_search", "identifier=urn:x%7C000000000", 400, "identifier-type-unknown")]
    [InlineData("POST", "/fhir/Patient/_search?identifier=urn:x%7C000000000", "", 400, "fhir-search-in-address")]
    [InlineData("GET", "/fhir/Patient/_search?identifier=urn:x%7C000000000", null, 400, "fhir-search-in-address")]
    [InlineData("GET", "/fhir/Patient?identifier=urn:x%7C000000000", null, 400, "fhir-search-in-address")]
    [InlineData("GET", "/fhir/Observation", null, 404, "fhir-resource-unknown")]
    [InlineData("GET", "/fhir", null, 404, "fhir-resource-unknown")]
    [InlineData("GET", "/fhir/CoverageEligibilityRequest/$submit", null, 405, "method-not-allowed")]
    [InlineData("POST", "/fhir/CoverageEligibilityRequest", "", 405, "fhir-not-kept")]
    [InlineData("GET", "/fhir/CoverageEligibilityRequest", null, 405, "method-not-allowed")]
    [InlineData("GET", "/fhir/metadata?_format=text/turtle", null, 406, "fhir-format-unsupported")]
    [InlineData("GET", "/fhir/Patient", null, 400, "fhir-search-invalid")]
    [InlineData("GET", "/fhir/Patient?_foo=1", null, 400, "fhir-search-invalid")]
    [InlineData("GET", "/fhir/Patient?family=x", null, 400, "fhir-search-in-address")]
    [InlineData("GET", "/fhir/Patient?_id=1", null, 404, "fhir-id-unknown")]
    [InlineData("GET", "/fhir/Patient/999999999", null, 404, "fhir-id-unknown")]
    [InlineData("GET", "/fhir/Patient/00000000000000000000000000000000000000000000000000000000000000ff", null, 404, "fhir-id-unknown")]
    [InlineData("GET", "/fhir/Patient/a/_history", null, 404, "fhir-resource-unknown")]
    [InlineData("DELETE", "/fhir/Patient/a", null, 405, "method-not-allowed")]
    [InlineData("GET", "/fhir/Patient/a?_summary=count", null, 400, "fhir-search-invalid")]
    [InlineData("GET", "/fhir/Patient?_id=1&_summary=some", null, 400, "fhir-search-invalid")]
    [InlineData("GET", "/fhir/Patient?_id=1&_count=-1", null, 400, "fhir-search-invalid")]
    [InlineData("GET", "/fhir/Patient?_id=1&_count=1&_count=2", null, 400, "fhir-search-invalid")]
    [InlineData("GET", "/fhir/Patient?_id=1&_id=2", null, 400, "fhir-search-invalid")]
    [InlineData("GET", "/fhir/Coverage?patient=Patient/1", null, 404, "fhir-id-unknown")]
    [InlineData("GET", "/fhir/Coverage?patient:identifier=urn:x%7C000000000", null, 400, "fhir-search-in-address")]
    [InlineData("GET", "/fhir/Coverage/nssf", null, 404, "fhir-resource-unknown")]
    [InlineData("GET", "/fhir/AuditEvent?patient.identifier=urn:x%7C000000000", null, 400, "fhir-search-in-address")]
    [InlineData("GET", "/fhir/AuditEvent/_search", null, 400, "fhir-search-in-address")]
    [InlineData("GET", "/fhir/AuditEvent?patient=1", null, 404, "fhir-id-unknown")]
    [InlineData("GET", "/fhir/AuditEvent?date=2026-11-25", null, 400, "fhir-search-invalid")]
    [InlineData("GET", "/fhir/AuditEvent/a", null, 404, "fhir-resource-unknown")]
    [InlineData("POST", "/fhir/AuditEvent", "", 405, "method-not-allowed")]
    [InlineData("GET", "/fhir/Group?member:identifier=urn:x%7C000000000", null, 400, "fhir-search-in-address")]
    [InlineData("GET", "/fhir/Group/_search", null, 400, "fhir-search-in-address")]
    [InlineData("GET", "/fhir/Group?member=1", null, 404, "fhir-id-unknown")]
    [InlineData("GET", "/fhir/Group?patient=1", null, 400, "fhir-search-invalid")]
    [InlineData("POST", "/fhir/Group/_search", "member:identifier=urn:interop:identifier:national-id%7C000000000", 404, "subject-not-found")]
    [InlineData("GET", "/fhir/Consent/a", null, 404, "fhir-id-unknown")]
    [InlineData("GET", "/fhir/Consent/a?patient:identifier=urn:x%7C000000000", null, 400, "fhir-search-in-address")]
    [InlineData("GET", "/fhir/Consent", null, 404, "fhir-resource-unknown")]
    [InlineData("DELETE", "/fhir/Consent/a", null, 405, "method-not-allowed")]
    [InlineData("POST", "/fhir/Coverage/_search", "beneficiary:identifier=urn:interop:identifier:national-id%7C000000000&patient=1", 400, "fhir-search-invalid")]
    [InlineData("POST", "/fhir/Coverage/_search", "identifier=urn:interop:identifier:national-id%7C000000000", 400, "fhir-search-invalid")]
    [InlineData("POST", "/fhir/Coverage/_search", "beneficiary:identifier=urn:interop:identifier:national-id%7C000000000", 404, "subject-not-found")]
    public async Task Door_BadRequest_IsAnOperationOutcomeWithItsOwnCode(string method, string path, string? form, int status, string code)
    {
        var answer = await hub.Http.FhirAsync(new(method), hub.Hub.Address + path, Key, "TREAT", form, "application/x-www-form-urlencoded");
        answer.Outcome().ShouldBe(code);
        answer.Status.ShouldBe(status);
    }

    [Fact]
    public async Task Create_OfARequest_SaysWhereItIsAnswered()
    {
        var answer = await hub.Http.FhirAsync(HttpMethod.Post, hub.Hub.Address + "/fhir/CoverageEligibilityRequest", Key, "TREAT", FhirCall.Request("national-id", "999999999"), "application/fhir+json");
        (answer.Status, answer.Body.GetProperty("issue")[0].GetProperty("code").GetString()).ShouldBe((405, "not-supported"));
        answer.Body.GetProperty("issue")[0].GetProperty("diagnostics").GetString()!.ShouldContain("/fhir/CoverageEligibilityRequest/$submit");
    }

    [Theory]
    [InlineData(null, "TREAT", 401, "access-key-missing")]
    [InlineData("hello", "TREAT", 401, "access-key-unknown")]
    [InlineData("", null, 400, "purpose-missing")]
    [InlineData("", "HRESCH", 403, "purpose-outside-scope")]
    public async Task Submit_NoRight_IsRefusedAsAtTheNativeDoor(string? key, string? purpose, int status, string code)
    {
        var answer = await hub.Http.FhirAsync(HttpMethod.Post, hub.Hub.Address + "/fhir/CoverageEligibilityRequest/$submit", key is "" ? Key : key, purpose, FhirCall.Request("national-id", "999999999"), "application/fhir+json");
        answer.Outcome().ShouldBe(code);
        answer.Status.ShouldBe(status);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/fhir+json; charset=latin1")]
    [InlineData("application/x-www-form-urlencoded")]
    public async Task Submit_OtherMediaType_IsNotTaken(string type) =>
        (await hub.Http.FhirAsync(HttpMethod.Post, hub.Hub.Address + "/fhir/CoverageEligibilityRequest/$submit", Key, "TREAT", "{}", type)).Outcome().ShouldBe("fhir-media-type-unsupported");

    [Fact]
    public async Task Submit_TooLong_Is413() =>
        (await hub.Http.SubmitAsync(hub.Hub.Address, Key, "TREAT", new string(' ', 200_000))).Outcome().ShouldBe("body-too-large");

    [Fact]
    public async Task Door_EveryAddressOfTheContract_IsThere()
    {
        using var contract = JsonDocument.Parse(await hub.Http.GetStringAsync(new Uri(hub.Hub.Address + "/openapi/v1.json"), TestContext.Current.CancellationToken));
        var addresses = contract.RootElement.GetProperty("paths").EnumerateObject().Where(p => p.Name.StartsWith("/fhir/", StringComparison.Ordinal)).ToArray();
        addresses.Length.ShouldBeGreaterThan(6);
        foreach (var (path, method) in addresses.SelectMany(a => a.Value.EnumerateObject().Select(m => (a.Name, m.Name))))
        {
            using var request = new HttpRequestMessage(new(method.ToUpperInvariant()), hub.Hub.Address + path.Replace("{id}", "interop-patient", StringComparison.Ordinal));
            using var response = await hub.Http.SendAsync(request, TestContext.Current.CancellationToken);
            ((int)response.StatusCode).ShouldBeOneOf([200, 401], $"{method} {path}");
        }
    }

    [Fact]
    public async Task Metadata_WithoutAKey_TellsWhatThereIs()
    {
        var answer = await hub.Http.FhirAsync(HttpMethod.Get, hub.Hub.Address + "/fhir/metadata?_format=application/fhir+json", null, null);
        answer.Status.ShouldBe(200);
        answer.Body.GetProperty("fhirVersion").GetString().ShouldBe("4.0.1");
        answer.Body.GetProperty("rest")[0].GetProperty("documentation").GetString()!.ShouldContain("urn:interop:identifier:national-id");
        answer.Body.GetProperty("rest")[0].GetProperty("resource").EnumerateArray().Select(r => r.GetProperty("type").GetString()).ShouldBe(["Patient", "Coverage", "CoverageEligibilityRequest", "Group", "AuditEvent", "StructureDefinition", "Consent"]);
    }

    [Fact]
    public async Task Profiles_ThatMetadataNames_AreToBeRead()
    {
        var resources = (await hub.Http.FhirAsync(HttpMethod.Get, hub.Hub.Address + "/fhir/metadata", null, null)).Body.GetProperty("rest")[0].GetProperty("resource").EnumerateArray();
        resources.Where(r => r.TryGetProperty("profile", out _)).Select(r => r.GetProperty("profile").GetString()).ShouldBe(["urn:interop:fhir:profile:patient", "urn:interop:fhir:profile:coverage"]);
        foreach (var id in (string[])["interop-patient", "interop-coverage", "interop-coverage-eligibility-response"])
        {
            var json = await hub.Http.FhirAsync(HttpMethod.Get, hub.Hub.Address + "/fhir/StructureDefinition/" + id, null, null);
            (json.Status, json.Body.GetProperty("id").GetString()).ShouldBe((200, id));
            var xml = await hub.Http.FhirAsync(HttpMethod.Get, hub.Hub.Address + "/fhir/StructureDefinition/" + id, null, null, accept: "application/fhir+xml");
            JsonElement.DeepEquals(xml.Body, json.Body).ShouldBeTrue("the same in both formats");
        }
        (await hub.Http.FhirAsync(HttpMethod.Get, hub.Hub.Address + "/fhir/StructureDefinition/Patient", null, null)).Outcome().ShouldBe("fhir-resource-unknown");
    }

    [Fact]
    public async Task Search_ByTheHospital_GivesWhatIsGrantedAndMasksTheRest()
    {
        var number = hub.Demo.People.First(p => p.Coverage.Count > 0 && p.Identifiers.ContainsKey("national-id")).Identifiers["national-id"];
        var native = await hub.Http.LookupAsync(hub.Hub.Address, Key, "TREAT", "national-id", number);
        var answer = await SearchAsync(Key, "TREAT", number);
        answer.Body.GetProperty("total").GetInt32().ShouldBe(1);
        answer.Headers.GetValues("Interop-Receipt").Single().ShouldNotBeEmpty();
        var patient = answer.Body.GetProperty("entry")[0].GetProperty("resource");
        patient.GetProperty("birthDate").GetString().ShouldBe(native.Attribute("vital.birthDate").GetProperty("value").GetString());
        patient.GetProperty("gender").GetString().ShouldBe(native.Attribute("vital.sex").GetProperty("value").GetString());
        patient.GetProperty("name").EnumerateArray().Select(n => n.GetProperty("family").GetString())
            .ShouldBe([native.Attribute("name.family.khmer").GetProperty("value").GetString(), native.Attribute("name.family.latin").GetProperty("value").GetString()]);
        Absent(patient.GetProperty("address")[0]).ShouldBe("masked");
    }

    [Fact]
    public async Task Search_ByStatistics_GivesReducedValuesOnly()
    {
        var number = hub.Demo.People.First(p => p.Identifiers.ContainsKey("national-id")).Identifiers["national-id"];
        var patient = (await SearchAsync(hub.KeyOf("planning-ministry"), "HRESCH", number)).Body.GetProperty("entry")[0].GetProperty("resource");
        patient.TryGetProperty("birthDate", out _).ShouldBeFalse();
        Absent(patient.GetProperty("_birthDate")).ShouldBe("masked");
        Absent(patient.GetProperty("name")[0].GetProperty("_family")).ShouldBe("masked");
        patient.GetProperty("identifier")[0].GetProperty("system").GetString().ShouldBe("urn:interop:pseudonym:national-id");
    }

    [Fact]
    public async Task Search_Nobody_IsAnEmptyBundleWithAReceipt()
    {
        var answer = await SearchAsync(Key, "TREAT", "000000000");
        answer.Status.ShouldBe(200);
        answer.Body.GetProperty("total").GetInt32().ShouldBe(0);
        answer.Headers.GetValues("Interop-Receipt").Single().ShouldNotBeEmpty();
    }

    private string Key => hub.KeyOf("calmette-hospital");

    private Task<Answer> SearchAsync(string key, string purpose, string number) =>
        hub.Http.SearchAsync(hub.Hub.Address, key, purpose, $"identifier={FhirCall.Identifiers}national-id%7C{number}");

    private static string? Absent(JsonElement element) => element.GetProperty("extension").EnumerateArray()
        .Single(e => e.GetProperty("url").GetString() == "http://hl7.org/fhir/StructureDefinition/data-absent-reason").GetProperty("valueCode").GetString();
}
