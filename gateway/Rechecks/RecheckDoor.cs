using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Interop.Gateway.Exchanges;
using Interop.Gateway.Institutions;
using Interop.Gateway.Privacy;
using Interop.Gateway.Problems;
using Interop.Gateway.Wire;
using Microsoft.Data.Sqlite;

namespace Interop.Gateway.Rechecks;

/// <summary>
/// <c>GET /v1/rechecks/{id}</c>: 202 while the question waits, 200 with the answer of an entitlement check or the problem it ended with once it has
/// been asked again, 410 when nothing is kept any more. The id is random and works for the institution alone that was given it.
/// </summary>
internal sealed class RecheckDoor(Entrance entrance, RecheckStore store, ScopeRegister scopes, TimeProvider time, ILogger<RecheckDoor> logger)
{
    /// <summary>Seconds after which asking makes sense: a silent registry is probed about as often.</summary>
    private const int AskAfter = 15;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/rechecks/{id}", static context => context.RequestServices.GetRequiredService<RecheckDoor>().AnswerAsync(context));

    private async Task AnswerAsync(HttpContext context)
    {
        var (institution, problem) = await entrance.IdentifyAsync(context);
        var id = (string)context.Request.RouteValues["id"]!;
        FoundRecheck? found = null;
        if (problem is null)
            (found, problem) = Find(id, institution!);
        if (found is { State: RecheckState.Open })
            await WaitingAsync(context, id, found.Until);
        else if (problem is null)
            await ResultAsync(context, found!.Result!);
        else
            await problem.WriteAsync(context, found?.Result?.Exchange ?? Guid.CreateVersion7(time.GetUtcNow()));
    }

    private (FoundRecheck?, Problem?) Find(string id, Institution institution)
    {
        try
        {
            var found = store.Find(id, institution.Code);
            if (found?.Result is not null)
                store.Fetched(id);
            return (found, found switch
            {
                null => ProblemKinds.RecheckUnknown,
                { State: RecheckState.Over } => ProblemKinds.RecheckOver,
                { Result: { } result } => ProblemOf(result, institution),
                _ => null,
            });
        }
        catch (SqliteException e)
        {
            Log.RechecksUnavailable(logger, e);
            return (null, ProblemKinds.RechecksUnavailable);
        }
    }

    /// <summary>How it ended; and where the scope would not admit the question today, its result is not told either.</summary>
    private Problem? ProblemOf(KeptResult result, Institution institution)
    {
        if (result.Outcome != ExchangeOutcome.Answered)
            return ExchangeProblems.Of(result.Outcome);
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var admission = scopes.Admit(institution.Code, result.Purpose, Operation.EntitlementCheck, result.Programmes, today, out _, result.HasCase);
        return admission == AdmissionOutcome.Admitted ? null : ExchangeProblems.Of(ExchangePipeline.Refusal(admission));
    }

    private static async Task ResultAsync(HttpContext context, KeptResult result)
    {
        var response = context.Response;
        response.ContentType = "application/json";
        response.Headers.CacheControl = "no-store";
        response.Headers["Interop-Exchange-Id"] = result.Exchange.ToString();
        response.Headers["Interop-Receipt"] = result.Receipt;
        await response.Body.WriteAsync(Encoding.UTF8.GetBytes(result.Body!), context.RequestAborted);
    }

    private static async Task WaitingAsync(HttpContext context, string id, DateTimeOffset until)
    {
        var body = new ArrayBufferWriter<byte>();
        await using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            new RecheckPromise(id, until, null).Write(json);
            json.WriteEndObject();
        }
        var response = context.Response;
        response.StatusCode = StatusCodes.Status202Accepted;
        response.ContentType = "application/json";
        response.Headers.CacheControl = "no-store";
        response.Headers.RetryAfter = AskAfter.ToString(CultureInfo.InvariantCulture);
        await response.Body.WriteAsync(body.WrittenMemory, context.RequestAborted);
    }
}
