using System.Text;
using System.Xml;
using Hl7.Fhir.Model;
using Hl7.Fhir.Serialization;
using Interop.Gateway.Problems;

namespace Interop.Gateway.Fhir;

/// <summary>Resources as XML (FHIR R4 2.6.1): read strictly, without document types, entities or anything fetched; written compactly.</summary>
internal static class FhirXml
{
    public const string ContentType = "application/fhir+xml; charset=utf-8";

    private const int Deepest = 32;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);
    private static readonly BaseFhirXmlSerializer Serializer = new(ModelInfo.ModelInspector);

    /// <summary>The resource, or the problem; a fault names the kind of fault, never what the caller wrote.</summary>
    public static Problem? Read(ReadOnlySpan<byte> body, out Resource? resource)
    {
        resource = null;
        if (!System.Text.Unicode.Utf8.IsValid(body))
            return ProblemKinds.BodyNotUtf8;
        var text = Utf8.GetString(body).TrimStart('\uFEFF');
        try
        {
            // The whole of it before the library sees any: it recurses, and stops reading where the resource ends.
            using (var well = Open(text))
                while (well.Read())
                    if (well.Depth > Deepest)
                        return ProblemKinds.BodyNotXml;
            using var reader = Open(text);
            if (FhirXmlDeserializer.STRICT.TryDeserializeResource(reader, out resource, out var faults))
                return null;
            resource = null;
            return FhirFormats.Invalid(faults.Select(f => f.ErrorCode));
        }
        catch (XmlException)
        {
            resource = null;
            return ProblemKinds.BodyNotXml;
        }
        catch (Exception)
        {
            resource = null;
            return FhirFormats.Stumbled;
        }
    }

    public static byte[] Bytes(Resource resource)
    {
        var output = new MemoryStream();
        using (var xml = new Writer(output))
            Serializer.Serialize(resource, xml);
        return output.ToArray();
    }

    private static XmlReader Open(string text) => XmlReader.Create(new StringReader(text), new()
    {
        DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true, IgnoreProcessingInstructions = true, IgnoreWhitespace = true,
    });

    /// <summary>XML 1.0 has no way to write some characters that JSON can (§2.2); they leave as U+FFFD.</summary>
    private sealed class Writer(Stream output) : XmlTextWriter(output, Utf8)
    {
        public override void WriteString(string? text) => base.WriteString(text is null || text.All(XmlConvert.IsXmlChar) ? text : Clean(text));

        private static string Clean(string text)
        {
            var clean = new StringBuilder(text.Length);
            foreach (var rune in text.EnumerateRunes())
                clean.Append(rune.IsBmp && !XmlConvert.IsXmlChar((char)rune.Value) ? "\uFFFD" : rune.ToString());
            return clean.ToString();
        }
    }
}
