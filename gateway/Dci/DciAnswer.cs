using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Interop.Gateway.Dci;

/// <summary>Writes what the door answers: the enveloped answer of a search, the rejection of a message, and the fault of a request.</summary>
internal static class DciAnswer
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A fault of the request as a whole, as <c>HttpErrorResponse</c> and as <c>Response</c> (ERR) of the specification at once.</summary>
    public static Task FaultAsync(HttpContext context, int status, string code, string text, DateTimeOffset now) => WriteAsync(context, status, new()
    {
        ["errors"] = new JsonArray(new JsonObject { ["code"] = code, ["message"] = text }),
        ["message"] = new JsonObject
        {
            ["ack_status"] = "ERR", ["timestamp"] = Stamp(now), ["error"] = new JsonObject { ["code"] = code, ["message"] = text }, ["correlation_id"] = Guid.CreateVersion7(now).ToString(),
        },
    });

    /// <summary>A message of which nothing was asked.</summary>
    public static Task RejectedAsync(HttpContext context, DciEnvelope asked, string reason, DateTimeOffset now) =>
        WriteAsync(context, StatusCodes.Status200OK, new() { ["header"] = Header(asked, reason, 0, now) });

    public static Task FoundAsync(HttpContext context, DciEnvelope asked, IReadOnlyList<DciFound> found, DateTimeOffset now) => WriteAsync(context, StatusCodes.Status200OK, new()
    {
        ["header"] = Header(asked, null, found.Count, now),
        ["message"] = new JsonObject
        {
            ["transaction_id"] = asked.Transaction, ["correlation_id"] = Guid.CreateVersion7(now).ToString(), ["search_response"] = new JsonArray([.. found.Select(f => (JsonNode)One(f, now))]),
        },
    });

    private static JsonObject One(DciFound found, DateTimeOffset now)
    {
        var refused = found.Reason is not null || found.Problem is not null;
        var one = new JsonObject { ["reference_id"] = found.Query.Reference, ["timestamp"] = Stamp(now), ["status"] = refused ? "rjct" : "succ" };
        if (found.Reason is not null)
            one["status_reason_code"] = found.Reason;
        if (found.Problem is { Kind: var kind })
            one["status_reason_message"] = $"{kind.Code}: {kind.Detail}";
        if (refused)
            return one;
        var total = found.Exchange is null ? 0 : 1;
        var records = found.Exchange is not null && found.Query.Page == 1 ? new JsonArray(DciRecord.Of(found.Exchange.Lookup)) : [];
        one["data"] = new JsonObject { ["version"] = "1.0.0", ["reg_type"] = "ns:org:RegistryType:Social", ["reg_record_type"] = "SRPerson", ["reg_records"] = records };
        one["pagination"] = new JsonObject { ["page_size"] = found.Query.PageSize, ["page_number"] = found.Query.Page, ["total_count"] = total };
        return one;
    }

    private static JsonObject Header(DciEnvelope asked, string? reason, int completed, DateTimeOffset now)
    {
        var header = new JsonObject
        {
            ["version"] = "1.0.0", ["message_id"] = Guid.CreateVersion7(now).ToString(), ["message_ts"] = Stamp(now), ["action"] = "on-search", ["status"] = reason is null ? "succ" : "rjct",
            ["total_count"] = asked.Searches.Count, ["completed_count"] = completed, ["sender_id"] = "interop", ["receiver_id"] = asked.Sender, ["is_msg_encrypted"] = false,
        };
        if (reason is not null)
            header["status_reason_code"] = reason;
        return header;
    }

    private static string Stamp(DateTimeOffset at) => at.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture);

    private static async Task WriteAsync(HttpContext context, int status, JsonObject body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        context.Response.Headers.CacheControl = "no-store";
        await context.Response.Body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(body, Plain), context.RequestAborted);
    }
}
