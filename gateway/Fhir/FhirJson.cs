using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Hl7.Fhir.Model;
using Hl7.Fhir.Serialization;
using Interop.Gateway.Problems;

namespace Interop.Gateway.Fhir;

/// <summary>Resources as JSON (FHIR R4 2.6.2): read strictly, written compactly.</summary>
internal static class FhirJson
{
    public const string ContentType = "application/fhir+json; charset=utf-8";

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 32 };
    private static readonly JsonWriterOptions Writer = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly BaseFhirJsonSerializer Serializer = new(ModelInfo.ModelInspector);

    /// <summary>The resource, or the problem; a fault names the kind of fault, never what the caller wrote.</summary>
    public static Problem? Read(ReadOnlySpan<byte> body, out Resource? resource)
    {
        resource = null;
        if (!Utf8.IsValid(body))
            return ProblemKinds.BodyNotUtf8;
        try
        {
            // The library takes a member that stands twice and any depth; the house does not.
            using (var document = JsonDocument.Parse(body.ToArray(), Strict))
                if (document.RootElement.ValueKind != JsonValueKind.Object)
                    return ProblemKinds.BodyNotJson;
            var reader = new Utf8JsonReader(body);
            if (FhirJsonDeserializer.STRICT.TryDeserializeResource(ref reader, out resource, out var faults))
                return null;
            resource = null;
            return FhirFormats.Invalid(faults.Select(f => f.ErrorCode));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a text or a name holds an escaped half of a surrogate pair (RFC 8259 §8.2).
            resource = null;
            return ProblemKinds.BodyNotJson;
        }
        catch (Exception)
        {
            resource = null;
            return FhirFormats.Stumbled;
        }
    }

    public static byte[] Bytes(Resource resource)
    {
        var output = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(output, Writer))
            Serializer.Serialize(resource, json);
        return output.WrittenSpan.ToArray();
    }
}
