using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Interop.Gateway.Dci.Signing;

namespace Interop.Gateway.Dci;

/// <summary>Writes what the door answers: the signed answer to a message, its rejection, and the fault of a request.</summary>
internal sealed class DciAnswer(DciKeys keys, TimeProvider time)
{
    /// <summary>What the hub calls itself.</summary>
    public const string Hub = "interop";

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A fault of a request to a synchronous endpoint: <c>HttpErrorResponse</c> and, for statuses that the specification does not list, a header of <c>on-search</c> at once.</summary>
    public Task FaultAsync(HttpContext context, DciFault fault)
    {
        if (fault.Status == StatusCodes.Status401Unauthorized)
            context.Response.Headers.WWWAuthenticate = "AccessKey header=\"X-Access-Key\", Bearer";
        var now = time.GetUtcNow();
        return WriteAsync(context, fault.Status, new()
        {
            ["errors"] = new JsonArray(new JsonObject { ["code"] = fault.Code, ["message"] = fault.Text }),
            ["header"] = new JsonObject
            {
                ["version"] = "1.0.0", ["message_id"] = Id(now), ["message_ts"] = Stamp(now), ["action"] = "on-search", ["status"] = "rjct",
                ["status_reason_message"] = $"{fault.Code}: {fault.Text}", ["sender_id"] = Hub,
            },
        });
    }

    /// <summary>The answer to a message.</summary>
    /// <param name="context">The request.</param>
    /// <param name="entry">The message.</param>
    /// <param name="reason">Why its header is rejected; null when it is not.</param>
    /// <param name="refusal">Why it is not answered where answers have no place to say so; null when it is.</param>
    /// <param name="list">Name of the list of answers, e.g. <c>search_response</c>.</param>
    /// <param name="answers">One for each question; none when the header is rejected.</param>
    public Task WriteAsync(HttpContext context, DciEntry entry, string? reason, string? refusal, string list, IReadOnlyList<JsonObject> answers)
    {
        var now = time.GetUtcNow();
        var header = new JsonObject
        {
            ["version"] = "1.0.0", ["message_id"] = Id(now), ["message_ts"] = Stamp(now), ["action"] = "on-search", ["status"] = reason is null && refusal is null ? "succ" : "rjct",
        };
        if (reason is not null)
            header["status_reason_code"] = reason;
        if (refusal is not null)
            header["status_reason_message"] = refusal;
        header["total_count"] = entry.Asked.Total ?? 0;
        header["completed_count"] = answers.Count;
        header["sender_id"] = Hub;
        header["receiver_id"] = entry.Asked.Sender;
        header["is_msg_encrypted"] = false;
        var message = new JsonObject { ["transaction_id"] = entry.Asked.Transaction, ["correlation_id"] = Id(now), [list] = new JsonArray([.. answers]) };
        return WriteAsync(context, StatusCodes.Status200OK, Signed(entry, header, message));
    }

    public static string Stamp(DateTimeOffset at) => at.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static string Id(DateTimeOffset now) => Guid.CreateVersion7(now).ToString();

    private JsonObject Signed(DciEntry entry, JsonObject header, JsonObject message)
    {
        var content = CanonicalJson.Of(JsonSerializer.SerializeToElement(header, Plain), JsonSerializer.SerializeToElement(message, Plain));
        return new() { ["signature"] = keys.Sign(content, DciSignatures.AnswerDialect(entry.Asked, entry.Sender), Hub), ["header"] = header, ["message"] = message };
    }

    private static async Task WriteAsync(HttpContext context, int status, JsonObject body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        context.Response.Headers.CacheControl = "no-store";
        await context.Response.Body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(body, Plain), context.RequestAborted);
    }
}
