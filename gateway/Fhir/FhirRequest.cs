using System.Buffers;
using System.Net.Http.Headers;
using System.Text;
using Interop.Gateway.Problems;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Interop.Gateway.Fhir;

/// <summary>What is common to requests of this door: the format of the answer (FHIR R4 3.1.0.1.11) and a body of at most 64 KiB.</summary>
internal static class FhirRequest
{
    public const string ResourceType = "application/fhir+json", FormType = "application/x-www-form-urlencoded";

    private const int Limit = 64 * 1024;
    // A caller who sends more is read on and thrown away up to here, so that the answer reaches a client that is still sending.
    private const int Drain = 32 * 1024 * 1024;

    private static readonly string[] Given = [ResourceType, "application/json", "json", "application/*", "*/*"];

    /// <summary>Why the answer cannot be given as asked for; <c>_format</c> goes before <c>Accept</c>.</summary>
    public static Problem? Format(HttpRequest request)
    {
        var asked = request.Query["_format"] is { Count: > 0 } format ? format : request.Headers.Accept;
        return asked.Count == 0 || asked.Any(IsGiven) ? null : new Problem(ProblemKinds.FhirFormat);
    }

    /// <summary>The body as it is, or the problem.</summary>
    /// <param name="types">Media types that are taken.</param>
    public static async ValueTask<(byte[]? Body, Problem? Problem)> ReadAsync(HttpRequest request, string[] types, CancellationToken cancellation)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !types.Contains(type.MediaType, StringComparer.OrdinalIgnoreCase)
            || !(type.CharSet is null || string.Equals(type.CharSet.Trim('"'), "utf-8", StringComparison.OrdinalIgnoreCase)))
            return (null, ProblemKinds.FhirMediaType);
        try
        {
            var read = await request.BodyReader.ReadAtLeastAsync(Limit + 1, cancellation);
            if (read.Buffer.Length <= Limit)
            {
                var body = read.Buffer.ToArray();
                request.BodyReader.AdvanceTo(read.Buffer.End);
                return (body, null);
            }
            for (var drained = read.Buffer.Length; ; drained += read.Buffer.Length)
            {
                request.BodyReader.AdvanceTo(read.Buffer.End);
                if (read.IsCompleted || drained > Drain)
                    return (null, ProblemKinds.BodyTooLarge);
                read = await request.BodyReader.ReadAsync(cancellation);
            }
        }
        catch (BadHttpRequestException e)
        {
            return (null, e.StatusCode == StatusCodes.Status413PayloadTooLarge ? ProblemKinds.BodyTooLarge : ProblemKinds.RequestInvalid);
        }
    }

    /// <summary>The parameters of a search that was sent as a form; null when the body is no text.</summary>
    public static Dictionary<string, StringValues>? Form(byte[] body) =>
        System.Text.Unicode.Utf8.IsValid(body) ? QueryHelpers.ParseQuery(Encoding.UTF8.GetString(body)) : null;

    /// <summary>The address of the door, as the caller wrote it.</summary>
    public static string Base(HttpRequest request) => $"{request.Scheme}://{request.Host}{request.PathBase}/fhir";

    private static bool IsGiven(string? list) => (list ?? "").Split(',', StringSplitOptions.TrimEntries).Any(
        // A plus that was not encoded arrives as a blank, and clients do not encode it.
        t => Given.Contains(t.Split(';')[0].Trim().Replace(' ', '+'), StringComparer.OrdinalIgnoreCase));
}
