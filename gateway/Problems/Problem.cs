using System.Text.Json;
using System.Text.Json.Serialization;
using Interop.Gateway.Wire;
using Microsoft.Extensions.Primitives;

namespace Interop.Gateway.Problems;

/// <summary>One place of a request that is wrong: a JSON Pointer (RFC 6901) and what is expected there. Never the value.</summary>
internal sealed record ProblemFault(string Path, string Code, string Detail);

/// <summary>A problem document (RFC 9457) on its way out.</summary>
internal sealed record Problem(ProblemKind Kind, IReadOnlyList<ProblemFault>? Faults = null)
{
    /// <summary>That the question will be asked again, or why it will not; null where nobody wished so.</summary>
    public RecheckPromise? Recheck { get; init; }

    public static implicit operator Problem(ProblemKind kind) => new(kind);

    /// <summary>Answers the request with this problem, in the form of the door that was called.</summary>
    public async Task WriteAsync(HttpContext context, Guid exchangeId)
    {
        var response = context.Response;
        var (contentType, body) = context.GetEndpoint()?.Metadata.GetMetadata<ProblemForm>()?.Write(context.Request, this) ?? ("application/problem+json", Json(exchangeId));
        response.StatusCode = Kind.Status;
        response.ContentType = contentType;
        response.Headers.CacheControl = "no-store";
        response.Headers["Interop-Exchange-Id"] = exchangeId.ToString();
        if (Kind.Status == StatusCodes.Status401Unauthorized)
            response.Headers.WWWAuthenticate = Challenge(Kind);
        if (Kind.Status == StatusCodes.Status503ServiceUnavailable)
            response.Headers.RetryAfter = "2";
        await response.Body.WriteAsync(body);
    }

    private byte[] Json(Guid exchangeId) => JsonSerializer.SerializeToUtf8Bytes(
        new ProblemBody("urn:interop:problem:" + Kind.Code, Kind.Title, Kind.Status, Kind.Code, Kind.Detail, exchangeId, Faults, Recheck), ProblemJson.Default.ProblemBody);

    /// <summary>Both ways in (RFC 9110 §11.6.1); what is wrong with a token is said beside its own (RFC 6750 §3).</summary>
    private static StringValues Challenge(ProblemKind kind) => new(
    [
        "AccessKey header=\"X-Access-Key\"",
        kind.Code.StartsWith("token-", StringComparison.Ordinal) ? $"Bearer error=\"invalid_token\", error_description=\"{kind.Detail}\"" : "Bearer",
    ]);
}

internal sealed record ProblemBody(string Type, string Title, int Status, string Code, string Detail, Guid ExchangeId, IReadOnlyList<ProblemFault>? Errors, RecheckPromise? Recheck);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ProblemBody))]
internal sealed partial class ProblemJson : JsonSerializerContext;
