using Hl7.Fhir.Serialization;

namespace Interop.System.Tests.Fhir;

/// <summary>The door in XML: the same answers as in JSON, and nothing of what makes XML dangerous.</summary>
public sealed class XmlTests(HubFixture hub)
{
    private const string Start = """<CoverageEligibilityRequest xmlns="http://hl7.org/fhir"><status value="active"/>""", End = "</CoverageEligibilityRequest>";

    public static TheoryData<string, string> Bodies => new()
    {
        { "", "body-not-xml" },
        { "{}", "body-not-xml" },
        { Start, "body-not-xml" },
        { Start + End + Start + End, "body-not-xml" },
        { "<!DOCTYPE a SYSTEM 'file:///etc/passwd'>" + Start + End, "body-not-xml" },
        { "<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>" + Start + "<status value='&e;'/>" + End, "body-not-xml" },
        { "<!DOCTYPE a [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;'>]>" + Start + "<status value='&c;'/>" + End, "body-not-xml" },
        { Start + "<status value='&undeclared;'/>" + End, "body-not-xml" },
        { Start + "<status value='&#1;'/>" + End, "body-not-xml" },
        { Start + string.Concat(Enumerable.Repeat("<extension>", 2500)) + string.Concat(Enumerable.Repeat("</extension>", 2500)) + End, "body-not-xml" },
        { "<a/>", "fhir-resource-invalid" },
        { "<CoverageEligibilityRequest/>", "fhir-resource-invalid" },
        { Start + End, "fhir-resource-invalid" },
        { Start + """<status value="active"/>""" + End, "fhir-resource-invalid" },
        { Start + """<item><diagnosis><diagnosis value="x"/></diagnosis></item>""" + End, "fhir-resource-invalid" },
        { Start + """<colour value="red"/>""" + End, "fhir-resource-invalid" },
        { Start + "<contained>" + Start + End + "</contained>" + End, "fhir-resource-invalid" },
        { """<Patient xmlns="http://hl7.org/fhir"/>""", "fhir-resource-invalid" },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task Submit_BadXml_IsAnOperationOutcomeInXml(string body, string code)
    {
        var answer = await SubmitAsync(body);
        answer.Outcome().ShouldBe(code);
        answer.Status.ShouldBe(400);
    }

    [Fact]
    public async Task Submit_InXml_SaysWhatItSaysInJson()
    {
        var person = hub.Demo.People.First(p => p.Coverage.Count > 1 && p.Identifiers.ContainsKey("national-id"));
        var request = FhirCall.Request("national-id", person.Identifiers["national-id"], $$""","servicedDate":"{{person.Date:yyyy-MM-dd}}" """);
        var json = await hub.Http.SubmitAsync(hub.Hub.Address, Key, "TREAT", request);
        var xml = await SubmitAsync("\uFEFF<?xml version=\"1.0\" encoding=\"UTF-8\"?><!-- a comment -->" + new FhirXmlSerializer().SerializeToString(FhirJsonDeserializer.STRICT.DeserializeResource(request)));
        xml.Status.ShouldBe(200);
        foreach (var member in (string[])["insurance", "contained", "disposition", "_disposition", "patient", "outcome"])
            xml.Body.GetProperty(member).GetRawText().Replace(" ", "", StringComparison.Ordinal).ShouldBe(Raw(json, member).Replace(" ", "", StringComparison.Ordinal));
        json.Body.GetProperty("insurance").GetArrayLength().ShouldBeGreaterThan(1);
    }

    [Theory]
    [InlineData("application/fhir+xml", "")]
    [InlineData("application/fhir+json;q=0.5, application/fhir+xml", "")]
    [InlineData("text/html, application/xml;q=0.9, */*;q=0.8", "")]
    [InlineData("application/fhir+json", "?_format=xml")]
    [InlineData(null, "?_format=application/fhir%2Bxml")]
    public async Task Metadata_AskedForInXml_IsXml(string? accept, string query)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, hub.Hub.Address + "/fhir/metadata" + query);
        if (accept is not null)
            request.Headers.Add("Accept", accept);
        using var response = await hub.Http.SendAsync(request, TestContext.Current.CancellationToken);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/fhir+xml");
        (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("<CapabilityStatement xmlns=\"http://hl7.org/fhir\">");
    }

    [Fact]
    public async Task Submit_TextThatXmlCannotWrite_IsAnsweredInXmlAllTheSame()
    {
        var number = hub.Demo.People.First(p => p.Identifiers.ContainsKey("national-id")).Identifiers["national-id"];
        var answer = await hub.Http.FhirAsync(
            HttpMethod.Post, hub.Hub.Address + "/fhir/CoverageEligibilityRequest/$submit", Key, "TREAT",
            FhirCall.Request("national-id", number, ""","identifier":[{"system":"urn:x","value":"a\u0001b\uffff😀"}]"""), "application/fhir+json", "application/fhir+xml");
        answer.Status.ShouldBe(200, answer.Body.GetRawText());
        answer.Body.GetProperty("request").GetProperty("identifier").GetProperty("value").GetString().ShouldBe("a\uFFFDb\uFFFD😀");
    }

    private string Key => hub.KeyOf("calmette-hospital");

    private static string Raw(Answer answer, string member) => answer.Body.GetProperty(member).GetRawText();

    private Task<Answer> SubmitAsync(string xml) =>
        hub.Http.FhirAsync(HttpMethod.Post, hub.Hub.Address + "/fhir/CoverageEligibilityRequest/$submit", Key, "TREAT", xml, "application/fhir+xml", "application/fhir+xml");
}
