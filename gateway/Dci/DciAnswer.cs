using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Interop.Gateway.Dci.Signing;

namespace Interop.Gateway.Dci;

/// <summary>Writes what the door answers: the signed answer to a message, its rejection, the acknowledgement of one that is answered later, and the fault of a request.</summary>
internal sealed class DciAnswer(DciKeys keys, TimeProvider time)
{
    /// <summary>What the hub calls itself.</summary>
    public const string Hub = "interop";

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A fault of a request to a synchronous endpoint: <c>HttpErrorResponse</c> and, for statuses that the specification does not list, a header of its answer at once.</summary>
    public Task FaultAsync(HttpContext context, DciFault fault, string action = "on-search")
    {
        var header = new JsonObject { ["version"] = "1.0.0", ["message_id"] = NewId(), ["message_ts"] = Stamp(time.GetUtcNow()), ["action"] = action, ["status"] = "rjct", ["status_reason_message"] = $"{fault.Code}: {fault.Text}", ["sender_id"] = Hub };
        return WriteAsync(context, fault.Status, new() { ["errors"] = Errors(fault), ["header"] = header }, fault);
    }

    /// <summary>A fault of a request to no endpoint.</summary>
    public static Task NotFoundAsync(HttpContext context) => WriteAsync(context, DciFault.NotFound.Status, new() { ["errors"] = Errors(DciFault.NotFound) }, DciFault.NotFound);

    /// <summary>The answer to a message.</summary>
    /// <param name="context">The request.</param>
    /// <param name="entry">The message.</param>
    /// <param name="reason">Why its header is rejected; null when it is not.</param>
    /// <param name="refusal">Why it is not answered where answers have no place to say so; null when it is.</param>
    /// <param name="list">Name of the list of answers, e.g. <c>search_response</c>.</param>
    /// <param name="answers">One for each question; none when the header is rejected.</param>
    public Task WriteAsync(HttpContext context, DciEntry entry, string? reason, string? refusal, string list, IReadOnlyList<JsonObject> answers)
    {
        var message = new JsonObject { ["transaction_id"] = entry.Asked.Transaction, ["correlation_id"] = NewId(), [list] = new JsonArray([.. answers]) };
        return WriteAsync(context, StatusCodes.Status200OK, Signed(entry, Header(entry, NewId(), "on-search", reason, refusal, answers.Count), message), null);
    }

    /// <summary>How far a transaction is, or that the message is rejected. A transaction nobody knows of has no place in the answer, so its header says so.</summary>
    public Task StatusAsync(HttpContext context, DciEntry entry, string? reason, JsonObject? status)
    {
        var header = Header(entry, NewId(), "txn-on-status", reason, reason is null && status is null ? "No such transaction of yours is known." : null, status is null ? 0 : 1);
        return WriteAsync(context, StatusCodes.Status200OK, Signed(entry, header, status is null ? null
            : new() { ["transaction_id"] = entry.Asked.Transaction, ["correlation_id"] = NewId(), ["txnstatus_response"] = status }), null);
    }

    /// <summary>The answer to a message that is sent to its sender later, under ids that stay the same however often it is sent.</summary>
    public byte[] Callback(DciEntry entry, string correlation, string list, IReadOnlyList<JsonObject> answers)
    {
        var message = new JsonObject { ["transaction_id"] = entry.Asked.Transaction, ["correlation_id"] = correlation, [list] = new JsonArray([.. answers]) };
        return JsonSerializer.SerializeToUtf8Bytes(Signed(entry, Header(entry, $"{correlation}-answer", "on-search", null, null, answers.Count), message), Plain);
    }

    /// <summary><c>Response</c> of the specification: ACK, NACK for a message that is rejected, ERR for a fault of the request.</summary>
    public Task AcknowledgeAsync(HttpContext context, string correlation, DciFault? fault, string? reason)
    {
        var message = new JsonObject { ["ack_status"] = fault is not null ? "ERR" : reason is not null ? "NACK" : "ACK", ["timestamp"] = Stamp(time.GetUtcNow()), ["correlation_id"] = correlation };
        var body = new JsonObject { ["message"] = message };
        if (fault is not null)
            (body["errors"], message["error"]) = (Errors(fault), Errors(fault)[0]!.DeepClone());
        else if (reason is not null)
            message["error"] = new JsonObject { ["code"] = DciErrors.RequestBad, ["message"] = reason };
        return WriteAsync(context, fault?.Status ?? StatusCodes.Status200OK, body, fault);
    }

    public static string Stamp(DateTimeOffset at) => at.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static JsonArray Errors(DciFault fault) => new(new JsonObject { ["code"] = fault.Code, ["message"] = fault.Text });

    private string NewId() => Guid.CreateVersion7(time.GetUtcNow()).ToString();

    private JsonObject Header(DciEntry entry, string id, string action, string? reason, string? refusal, int completed)
    {
        var header = new JsonObject { ["version"] = "1.0.0", ["message_id"] = id, ["message_ts"] = Stamp(time.GetUtcNow()), ["action"] = action, ["status"] = reason is null && refusal is null ? "succ" : "rjct" };
        if (reason is not null)
            header["status_reason_code"] = reason;
        if (refusal is not null)
            header["status_reason_message"] = refusal;
        header["total_count"] = entry.Asked.Total ?? 0;
        header["completed_count"] = completed;
        header["sender_id"] = Hub;
        header["receiver_id"] = entry.Asked.Sender;
        return header;
    }

    private JsonObject Signed(DciEntry entry, JsonObject header, JsonObject? message)
    {
        if (message is not null && entry.Receiver is { } receiver)
            message = EncryptedMessage.Write(JsonSerializer.SerializeToUtf8Bytes(message, Plain), receiver);
        header["is_msg_encrypted"] = message is not null && entry.Receiver is not null;
        var content = CanonicalJson.Of(JsonSerializer.SerializeToElement(header, Plain), JsonSerializer.SerializeToElement(message ?? [], Plain));
        var body = new JsonObject { ["signature"] = keys.Sign(content, DciSignatures.AnswerDialect(entry.Asked, entry.Sender), Hub), ["header"] = header };
        // An answer without a message is signed over an empty one.
        if (message is not null)
            body["message"] = message;
        return body;
    }

    private static async Task WriteAsync(HttpContext context, int status, JsonObject body, DciFault? fault)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        context.Response.Headers.CacheControl = "no-store";
        if (fault?.Status == StatusCodes.Status401Unauthorized)
            context.Response.Headers.WWWAuthenticate = "AccessKey header=\"X-Access-Key\", Bearer";
        await context.Response.Body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(body, Plain), context.RequestAborted);
    }
}
