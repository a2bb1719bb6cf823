using System.Globalization;
using Hl7.Fhir.Model;
using Interop.Gateway.Problems;
using Microsoft.Extensions.Primitives;

namespace Interop.Gateway.Fhir.Export;

/// <summary>What an export is to hold (Bulk Data Access 2.0.0, kick-off request).</summary>
/// <param name="Types">Types of resources, each once.</param>
/// <param name="Since">What has changed or gone since then, no more; null is all there is.</param>
internal sealed record ExportWish(IReadOnlyList<string> Types, DateTimeOffset? Since)
{
    public const string Coverage = "Coverage", Patient = "Patient";

    private static readonly string[] All = [Coverage, Patient], Names = ["_outputFormat", "_type", "_since"];
    private static readonly string[] Formats = ["application/fhir+ndjson", "application/ndjson", "ndjson"];

    /// <summary>Reads it from the address, and of a POST from the Parameters in the body.</summary>
    public static async ValueTask<(ExportWish? Wish, Problem? Problem)> ReadAsync(HttpContext context)
    {
        var request = context.Request;
        if (FhirFormats.Asked(default, request.Headers.Accept) != FhirFormat.Json)
            return (null, ProblemKinds.FhirFormat);
        var parameters = request.Query.ToDictionary(q => q.Key, q => q.Value, StringComparer.Ordinal);
        if (HttpMethods.IsPost(request.Method) && request.ContentType is not null)
        {
            var (body, format, unreadable) = await FhirRequest.ReadBodyAsync(request, FhirFormats.BodyTypes, context.RequestAborted);
            Resource? resource = null;
            if ((unreadable ?? format.Read(body, out resource)) is { } problem)
                return (null, problem);
            if (resource is not Parameters given)
                return (null, Invalid("body"));
            foreach (var one in given.Parameter)
                parameters[one.Name ?? ""] = StringValues.Concat(parameters.GetValueOrDefault(one.Name ?? ""), (one.Value as PrimitiveType)?.ToString() ?? "");
        }
        return Read(parameters, request.Headers["Prefer"], out var wish) is { } misunderstood ? (null, misunderstood) : (wish, null);
    }

    /// <param name="prefer">RFC 7240; <c>handling=lenient</c> lets go of what is not taken.</param>
    internal static Problem? Read(IReadOnlyDictionary<string, StringValues> parameters, StringValues prefer, out ExportWish? wish)
    {
        wish = null;
        var preferences = prefer.SelectMany(p => (p ?? "").Split(',', ';')).Select(p => p.Trim()).ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (!preferences.Contains("respond-async"))
            return Invalid("Prefer");
        var isLenient = preferences.Contains("handling=lenient");
        // A plus that was not encoded arrives as a blank, and clients do not encode it.
        if (parameters.GetValueOrDefault("_outputFormat") is { Count: > 0 } formats && !(formats is [{ } format] && Formats.Contains(format.Replace(' ', '+'))))
            return Invalid("_outputFormat");
        if (!isLenient && parameters.Keys.Any(k => !Names.Contains(k)))
            return Invalid("parameter");
        DateTimeOffset? since = null;
        if (parameters.GetValueOrDefault("_since") is { Count: > 0 } times && (since = times is [{ } time] ? Instant(time) : null) is null)
            return Invalid("_since");
        var types = parameters.GetValueOrDefault("_type").SelectMany(t => (t ?? "").Split(',')).Select(t => t.Trim()).Distinct().ToArray();
        if (types.Length == 0)
            types = All;
        var known = All.Where(types.Contains).ToArray();
        if (known.Length == 0 || (known.Length < types.Length && !isLenient))
            return Invalid("_type");
        wish = new(known, since);
        return null;
    }

    /// <summary>A moment with its zone (FHIR R4 2.24.0.1, instant).</summary>
    private static DateTimeOffset? Instant(string text) => DateTimeOffset.TryParseExact(
        text.Replace(' ', '+'), "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
        && (text[^1] == 'Z' || text[^6] is '+' or '-' or ' ') && moment.Year is > 1900 and < 9999 ? moment : null;

    private static Problem Invalid(string name) => new(ProblemKinds.FhirExportInvalid, [new("", "parameter", $"{name} is not as an export takes it.")]);
}
