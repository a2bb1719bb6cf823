using System.Text.Json;
using Interop.System.Tests.Matching;

namespace Interop.System.Tests.Fhir;

/// <summary>Finding people by what they say of themselves, in FHIR.</summary>
public sealed class PatientMatchTests(HubFixture hub)
{
    private const string Grade = "http://hl7.org/fhir/StructureDefinition/match-grade", Json = "application/fhir+json";

    private string Key => hub.KeyOf("calmette-hospital");

    [Fact]
    public async Task Match_WhatTheRegistryHolds_IsCertainAndItsIdOpensARead()
    {
        var person = RegisteredPerson.Of(hub);
        var answer = await MatchAsync(FhirCall.Described(person));

        answer.Status.ShouldBe(200);
        answer.Headers.GetValues("Interop-Receipt").ShouldHaveSingleItem();
        answer.Body.GetProperty("total").GetInt32().ShouldBe(1);
        var entry = answer.Body.GetProperty("entry").EnumerateArray().ShouldHaveSingleItem();
        GradeOf(entry).ShouldBe("certain");
        entry.GetProperty("search").GetProperty("mode").GetString().ShouldBe("match");
        entry.GetProperty("search").GetProperty("score").GetDecimal().ShouldBeGreaterThanOrEqualTo(0.999m);
        var patient = entry.GetProperty("resource");
        patient.GetProperty("identifier").EnumerateArray().Select(i => i.GetProperty("value").GetString()).ShouldContain(person.NationalId);
        patient.GetProperty("name").EnumerateArray().Select(n => n.GetProperty("family").GetString()).ShouldBe([person.FamilyKhmer, person.FamilyLatin]);
        patient.GetProperty("birthDate").GetString().ShouldBe(person.Birth);

        var read = await hub.Http.GetAsync(entry.GetProperty("fullUrl").GetString()!, Key);
        read.Status.ShouldBe(200);
        read.Body.GetProperty("id").GetString().ShouldBe(patient.GetProperty("id").GetString());
        read.Body.GetProperty("birthDate").GetString().ShouldBe(person.Birth);
    }

    /// <summary>In Khmer, by what a clerk's form says, and as a client that wraps it sends it.</summary>
    [Theory]
    [InlineData("application/fhir+json")]
    [InlineData("application/fhir+xml")]
    public async Task Match_ParametersInEitherFormat_AreUnderstood(string type)
    {
        var person = RegisteredPerson.Of(hub);
        var body = type == Json
            ? $$$"""{"resourceType":"Parameters","parameter":[{"name":"count","valueInteger":50},{"name":"onlyCertainMatches","valueBoolean":true},{"name":"resource","resource":{{{FhirCall.Described(person, khmer: true)}}}}]}"""
            : $"""
              <Parameters xmlns="http://hl7.org/fhir"><parameter><name value="resource"/><resource><Patient><name><family value="{person.FamilyKhmer}"/><given value="{person.GivenKhmer}"/></name>
              <gender value="{person.Sex}"/><birthDate value="{person.Birth}"/></Patient></resource></parameter><parameter><name value="onlyCertainMatches"/><valueBoolean value="true"/></parameter></Parameters>
              """;
        var answer = await hub.Http.FhirAsync(HttpMethod.Post, hub.Hub.Address + "/fhir/Patient/$match", Key, "TREAT", body, type, type);

        answer.Status.ShouldBe(200);
        var entry = answer.Body.GetProperty("entry").EnumerateArray().ShouldHaveSingleItem();
        (GradeOf(entry), entry.GetProperty("resource").GetProperty("birthDate").GetString()).ShouldBe(("certain", person.Birth));
    }

