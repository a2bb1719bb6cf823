using System.Text.Json;
using System.Text.Json.Nodes;
using Interop.Gateway.Exchanges;

namespace Interop.Gateway.Dci.Callbacks;

/// <summary>
/// The endpoints of the DCI door whose answers come later, <c>/dci/{registry}/registry/search</c>, and <c>.../sync/txn/status</c>, which tells how far they are.
/// A message is acknowledged (ACK) when it is durable; one that is rejected is not (NACK), and a fault of the request is an ERR.
/// </summary>
internal sealed class DciAsyncDoor(DciEntrance entrance, DciQueue queue, DciAnswer answer, ExchangeMetrics metrics)
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var registry in DciRegistry.All)
        {
            routes.MapPost($"/dci/{registry.Name}/registry/search", context => Of(context).AcceptAsync(context, registry));
            // The disability registry has no status of transactions.
            if (registry != DciRegistry.Disability)
                routes.MapPost($"/dci/{registry.Name}/registry/sync/txn/status", context => Of(context).StatusAsync(context));
        }
    }

    private static DciAsyncDoor Of(HttpContext context) => context.RequestServices.GetRequiredService<DciAsyncDoor>();

    private async Task AcceptAsync(HttpContext context, DciRegistry registry)
    {
        var started = entrance.Clock.GetTimestamp();
        var (entered, fault) = await entrance.EnterAsync(context);
        using var entry = entered;
        var reason = entry?.Asked.Rejection("search", entry.At);
        JsonElement searches = default;
        if (entry is not null && reason is null)
            fault = entry.Asked.Asks("search_request", JsonValueKind.Array, out searches) ? FaultOf(entry) : DciFault.NoMessage;
        var id = Guid.CreateVersion7(entrance.Clock.GetUtcNow()).ToString();
        if (fault is null)
        {
            reason ??= entry!.Asked.Total != searches.GetArrayLength() ? DciHeaderReasons.TotalCount
                : DciQuery.AreTooManyWrong(searches, entry.Sender) ? DciHeaderReasons.TooManyErrors
                : entrance.Take(entry) ?? queue.Accept(id, entry, registry, [.. searches.EnumerateArray().Select(Pending)], entry.At);
            if (reason == DciErrors.TooManyRequests)
                fault = DciFault.QueueFull;
        }
        await answer.AcknowledgeAsync(context, id, fault, reason);
        metrics.Ended("dci", "message", fault?.Code ?? reason ?? "acknowledged", entrance.Clock.GetElapsedTime(started));
    }

    /// <summary>An answer goes where the operator has entered, never where a message says; one that asks for another place is told so.</summary>
    private DciFault? FaultOf(DciEntry entry) =>
        entry.Sender.Dci?.Callback is not { } agreed ? DciFault.NoCallback
        : entry.Asked.SenderUri is { } wanted && wanted != agreed.OriginalString ? DciFault.SenderUri
        : queue.IsFull(entry.Sender.Code) ? DciFault.QueueFull : null;

    private async Task StatusAsync(HttpContext context)
    {
        var (entered, fault) = await entrance.EnterAsync(context);
        using var entry = entered;
        var reason = entry?.Asked.Rejection("txn-status", entry.At);
        JsonElement asked = default;
        if (entry is not null && reason is null && !(entry.Asked.Asks("txnstatus_request", JsonValueKind.Object, out asked) && IsStatusRequest(asked)))
            fault = DciFault.NoMessage;
        if (fault is not null)
        {
            await answer.FaultAsync(context, fault, "txn-on-status");
            return;
        }
        reason ??= entry!.Asked.Total != 1 ? DciHeaderReasons.TotalCount : entrance.Take(entry);
        await answer.StatusAsync(context, entry!, reason, reason is null ? Status(entry!, asked) : null);
    }

    private JsonObject? Status(DciEntry entry, JsonElement asked)
    {
        var value = asked.GetProperty("attribute_value");
        var type = DciEnvelope.Text(asked, "attribute_type");
        var wanted = value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
        var (id, searches) = type switch
        {
            "transaction_id" => queue.Find(entry.Sender.Code, wanted, null),
            "correlation_id" => queue.Find(entry.Sender.Code, null, wanted),
            // References are names within a transaction.
            _ => queue.Find(entry.Sender.Code, entry.Asked.Transaction, null),
        };
        if (type == "reference_id_list")
        {
            var references = value.EnumerateArray().Where(r => r.ValueKind == JsonValueKind.String).Select(r => r.GetString()).ToHashSet();
            searches = [.. searches.Where(s => references.Contains(s.Reference))];
        }
        return id is null || DciEnvelope.Text(asked, "txn_type") != "search" ? null : new()
        {
            ["txn_type"] = "search",
            ["txn_status"] = new JsonObject
            {
                ["transaction_id"] = type == "transaction_id" ? wanted : entry.Asked.Transaction, ["correlation_id"] = id,
                ["search_response"] = new JsonArray([.. searches.Select(s => (JsonNode)One(s))]),
            },
        };
    }

    private JsonObject One(DciProgress progress)
    {
        var one = new JsonObject { ["reference_id"] = progress.Reference, ["timestamp"] = DciAnswer.Stamp(entrance.Clock.GetUtcNow()), ["status"] = progress.Status };
        if (progress.Reason is not null)
            one["status_reason_code"] = progress.Reason;
        return one;
    }

    private static bool IsStatusRequest(JsonElement asked) =>
        DciEnvelope.Text(asked, "reference_id") is not null && DciEnvelope.Text(asked, "txn_type") is "search" or "subscribe" or "receipt" or "unsubscribe"
        && asked.TryGetProperty("attribute_value", out var value)
        && (DciEnvelope.Text(asked, "attribute_type") switch { "transaction_id" or "correlation_id" => JsonValueKind.String, "reference_id_list" => JsonValueKind.Array, _ => JsonValueKind.Undefined }) == value.ValueKind;

    private static DciProgress Pending(JsonElement search) =>
        new(search.ValueKind == JsonValueKind.Object && DciEnvelope.Text(search, "reference_id") is { Length: <= DciEnvelope.LongestId } reference ? reference : "", "pdng", null);
}
