using System.Text.Json;
using Interop.Gateway.Entitlements;
using Interop.Gateway.Exchanges;
using Interop.Gateway.Native;
using Interop.Gateway.Privacy;
using Interop.Gateway.Problems;
using Interop.Gateway.Wire;

namespace Interop.Gateway.CrossTables;

/// <summary>
/// <c>POST /v1/cross-tables</c> begins a count; <c>GET /v1/cross-tables/{id}</c> tells how far it is, and <c>GET /v1/cross-tables/{id}/tables</c> gives its
/// tables as JSON-stat, CSV or XLSX. The id is random and works for the institution alone that was given it.
/// </summary>
internal sealed class CrossTableDoor(Entrance entrance, CrossDesk desk, CrossFetching fetching, ProgrammeRules rules, ExchangeMetrics metrics, TimeProvider time)
{
    public const string Path = "/v1/cross-tables";
    private const int AskAfter = 2;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost(Path, static context => Of(context).BeginAsync(context));
        routes.MapGet(Path + "/{id:guid}", static context => Of(context).StatusAsync(context));
        routes.MapGet(Path + "/{id:guid}/tables", static context => Of(context).TablesAsync(context));
    }

    private static CrossTableDoor Of(HttpContext context) => context.RequestServices.GetRequiredService<CrossTableDoor>();

    private async Task BeginAsync(HttpContext context)
    {
        var (started, now) = (time.GetTimestamp(), time.GetUtcNow());
        var id = Guid.CreateVersion7(now);
        var entry = await entrance.EnterAsync(context, Operation.CrossTables, now);
        var problem = entry.Problem;
        CrossRun? run = null;
        if (problem is null)
        {
            (run, problem) = await ReadAsync(context, entry, id, now);
            if (run is not null)
                problem = await desk.BeginAsync(run, run.ToExchange(entry.Caller!.Institution, entry.ScopeLimit), context.RequestAborted);
        }
        await (problem is null ? WriteAsync(context, run!) : problem.WriteAsync(context, id));
        metrics.Ended("native", Operation.CrossTables, problem?.Kind.Code ?? "admitted", time.GetElapsedTime(started));
    }

    private async ValueTask<(CrossRun?, Problem?)> ReadAsync(HttpContext context, Entry entry, Guid exchange, DateTimeOffset now)
    {
        var (document, unreadable) = await NativeBody.ReadAsync(context.Request, context.RequestAborted);
        if (document is null)
            return (null, unreadable);
        using (document)
        {
            var problem = CrossQuestion.Read(document.RootElement, DateOnly.FromDateTime(now.UtcDateTime), rules, out var question);
            return problem is not null ? (null, problem) : (CrossRun.Begin(exchange, now, entry.Caller!, "native", question!), null);
        }
    }

    private async Task StatusAsync(HttpContext context)
    {
        var (run, problem) = await FindAsync(context);
        await (problem is null ? WriteAsync(context, run!) : problem.WriteAsync(context, run?.Exchange ?? Guid.CreateVersion7(time.GetUtcNow())));
    }

    private async Task TablesAsync(HttpContext context)
    {
        var (run, problem) = await FindAsync(context);
        if (run is not null && problem is null)
            problem = run.State switch
            {
                RunState.Done => await fetching.WriteAsync(context, run),
                RunState.Failed => ProblemKinds.CrossTablesFailed,
                _ => ProblemKinds.CrossTablesNotReady,
            };
        if (problem is not null)
            await problem.WriteAsync(context, run?.Exchange ?? Guid.CreateVersion7(time.GetUtcNow()));
    }

    private async ValueTask<(CrossRun?, Problem?)> FindAsync(HttpContext context)
    {
        var (institution, problem) = await entrance.IdentifyAsync(context);
        return problem is not null ? (null, problem) : fetching.Find(Guid.Parse((string)context.Request.RouteValues["id"]!), institution!);
    }

    private static async Task WriteAsync(HttpContext context, CrossRun run)
    {
        var response = context.Response;
        var status = $"{Path}/{run.Id}";
        response.StatusCode = run.IsOver ? StatusCodes.Status200OK : StatusCodes.Status202Accepted;
        response.ContentType = "application/json";
        response.Headers.CacheControl = "no-store";
        response.Headers["Interop-Exchange-Id"] = run.Exchange.ToString();
        if (!run.IsOver)
        {
            response.Headers.Location = status;
            response.Headers.RetryAfter = AskAfter.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }
        if (run.Receipt is { } receipt)
            response.Headers["Interop-Receipt"] = receipt;
        using (var json = new Utf8JsonWriter(response.BodyWriter, NativeAnswer.Writer))
        {
            json.WriteStartObject();
            json.WriteString("id"u8, run.Id);
            json.WriteString("exchangeId"u8, run.Exchange);
            json.WriteString("state"u8, WireName.Of(run.State));
            NativeAnswer.Date(json, "date"u8, run.Question.Date);
            json.WriteNumber("done"u8, run.Done);
            json.WriteNumber("total"u8, run.Total);
            json.WriteString("status"u8, status);
            if (run.State == RunState.Done)
                json.WriteString("tables"u8, status + "/tables");
            if (run.Reason is { } reason)
                json.WriteString("reason"u8, reason);
            json.WriteEndObject();
        }
        await response.BodyWriter.FlushAsync(context.RequestAborted);
    }
}
