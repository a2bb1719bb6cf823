using System.Text.Json;
using Hl7.Fhir.Model;
using Hl7.Fhir.Serialization;

namespace Interop.Adapters.Fhir;

/// <summary>
/// One page of a search (FHIR R4 3.1.1.2, Bundle of type searchset). Resources are parsed one by one and leniently, so that a bad one
/// is one person's and not the page's.
/// </summary>
internal sealed class FhirBundle : IDisposable
{
    private readonly JsonDocument document;

    /// <exception cref="RegistryReadException">Not a bundle; an OperationOutcome with status 200 is none either.</exception>
    public FhirBundle(ReadOnlyMemory<byte> json)
    {
        try
        {
            document = JsonDocument.Parse(json);
        }
        catch (JsonException)
        {
            throw NotABundle();
        }
        if (document.RootElement.ValueKind == JsonValueKind.Object && Text(document.RootElement, "resourceType") == "Bundle") return;
        document.Dispose();
        throw NotABundle();
    }

    /// <summary>The address of the next page, or null.</summary>
    public string? Next => Items(document.RootElement, "link").Where(l => Text(l, "relation") == "next").Select(l => Text(l, "url")).FirstOrDefault();

    /// <summary>The resources of one type, each with whether it could be parsed without loss.</summary>
    public IEnumerable<(Resource Resource, bool Whole)> Resources(string type)
    {
        foreach (var entry in Items(document.RootElement, "entry"))
        {
            if (entry.ValueKind != JsonValueKind.Object || !entry.TryGetProperty("resource", out var json)) continue;
            if (json.ValueKind != JsonValueKind.Object || Text(json, "resourceType") != type) continue;
            var reader = new Utf8JsonReader(System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(json));
            var whole = FhirJsonDeserializer.RECOVERABLE.TryDeserializeResource(ref reader, out var resource, out _);
            if (resource is not null) yield return (resource, whole);
        }
    }

    public void Dispose() => document.Dispose();

    private static string? Text(JsonElement owner, string name) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String ? member.GetString() : null;

    private static IEnumerable<JsonElement> Items(JsonElement owner, string name) =>
        owner.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.Array ? member.EnumerateArray() : [];

    private static RegistryReadException NotABundle() => new(FetchOutcome.Garbage, "The answer is not a FHIR bundle.");
}
