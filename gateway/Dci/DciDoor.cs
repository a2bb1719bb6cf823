using System.Text.Json;
using System.Text.Json.Nodes;
using Interop.Gateway.Exchanges;
using Interop.Gateway.Privacy;

namespace Interop.Gateway.Dci;

/// <summary>The synchronous endpoints of the DCI door, <c>/dci/{social|crvs|ibr|dr}/registry/sync/...</c>: translates messages into exchanges and back.</summary>
internal sealed class DciDoor(DciEntrance entrance, DciSearch search, DciTypedQuestions typed, DciAnswer answer, ExchangeMetrics metrics)
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        DciPublished.Map(routes);
        Callbacks.DciAsyncDoor.Map(routes);
        foreach (var registry in DciRegistry.All)
            routes.MapPost($"/dci/{registry.Name}/registry/sync/search", context => Of(context).SearchAsync(context, registry));
        MapTyped("ibr/registry/sync/enrolled", "enrolled_criteria", "enrolled_response", Operation.EntitlementCheck, static t => t.EnrolledAsync);
        MapTyped("dr/registry/sync/disabled", "disabled_criteria", "disabled_response", Operation.Lookup, static t => t.DisabledAsync);
        MapTyped("dr/registry/sync/get-disability-details", "disabled_criteria", "search_response", Operation.Lookup, static t => t.DetailsAsync);
        MapTyped("dr/registry/sync/get-disability-support", "disabled_criteria", "search_response", Operation.EntitlementCheck, static t => t.SupportAsync);

        void MapTyped(string path, string criteria, string list, Operation operation, Func<DciTypedQuestions, Func<DciEntry, JsonElement, Task<DciTyped>>> question) =>
            routes.MapPost($"/dci/{path}", context => Of(context).TypedAsync(context, criteria, list, operation, question(Of(context).Typed)));
    }

    private DciTypedQuestions Typed => typed;

    private static DciDoor Of(HttpContext context) => context.RequestServices.GetRequiredService<DciDoor>();

    private Task SearchAsync(HttpContext context, DciRegistry registry) => AnswerAsync(context, "search_request", JsonValueKind.Array, "search_response", async (entry, searches) => (null, await search.AllAsync(entry, registry, searches)));

    private Task TypedAsync(HttpContext context, string criteria, string list, Operation operation, Func<DciEntry, JsonElement, Task<DciTyped>> question) =>
        AnswerAsync(context, criteria, JsonValueKind.Object, list, async (entry, asked) =>
        {
            var started = entrance.Clock.GetTimestamp();
            var said = await question(entry, asked);
            metrics.Ended("dci", operation, said.Outcome, entrance.Clock.GetElapsedTime(started));
            return (said.Refusal, said.Answers);
        });

    /// <param name="context">The request.</param>
    /// <param name="member">Where in the message the questions are.</param>
    /// <param name="kind">A list of questions, or one.</param>
    /// <param name="list">Where in the answer the answers are.</param>
    /// <param name="ask">Asks them.</param>
    private async Task AnswerAsync(HttpContext context, string member, JsonValueKind kind, string list, Func<DciEntry, JsonElement, Task<(string? Refusal, IReadOnlyList<JsonObject> Answers)>> ask)
    {
        var started = entrance.Clock.GetTimestamp();
        var (entered, fault) = await entrance.EnterAsync(context);
        using var entry = entered;
        var reason = entry?.Asked.Rejection("search", entry.At);
        JsonElement asked = default;
        if (entry is not null && reason is null && !entry.Asked.Asks(member, kind, out asked))
            fault = DciFault.NoMessage;
        if (fault is not null)
        {
            await answer.FaultAsync(context, fault);
            metrics.Ended("dci", "message", fault.Code, entrance.Clock.GetElapsedTime(started));
            return;
        }
        // A message that is rejected for another reason may be sent again.
        reason ??= entry!.Asked.Total != (kind == JsonValueKind.Array ? asked.GetArrayLength() : 1) ? DciHeaderReasons.TotalCount
            : DciQuery.AreTooManyWrong(asked, entry.Sender) ? DciHeaderReasons.TooManyErrors : entrance.Take(entry);
        var (refusal, answers) = reason is null ? await ask(entry!, asked) : (null, []);
        await answer.WriteAsync(context, entry!, reason, refusal, list, answers);
        if (reason is not null)
            metrics.Ended("dci", "message", reason, entrance.Clock.GetElapsedTime(started));
    }
}
