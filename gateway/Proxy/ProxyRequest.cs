using System.Buffers;
using System.Text;
using System.Text.Unicode;
using Interop.Gateway.Problems;
using Interop.Gateway.Proxy.Contracts;
using Microsoft.AspNetCore.Http.Features;

namespace Interop.Gateway.Proxy;

/// <summary>Holds a request against its contract, before anything is recorded or forwarded.</summary>
internal static class ProxyRequest
{
    /// <summary>JSON that is checked is held in memory; larger content is not for operations with a schema.</summary>
    private const int LargestChecked = 1024 * 1024;

    public static async ValueTask<Problem?> CheckAsync(HttpContext context, ServiceOperation operation, CancellationToken cancellation)
    {
        var request = context.Request;
        // An upgraded connection would pass by filter and record alike.
        if (request.Headers.ContainsKey("Upgrade") || context.Features.Get<IHttpExtendedConnectFeature>()?.IsExtendedConnect == true)
            return ProblemKinds.RequestInvalid;
        foreach (var (_, values) in request.Headers)
            foreach (var value in values)
                if (value is not null && !Ascii.IsValid(value))
                    return ProblemKinds.HeaderInvalid;

        var limit = operation.RequestSchema is null ? operation.RequestLimit : Math.Min(operation.RequestLimit, LargestChecked);
        if (request.ContentLength > limit)
            return ProblemKinds.BodyTooLarge;
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = limit;
        if (context.Features.Get<IHttpRequestBodyDetectionFeature>() is not { CanHaveBody: true } || request.ContentLength == 0)
            return operation is { RequestSchema: not null, Method: "POST" or "PUT" or "PATCH" } ? (Problem)ProblemKinds.RequestOutsideContract : null;
        if (request.Headers.ContentEncoding.Count > 0 && operation.RequestSchema is not null)
            return ProblemKinds.MediaTypeUndeclared;
        if (!MediaTypes.IsAmong(request.ContentType, operation.RequestTypes) || request.Headers.ContentType.Count != 1)
            return ProblemKinds.MediaTypeUndeclared;
        return operation.RequestSchema is { } schema && MediaTypes.Of(request.ContentType).EndsWith("json", StringComparison.OrdinalIgnoreCase)
            ? await CheckJsonAsync(request, schema, (int)limit, cancellation)
            : null;
    }

    /// <summary>Reads the content, checks it, and puts it back for the forwarder.</summary>
    private static async ValueTask<Problem?> CheckJsonAsync(HttpRequest request, Interop.Schemas.ContractSchema schema, int limit, CancellationToken cancellation)
    {
        if (!MediaTypes.IsJson(request.ContentType))
            return ProblemKinds.MediaTypeUndeclared;
        var content = new ArrayBufferWriter<byte>(request.ContentLength is > 0 and <= 64 * 1024 ? (int)request.ContentLength + 1 : 4096);
        try
        {
            int read;
            do
            {
                read = await request.Body.ReadAsync(content.GetMemory(1), cancellation);
                content.Advance(read);
                if (content.WrittenCount > limit)
                    return ProblemKinds.BodyTooLarge;
            }
            while (read > 0);
        }
        catch (BadHttpRequestException e)
        {
            return e.StatusCode == StatusCodes.Status413PayloadTooLarge ? ProblemKinds.BodyTooLarge : ProblemKinds.RequestInvalid;
        }
        if (!Utf8.IsValid(content.WrittenSpan))
            return ProblemKinds.BodyNotUtf8;
        var faults = schema.Validate(Encoding.UTF8.GetString(content.WrittenSpan));
        if (faults.Any(f => f.Kind == "not-json"))
            return ProblemKinds.BodyNotJson;
        if (faults.Count > 0)
            return new Problem(ProblemKinds.RequestOutsideContract, [.. faults.Take(20).Select(f => new ProblemFault(PointerOf(f.Path), f.Kind, "The contract wants something else here."))]);
        request.Body = new MemoryStream(content.WrittenMemory.ToArray(), writable: false);
        return null;
    }

    /// <summary><c>rows[0].name</c> as <c>/rows/0/name</c>.</summary>
    private static string PointerOf(string path)
    {
        var pointer = path.Replace("[", "/", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal).Replace('.', '/');
        return pointer.Length == 0 || pointer[0] == '/' ? pointer : "/" + (pointer.Length > 290 ? pointer[..290] : pointer);
    }
}
