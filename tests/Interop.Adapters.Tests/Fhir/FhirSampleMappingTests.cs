using Interop.Adapters.Mapping;
using Interop.Schemas.Catalogue;
using Microsoft.AspNetCore.Http;

namespace Interop.Adapters.Tests.Fhir;

public class FhirSampleMappingTests
{
    private const string Patient = """
        {"resourceType":"Bundle","type":"searchset","entry":[{"resource":{"resourceType":"Patient","id":"x1","meta":{"lastUpdated":"2026-03-01T00:00:00+07:00"},
        "identifier":[{"system":"urn:kh:national-id","value":"123456789"},{"system":"urn:insurer:number","value":"10000001"}]}}]}
        """;

    private const string Coverage = """
        {"resourceType":"Bundle","type":"searchset","entry":[
        {"resource":{"resourceType":"Coverage","status":"cancelled","type":{"coding":[{"system":"urn:insurer:scheme","code":"P1"}]},"payor":[{"display":"p"}],
        "beneficiary":{"identifier":{"system":"urn:insurer:number","value":"10000001"}},"period":{"start":"2020-01-01","end":"2024-12-31"}}},
        {"resource":{"resourceType":"Coverage","status":"active","type":{"coding":[{"system":"urn:insurer:scheme","code":"P1"}]},"payor":[{"display":"p"}],
        "beneficiary":{"identifier":{"system":"urn:insurer:number","value":"10000001"}},"period":{"start":"2025-01-01"}}},
        {"resource":{"resourceType":"Coverage","status":"draft","type":{"coding":[{"system":"urn:insurer:scheme","code":"C1"}]},"payor":[{"display":"p"}],
        "beneficiary":{"identifier":{"system":"urn:insurer:number","value":"10000001"}},"period":{"start":"2026-01-01"}}}]}
        """;

    [Fact]
    public async Task Fetch_ByNationalId_ReadsPatientThenItsCoverageByIdentifier()
    {
        await using var server = await LoopbackServer.StartAsync((context, _) =>
        {
            context.Response.ContentType = "application/fhir+json";
            return context.Response.WriteAsync(context.Request.Path.Value!.Contains("Coverage", StringComparison.Ordinal) ? Coverage : Patient);
        });
        await using var adapter = RegistryAdapters.Create(Sample().WithConnection(server.Origin), TimeProvider.System);
        var attributes = ((string[])["insurance.number", "nssf.status", "nssf.from", "nssf.to"]).Select(n => AttributeCatalogue.Current[n]).ToArray();

        var result = await adapter.FetchAsync(new FetchRequest("national-id", ["123456789"], attributes, TimeSpan.FromSeconds(30)), TestContext.Current.CancellationToken);

        result.Records.Single().Values.Select(v => v.ToText()).ShouldBe(["10000001", "active", "2025-01-01", ""]);
        result.Records.Single().AsOf[0].ShouldBe(new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.FromHours(7)));
        server.Asked.Select(a => (a.Path, Uri.UnescapeDataString(a.Body))).ShouldBe(
        [
            ("/Patient/_search", "identifier=urn:kh:national-id|123456789&_count=200"),
            ("/Coverage/_search", "beneficiary:identifier=urn:insurer:number|10000001&_count=200"),
        ]);
    }

    [Theory]
    [InlineData("http://elsewhere.example/Patient?page=2")]
    [InlineData("https://127.0.0.1/Patient?page=2")]
    public async Task Fetch_NextPageOnAnotherServer_IsGarbageAndNotFollowed(string next)
    {
        await using var server = await LoopbackServer.StartAsync((context, _) =>
            context.Response.WriteAsync($$"""{"resourceType":"Bundle","link":[{"relation":"next","url":"{{next}}"}]}"""));
        await using var adapter = RegistryAdapters.Create(Sample().WithConnection(server.Origin), TimeProvider.System);

        var result = await adapter.FetchAsync(new FetchRequest("national-id", ["123456789"], [], TimeSpan.FromSeconds(30)), TestContext.Current.CancellationToken);

        result.Outcome.ShouldBe(FetchOutcome.Garbage);
        server.Asked.Count.ShouldBe(1);
    }

    private static RegistryMapping Sample()
    {
        using var stream = typeof(RegistryAdapters).Assembly.GetManifestResourceStream("Fhir/sample-mapping.json")!;
        using var reader = new StreamReader(stream);
        return MappingFile.Read(reader.ReadToEnd(), "Fhir/sample-mapping.json").Required;
    }
}