    /// <summary>An id opens a read and a number opens all else, so nobody who may be another person has either.</summary>
    [Fact]
    public async Task Match_BelowCertain_HasNoIdAndNoNumber()
    {
        var person = RegisteredPerson.Of(hub) with { GivenLatin = "Xyzzy" };
        var answer = await MatchAsync(FhirCall.Described(person));

        var entries = answer.Body.GetProperty("entry").EnumerateArray().ToArray();
        entries.ShouldNotBeEmpty();
        entries.Length.ShouldBeLessThanOrEqualTo(3);
        foreach (var entry in entries)
        {
            GradeOf(entry).ShouldBe("possible");
            entry.GetProperty("search").GetProperty("score").GetDecimal().ShouldBeLessThanOrEqualTo(0.5m);
            entry.GetProperty("fullUrl").GetString().ShouldStartWith("urn:uuid:");
            entry.GetProperty("resource").TryGetProperty("id", out _).ShouldBeFalse();
            entry.GetProperty("resource").TryGetProperty("identifier", out _).ShouldBeFalse();
        }
        answer.Body.GetRawText().ShouldNotContain(person.NationalId);
        (await CountAsync(""","parameter":[{"name":"count","valueInteger":1},""")).ShouldBe(1);
        (await CountAsync(""","parameter":[{"name":"onlyCertainMatches","valueBoolean":true},""")).ShouldBe(0);

        async Task<int> CountAsync(string parameters) =>
            (await MatchAsync($$$"""{"resourceType":"Parameters"{{{parameters}}}{"name":"resource","resource":{{{FhirCall.Described(person)}}}}]}""")).Body.GetProperty("total").GetInt32();
    }

    [Fact]
    public async Task Match_Nobody_IsAnEmptyBundle()
    {
        var answer = await MatchAsync("""{"resourceType":"Patient","name":[{"family":"Xyzzy","given":["Plugh"]}],"birthDate":"1901-02-03"}""");

        (answer.Status, answer.Body.GetProperty("total").GetInt32()).ShouldBe((200, 0));
        answer.Body.TryGetProperty("entry", out _).ShouldBeFalse();
    }

