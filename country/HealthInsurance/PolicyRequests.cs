using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;

namespace Interop.Country.HealthInsurance;

/// <summary>Body of <c>POST /api/v2/policies/query</c>.</summary>
internal sealed record PolicyQuery(string? IdType, IReadOnlyList<string?>? Ids);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PolicyQuery))]
internal sealed partial class PolicyQueryJson : JsonSerializerContext;

/// <summary>The insurer's three requests. Readers are kept and handed round: opening a database costs more than a query.</summary>
internal sealed class PolicyRequests(string store) : IDisposable
{
    public const int MostIds = 1000;

    private readonly ConcurrentBag<PolicyReader> readers = [];

    public Task AnswerAsync(HttpContext context) => (context.Request.Path.Value, context.Request.Method) switch
    {
        ("/api/v2/policies/query", "POST") => QueryAsync(context),
        ("/api/v2/policies", "GET") => PageAsync(context),
        ("/api/v2/ping", "GET") => PingAsync(context),
        _ => RefuseAsync(context, HttpStatusCode.NotFound, "path", "There is nothing here."),
    };

    public static async Task RefuseAsync(HttpContext context, HttpStatusCode status, string code, string message)
    {
        context.Response.StatusCode = (int)status;
        await using var json = Begin(context);
        json.WriteStartObject();
        json.WriteStartObject("error");
        json.WriteString("code", code);
        json.WriteString("message", message);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    public void Dispose()
    {
        while (readers.TryTake(out var reader))
            reader.Dispose();
    }

    private async Task QueryAsync(HttpContext context)
    {
        PolicyQuery? query;
        try
        {
            query = await JsonSerializer.DeserializeAsync(context.Request.BodyReader, PolicyQueryJson.Default.PolicyQuery, context.RequestAborted);
        }
        catch (JsonException)
        {
            await RefuseAsync(context, HttpStatusCode.BadRequest, "json", "The body is not the JSON this request takes.");
            return;
        }
        catch (BadHttpRequestException e)
        {
            await RefuseAsync(context, (HttpStatusCode)e.StatusCode, "body", "The body could not be taken in.");
            return;
        }

        if (query is not { Ids: { Count: >= 1 and <= MostIds } ids } || !PolicyReader.Knows(query.IdType) || ids.Contains(null))
            await RefuseAsync(context, HttpStatusCode.BadRequest, "query", $"Wanted: idType INS, NID, BRN or EQC, and 1 to {MostIds} ids.");
        else
            await WriteRowsAsync(context, (reader, json) => reader.WriteMatching(query.IdType!, ids!, json));
    }

    private Task PageAsync(HttpContext context)
    {
        var after = context.Request.Query["after"].ToString();
        return WriteRowsAsync(context, (reader, json) => reader.WritePage(after, json));
    }

    private static async Task PingAsync(HttpContext context)
    {
        await using var json = Begin(context);
        json.WriteStartObject();
        json.WriteString("status", "ok");
        json.WriteEndObject();
    }

    private async Task WriteRowsAsync(HttpContext context, Func<PolicyReader, Utf8JsonWriter, string?> write)
    {
        if (!readers.TryTake(out var reader))
            reader = new(store);
        await using var json = Begin(context);
        json.WriteStartObject();
        json.WriteStartArray("result");
        var next = write(reader, json);
        readers.Add(reader);
        json.WriteEndArray();
        if (next is not null)
            json.WriteString("next", next);
        json.WriteEndObject();
    }

    private static Utf8JsonWriter Begin(HttpContext context)
    {
        context.Response.ContentType = "application/json";
        return new(context.Response.BodyWriter);
    }
}
