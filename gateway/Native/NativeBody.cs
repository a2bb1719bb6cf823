using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;
using Interop.Gateway.Problems;

namespace Interop.Gateway.Native;

/// <summary>Reads a request body of at most 64 KiB, as one strict JSON object or as it is.</summary>
internal static class NativeBody
{
    private const int Limit = 64 * 1024;
    // A caller who sends more is read on and thrown away up to here, so that the answer reaches a client that is still sending.
    private const int Drain = 32 * 1024 * 1024;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    /// <summary>The document, or the problem. The caller disposes the document.</summary>
    public static async ValueTask<(JsonDocument? Document, Problem? Problem)> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (!IsJson(request.ContentType))
            return (null, ProblemKinds.MediaType);
        var (body, problem) = await ReadBytesAsync(request, cancellation);
        return body is null ? (null, problem) : Parse(body);
    }

    /// <summary>The bytes of a body of whatever type, or the problem.</summary>
    public static async ValueTask<(byte[]? Body, Problem? Problem)> ReadBytesAsync(HttpRequest request, CancellationToken cancellation)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(request.ContentLength is > 0 and <= Limit ? (int)request.ContentLength + 1 : 4096);
        try
        {
            var length = 0;
            while (true)
            {
                var read = await request.Body.ReadAsync(buffer.AsMemory(length), cancellation);
                if (read == 0)
                    break;
                length += read;
                if (length > Limit)
                {
                    await DrainAsync(request.Body, buffer, cancellation);
                    return (null, ProblemKinds.BodyTooLarge);
                }
                if (length == buffer.Length)
                    buffer = Grow(buffer);
            }
            return (buffer.AsSpan(0, length).ToArray(), null);
        }
        catch (BadHttpRequestException e)
        {
            return (null, e.StatusCode switch
            {
                StatusCodes.Status413PayloadTooLarge => ProblemKinds.BodyTooLarge,
                StatusCodes.Status408RequestTimeout => ProblemKinds.BodyTimeout,
                _ => ProblemKinds.RequestInvalid,
            });
        }
        finally
        {
            // The buffer held an identifier.
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    private static (JsonDocument?, Problem?) Parse(byte[] body)
    {
        if (!Utf8.IsValid(body))
            return (null, ProblemKinds.BodyNotUtf8);
        try
        {
            var document = JsonDocument.Parse(body, Strict);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
                return (document, null);
            document.Dispose();
            return (null, ProblemKinds.BodyNotJson);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a member's name holds an escaped half of a surrogate pair (RFC 8259 §8.2).
            return (null, ProblemKinds.BodyNotJson);
        }
    }

    private static bool IsJson(string? contentType) =>
        contentType is "application/json"
        || (System.Net.Http.Headers.MediaTypeHeaderValue.TryParse(contentType, out var type)
            && string.Equals(type.MediaType, "application/json", StringComparison.OrdinalIgnoreCase)
            && (type.CharSet is null || string.Equals(type.CharSet.Trim('"'), "utf-8", StringComparison.OrdinalIgnoreCase)));

    private static byte[] Grow(byte[] buffer)
    {
        var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 4);
        buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        return larger;
    }

    private static async ValueTask DrainAsync(Stream body, byte[] buffer, CancellationToken cancellation)
    {
        for (long drained = 0; drained < Drain;)
        {
            var read = await body.ReadAsync(buffer, cancellation);
            if (read == 0)
                return;
            drained += read;
        }
    }
}
