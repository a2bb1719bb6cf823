using System.Net.Http.Headers;
using System.Text;
using Interop.Gateway.Exchanges;
using Interop.Gateway.Native;
using Interop.Gateway.Problems;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Interop.Gateway.Fhir;

/// <summary>A request as it came, not yet understood.</summary>
/// <param name="Body">At most 64 KiB; empty of a GET.</param>
/// <param name="BodyFormat">What the body says it is, where it is a resource.</param>
/// <param name="Parameters">Of the address and of the form.</param>
/// <param name="Id">In the path of a read.</param>
/// <param name="PersonOf">Whom an id stands for, to the institution that asks.</param>
internal sealed record FhirRequest(
    byte[] Body, FhirFormat BodyFormat, IReadOnlyDictionary<string, StringValues> Parameters, string? Id, DateOnly Today, Func<string, Subject?> PersonOf)
{
    public const string FormType = "application/x-www-form-urlencoded";

    /// <summary>Parameters that may stand in an address, beside those of a <see cref="FhirWish"/>: they hold ids that the hub gave.</summary>
    private static readonly string[] Addressable = ["_id", "patient", "beneficiary", "member", "date"];

    /// <summary>The request and how its answer is to look, or the problem.</summary>
    /// <param name="types">Media types that are taken; none when there is to be no body.</param>
    public static async ValueTask<(FhirRequest? Request, FhirWish? Wish, Problem? Problem)> ReadAsync(
        HttpContext context, string[] types, bool isSearch, DateOnly today, Func<string, Subject?> personOf)
    {
        var (body, format, unreadable) = await ReadBodyAsync(context.Request, types, context.RequestAborted);
        if (unreadable is not null)
            return (null, null, unreadable);
        if (ReadParameters(context.Request.Query, isSearch ? body : [], out var parameters) is { } unaddressable)
            return (null, null, unaddressable);
        if (FhirWish.Read(parameters, context.Request.Headers.Accept, isSearch, out var wish) is { } unfulfillable)
            return (null, null, unfulfillable);
        return (new(body, format, parameters, context.GetRouteValue("id") as string, today, personOf), wish, null);
    }

    /// <summary>The address of the door, as the caller wrote it.</summary>
    public static string Base(HttpRequest request) => $"{request.Scheme}://{request.Host}{request.PathBase}/fhir";

    /// <summary>The parameters of the address and of a form, together; one that stands in both stands there twice.</summary>
    internal static Problem? ReadParameters(IQueryCollection address, byte[] form, out Dictionary<string, StringValues> parameters)
    {
        parameters = address.ToDictionary(p => p.Key, p => p.Value, StringComparer.Ordinal);
        // An identifier in the address is leaked by then; whoever sends one is told, and not answered.
        if (parameters.Keys.Any(k => !Addressable.Contains(k) && !k.StartsWith('_')))
            return ProblemKinds.FhirSearchInAddress;
        if (!System.Text.Unicode.Utf8.IsValid(form))
            return ProblemKinds.BodyNotUtf8;
        foreach (var (name, values) in QueryHelpers.ParseQuery(Encoding.UTF8.GetString(form)))
            parameters[name] = StringValues.Concat(parameters.GetValueOrDefault(name), values);
        return null;
    }

    /// <summary>The body as it is and what it is, or the problem.</summary>
    /// <param name="types">Media types that are taken; none when there is to be no body.</param>
    internal static async ValueTask<(byte[] Body, FhirFormat Format, Problem? Problem)> ReadBodyAsync(HttpRequest request, string[] types, CancellationToken cancellation)
    {
        if (types.Length == 0)
            return ([], default, null);
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !types.Contains(type.MediaType, StringComparer.OrdinalIgnoreCase)
            || !(type.CharSet is null || string.Equals(type.CharSet.Trim('"'), "utf-8", StringComparison.OrdinalIgnoreCase)))
            return ([], default, ProblemKinds.FhirMediaType);
        var (body, problem) = await NativeBody.ReadBytesAsync(request, cancellation);
        return body is null ? ([], default, problem) : (body, FhirFormats.Of(type.MediaType) ?? default, null);
    }
}
