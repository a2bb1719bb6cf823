using Hl7.Fhir.Model;
using Interop.Gateway.Problems;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Interop.Gateway.Fhir;

/// <summary>How a resource is written down (FHIR R4 3.1.0.1.11).</summary>
internal enum FhirFormat
{
    Json,
    Xml,
}

/// <summary>The names of the formats, and reading and writing in either.</summary>
internal static class FhirFormats
{
    /// <summary>What a body may be sent as.</summary>
    public static readonly string[] BodyTypes = ["application/fhir+json", "application/json", "application/fhir+xml", "application/xml", "text/xml"];

    public static string ContentType(this FhirFormat format) => format == FhirFormat.Xml ? FhirXml.ContentType : FhirJson.ContentType;

    public static byte[] Bytes(this FhirFormat format, Resource resource) => format == FhirFormat.Xml ? FhirXml.Bytes(resource) : FhirJson.Bytes(resource);

    /// <summary>The resource, or the problem; a fault names the kind of fault, never what the caller wrote.</summary>
    public static Problem? Read(this FhirFormat format, ReadOnlySpan<byte> body, out Resource? resource) =>
        format == FhirFormat.Xml ? FhirXml.Read(body, out resource) : FhirJson.Read(body, out resource);

    /// <summary>The problem of a body that is well formed and no resource: the kinds of fault the parser found.</summary>
    public static Problem Invalid(IEnumerable<string> faults) =>
        new(ProblemKinds.FhirResourceInvalid, [.. faults.Distinct().Take(10).Select(code => new ProblemFault("", code, $"The parser reports {code}."))]);

    /// <summary>
    /// The problem of a body on which the parser stumbles: it throws exceptions of many kinds at some that are wrong, such as a member without a name
    /// (JSON) or an element of an abstract type (XML). That is a fault of the body, and none of the hub that anybody could mend.
    /// </summary>
    public static Problem Stumbled => Invalid(["unreadable"]);

    /// <summary>The format a media type or one of FHIR's short names stands for; null for others.</summary>
    public static FhirFormat? Of(ReadOnlySpan<char> name) =>
        // A plus that was not encoded arrives as a blank, and clients do not encode it.
        name.Trim().ToString().Replace(' ', '+').ToLowerInvariant() switch
        {
            "application/fhir+json" or "application/json" or "text/json" or "json" or "application/*" or "*/*" => FhirFormat.Json,
            "application/fhir+xml" or "application/xml" or "text/xml" or "xml" or "text/*" => FhirFormat.Xml,
            _ => null,
        };

    /// <summary>The format the answer is asked for in: <c>_format</c> goes before <c>Accept</c>; null when it can be given in none.</summary>
    public static FhirFormat? Asked(HttpRequest request) => Asked(request.Query["_format"], request.Headers.Accept);

    /// <param name="format">The parameter <c>_format</c>.</param>
    /// <param name="accept">The header <c>Accept</c> (RFC 9110 §12.5.1).</param>
    public static FhirFormat? Asked(StringValues format, StringValues accept)
    {
        if (format.Count > 0)
            return format is [{ } one] ? Of(one.AsSpan()[..(one.IndexOf(';', StringComparison.Ordinal) is >= 0 and var end ? end : one.Length)]) : null;
        if (accept.Count == 0)
            return FhirFormat.Json;
        if (!MediaTypeHeaderValue.TryParseList(accept, out var types))
            return null;
        return types.Where(t => t.Quality is not 0).OrderByDescending(t => t.Quality ?? 1).Select(t => Of(t.MediaType.AsSpan())).FirstOrDefault(f => f is not null);
    }
}
