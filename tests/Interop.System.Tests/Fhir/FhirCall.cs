using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Hl7.Fhir.Serialization;
using Interop.System.Tests.Matching;

namespace Interop.System.Tests.Fhir;

/// <summary>Calls the FHIR door as a hospital's system would, and keeps the answers for the validator.</summary>
internal static class FhirCall
{
    public const string Identifiers = "urn:interop:identifier:";

    /// <summary>Every resource that any of these tests has got.</summary>
    public static ConcurrentQueue<string> Answers { get; } = new();

    public static Task<Answer> SubmitAsync(this HttpClient http, string address, string key, string purpose, string body) =>
        http.FhirAsync(HttpMethod.Post, address + "/fhir/CoverageEligibilityRequest/$submit", key, purpose, body, "application/fhir+json");

    public static Task<Answer> SearchAsync(this HttpClient http, string address, string key, string purpose, string form, string type = "Patient") =>
        http.FhirAsync(HttpMethod.Post, $"{address}/fhir/{type}/_search", key, purpose, form, "application/x-www-form-urlencoded");

    public static Task<Answer> GetAsync(this HttpClient http, string url, string key, string? version = null) =>
        http.FhirAsync(HttpMethod.Get, url, key, "TREAT", version: version);

    /// <param name="accept">XML is read with the strict reader of the library, and given as the JSON of the same resource.</param>
    public static async Task<Answer> FhirAsync(
        this HttpClient http, HttpMethod method, string url, string? key, string? purpose, string? body = null, string? type = null, string? accept = null, string? version = null)
    {
        using var request = new HttpRequestMessage(method, url);
        if (body is not null)
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) { Headers = { ContentType = MediaTypeHeaderValue.Parse(type!) } };
        if (key is not null)
            request.Headers.Add("X-Access-Key", key);
        if (purpose is not null)
            request.Headers.Add("Interop-Purpose", purpose);
        if (accept is not null)
            request.Headers.Add("Accept", accept);
        if (version is not null)
            request.Headers.Add("If-None-Match", version);
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        if (response.StatusCode == HttpStatusCode.NotModified)
        {
            text.ShouldBeEmpty();
            return new(304, default, response.Headers);
        }
        var isXml = accept?.Contains("xml", StringComparison.Ordinal) == true || url.Contains("_format=xml", StringComparison.Ordinal);
        response.Content.Headers.ContentType!.MediaType.ShouldBe(isXml ? "application/fhir+xml" : "application/fhir+json");
        if (isXml)
            text = new FhirJsonSerializer().SerializeToString(FhirXmlDeserializer.STRICT.DeserializeResource(text));
        Answers.Enqueue(text);
        return new((int)response.StatusCode, JsonDocument.Parse(text).RootElement, response.Headers);
    }

    /// <summary>A request for eligibility about one person.</summary>
    public static string Request(string type, string value, string more = "") => $$"""
        {"resourceType":"CoverageEligibilityRequest","status":"active","purpose":["benefits","validation"],
         "patient":{"identifier":{"system":"{{Identifiers}}{{type}}","value":"{{value}}" } },"created":"2026-11-25","insurer":{"display":"any"}{{more}} }
        """;

    /// <summary>As a hospital's own system has the patient: with its own number, which says nothing to the hub.</summary>
    public static string Described(RegisteredPerson person, bool khmer = false) => $$$"""
        {"resourceType":"Patient","identifier":[{"system":"urn:oid:1.2.36.146.595.217.0.1","value":"H-77"}],"active":true,
         "name":[{"use":"official","family":"{{{(khmer ? person.FamilyKhmer : person.FamilyLatin)}}}","given":["{{{(khmer ? person.GivenKhmer : person.GivenLatin)}}}"]}],
         "gender":"{{{person.Sex}}}","birthDate":"{{{person.Birth}}}",
         "address":[{"extension":[{"url":"urn:interop:fhir:place","valueCoding":{"system":"urn:interop:gazetteer","code":"{{{person.Village}}}"}}]}]}
        """;

    /// <summary>The hub's code in an OperationOutcome.</summary>
    public static string? Outcome(this Answer answer) =>
        answer.Body.GetProperty("resourceType").GetString() == "OperationOutcome"
            ? answer.Body.GetProperty("issue")[0].GetProperty("details").GetProperty("coding")[0].GetProperty("code").GetString() : null;
}
