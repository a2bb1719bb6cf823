using System.Text.Json;
using System.Text.Json.Nodes;
using Interop.Gateway.Exchanges;

namespace Interop.Gateway.Dci;

/// <summary>The synchronous endpoints of the DCI door, <c>/dci/{social|crvs|ibr|dr}/registry/sync/...</c>: translates messages into exchanges and back.</summary>
internal sealed class DciDoor(DciEntrance entrance, DciSearch search, DciAnswer answer, ExchangeMetrics metrics, TimeProvider time)
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        DciPublished.Map(routes);
        foreach (var registry in DciRegistry.All)
            routes.MapPost($"/dci/{registry.Name}/registry/sync/search", context => context.RequestServices.GetRequiredService<DciDoor>().SearchAsync(context, registry));
    }

    private async Task SearchAsync(HttpContext context, DciRegistry registry)
    {
        var started = time.GetTimestamp();
        var (entered, fault) = await entrance.EnterAsync(context);
        using var entry = entered;
        if (entry is not null)
        {
            // :: Whether it may be asked; a message that is rejected for another reason may be sent again
            var (reason, searches) = (entry.Asked.Rejection("search", entry.At), Searches(entry.Asked));
            fault = reason is null && searches is null ? DciFault.NoMessage : null;
            if (fault is null)
            {
                reason ??= entry.Asked.Total != searches!.Value.GetArrayLength() ? DciHeaderReasons.TotalCount : entrance.Take(entry);
                await answer.WriteAsync(context, entry, reason, "search_response", reason is null ? await AnswersAsync(context, entry, registry, searches!.Value) : []);
                if (reason is not null)
                    metrics.Ended("dci", "message", reason, time.GetElapsedTime(started));
                return;
            }
        }
        await answer.FaultAsync(context, fault!);
        metrics.Ended("dci", "message", fault!.Code, time.GetElapsedTime(started));
    }

    private async Task<List<JsonObject>> AnswersAsync(HttpContext context, DciEntry entry, DciRegistry registry, JsonElement searches)
    {
        // Each search is an exchange of its own.
        var references = new HashSet<string>(StringComparer.Ordinal);
        var answers = new List<JsonObject>();
        foreach (var one in searches.EnumerateArray())
        {
            var started = time.GetTimestamp();
            var found = await search.FindAsync(context, entry, registry, DciQuery.Read(one, entry.Sender, references));
            answers.Add(DciSearchAnswer.Of(found, registry, time.GetUtcNow()));
            metrics.Ended("dci", Privacy.Operation.Lookup, found.Outcome, time.GetElapsedTime(started));
        }
        return answers;
    }

    private static JsonElement? Searches(DciEnvelope asked) =>
        asked.Message.TryGetProperty("transaction_id", out var id) && id.ValueKind == JsonValueKind.String && id.GetString()!.Length <= DciEnvelope.LongestId
        && asked.Message.TryGetProperty("search_request", out var list) && list.ValueKind == JsonValueKind.Array ? list : null;
}