    public static TheoryData<string, string> Wrong => new()
    {
        { "", "body-not-json" },
        { """{"resourceType":"Patient","colour":1}""", "fhir-resource-invalid" },
        { """{"resourceType":"Coverage","status":"active","beneficiary":{"display":"x"},"payor":[{"display":"x"}]}""", "fhir-resource-invalid" },
        { """{"resourceType":"Patient","gender":"male"}""", "fhir-resource-invalid" },
        { """{"resourceType":"Patient","name":[{"family":"Sok"}],"birthDate":"1980-01-01"}""", "fhir-resource-invalid" },
        { """{"resourceType":"Patient","name":[{"family":"Sok","given":["Dara"]}]}""", "fhir-resource-invalid" },
        { """{"resourceType":"Patient","name":[{"family":"Sok","given":["123"]}],"birthDate":"1980"}""", "fhir-resource-invalid" },
        { """{"resourceType":"Patient","name":[{"family":"Sok","given":["Dara"]}],"birthDate":"1980","identifier":[{"system":"urn:interop:identifier:national-id","value":"012345678"}]}""", "fhir-resource-invalid" },
        { """{"resourceType":"Patient","name":[{"family":"Sok"}],"identifier":[{"system":"urn:interop:identifier:equity-card","value":"42"}]}""", "fhir-resource-invalid" },
        { """{"resourceType":"Parameters","parameter":[{"name":"count","valueInteger":0},{"name":"resource","resource":{"resourceType":"Patient"}}]}""", "fhir-resource-invalid" },
        { """{"resourceType":"Parameters","parameter":[{"name":"limit","valueInteger":1},{"name":"resource","resource":{"resourceType":"Patient"}}]}""", "fhir-resource-invalid" },
        { """{"resourceType":"Parameters","parameter":[{"name":"resource","resource":{"resourceType":"Patient"}},{"name":"resource","resource":{"resourceType":"Patient"}}]}""", "fhir-resource-invalid" },
        { """{"resourceType":"Parameters"}""", "fhir-resource-invalid" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task Match_WrongBody_IsAnOperationOutcomeThatSaysNothingBack(string body, string code)
    {
        var answer = await MatchAsync(body);

        (answer.Status, answer.Outcome()).ShouldBe((400, code));
        answer.Body.GetRawText().ShouldNotContain("012345678");
    }

    [Theory]
    [InlineData("POST", "/fhir/Patient/$match?_count=1", 400, "fhir-search-invalid")]
    [InlineData("POST", "/fhir/Patient/$match?_summary=true", 400, "fhir-search-invalid")]
    [InlineData("POST", "/fhir/Patient/$match?family=Sok", 400, "fhir-search-in-address")]
    [InlineData("GET", "/fhir/Patient/$match", 405, "method-not-allowed")]
    public async Task Match_WrongRequest_IsAnOperationOutcome(string method, string path, int status, string code)
    {
        var answer = await hub.Http.FhirAsync(new(method), hub.Hub.Address + path, Key, "TREAT", method == "POST" ? FhirCall.Described(RegisteredPerson.Of(hub)) : null, Json);

        (answer.Status, answer.Outcome()).ShouldBe((status, code));
    }

    [Fact]
    public async Task Match_WithoutAScopeForIt_IsRefused()
    {
        var answer = await hub.Http.FhirAsync(HttpMethod.Post, hub.Hub.Address + "/fhir/Patient/$match", Key, "COVERAGE", FhirCall.Described(RegisteredPerson.Of(hub)), Json);

        (answer.Status, answer.Outcome()).ShouldBe((403, "operation-outside-scope"));
    }

    [Fact]
    public async Task Search_ByNameAndBirth_FindsAsMatchDoes()
    {
        var person = RegisteredPerson.Of(hub);
        var answer = await SearchAsync($"given={person.GivenLatin}&family={person.FamilyLatin}&birthdate=eq{person.Birth}&gender={person.Sex}&_count=5");

        answer.Status.ShouldBe(200);
        var entry = answer.Body.GetProperty("entry").EnumerateArray().ShouldHaveSingleItem();
        GradeOf(entry).ShouldBe("certain");
        answer.Body.GetProperty("link")[0].GetProperty("url").GetString().ShouldBe(hub.Hub.Address + "/fhir/Patient/_search", "what was said stands in no address");
        (await hub.Http.GetAsync(entry.GetProperty("fullUrl").GetString()!, Key)).Status.ShouldBe(200);
    }

    [Theory]
    [InlineData("family=Sok&birthdate=1980-01-01", "fhir-search-invalid")]
    [InlineData("family=Sok&given=Dara", "fhir-search-invalid")]
    [InlineData("gender=female", "fhir-search-invalid")]
    [InlineData("family=Sok&given=Dara&birthdate=ge1980", "fhir-search-invalid")]
    [InlineData("family=Sok&given=Dara&birthdate=1980&birthdate=1981", "fhir-search-invalid")]
    [InlineData("family=Sok&given=Dara&birthdate=1980&telecom=1", "fhir-search-invalid")]
    [InlineData("family=Sok&given=Dara&birthdate=1980&gender=f", "fhir-search-invalid")]
    [InlineData("family=Sok&given=Dara&birthdate=1980&_count=0", "fhir-search-invalid")]
    [InlineData("family=Sok&given=Dara&birthdate=1980&_elements=identifier", "fhir-search-invalid")]
    [InlineData("family=Sok&given=Dara&birthdate=1980&_summary=count", "fhir-search-invalid")]
    [InlineData("family=Sok&identifier=urn:interop:identifier:national-id%7C000000000", "fhir-search-invalid")]
    public async Task Search_TooLittleOrOtherwise_IsAnOperationOutcome(string form, string code)
    {
        var answer = await SearchAsync(form);

        (answer.Status, answer.Outcome()).ShouldBe((400, code));
    }

    /// <summary>Who may look up people by number may not look for them by name, and a form that cannot be read is one either way.</summary>
    [Fact]
    public async Task Search_ByNameAndBirth_NeedsTheScopeForFinding()
    {
        const string form = "family=Sok&given=Dara&birthdate=1980-01-01";
        (await hub.Http.SearchAsync(hub.Hub.Address, Key, "COVERAGE", form)).Outcome().ShouldBe("operation-outside-scope");
        (await hub.Http.SearchAsync(hub.Hub.Address, "ik_nobody", "TREAT", form)).Status.ShouldBe(401);
        var large = await SearchAsync(form + "&x=" + new string('a', 100_000));
        (large.Status, large.Outcome()).ShouldBe((413, "body-too-large"));
    }

    private Task<Answer> MatchAsync(string body) => hub.Http.FhirAsync(HttpMethod.Post, hub.Hub.Address + "/fhir/Patient/$match", Key, "TREAT", body, Json);

    private Task<Answer> SearchAsync(string form) => hub.Http.SearchAsync(hub.Hub.Address, Key, "TREAT", form);

    private static string? GradeOf(JsonElement entry)
    {
        var grade = entry.GetProperty("search").GetProperty("extension").EnumerateArray().ShouldHaveSingleItem();
        grade.GetProperty("url").GetString().ShouldBe(Grade);
        return grade.GetProperty("valueCode").GetString();
    }
}
