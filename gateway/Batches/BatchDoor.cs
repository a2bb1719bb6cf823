using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using Interop.Gateway.Batches.Work;
using Interop.Gateway.Exchanges;
using Interop.Gateway.Privacy;
using Interop.Gateway.Problems;
using Microsoft.Data.Sqlite;

namespace Interop.Gateway.Batches;

/// <summary>
/// <c>GET /v1/batches</c> and <c>/v1/batches/{id}</c> tell where an institution's own batches stand; <c>/results</c>, <c>/rejects</c> and <c>/summary</c> of one that
/// is done, or was stopped, hand out what came of it, while the institution's scope would still admit the question.
/// </summary>
internal sealed class BatchDoor(Entrance entrance, BatchRoom room, ScopeRegister scopes)
{
    private const int MostListed = 100;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/batches", Guarded(static (door, context, code) => door.ListAsync(context, code)));
        routes.MapGet("/v1/batches/{id}", Guarded(static (door, context, code) => door.StatusAsync(context, code)));
        routes.MapGet("/v1/batches/{id}/results", Guarded(static (door, context, code) => door.FileAsync(context, code, "results", OutcomeFile.Results)));
        routes.MapGet("/v1/batches/{id}/rejects", Guarded(static (door, context, code) => door.FileAsync(context, code, "rejects", OutcomeFile.Rejects)));
        routes.MapGet("/v1/batches/{id}/summary", Guarded(static (door, context, code) => door.SummaryAsync(context, code)));
    }

    private static RequestDelegate Guarded(Func<BatchDoor, HttpContext, string, Task<Problem?>> work) =>
        context => context.RequestServices.GetRequiredService<BatchDoor>().GuardedAsync(context, work);

    private async Task GuardedAsync(HttpContext context, Func<BatchDoor, HttpContext, string, Task<Problem?>> work)
    {
        var (institution, problem) = await entrance.IdentifyAsync(context);
        try
        {
            if (institution is not null)
                problem = await work(this, context, institution.Code);
        }
        catch (Exception e) when (!context.Response.HasStarted && e is SqliteException or CryptographicException or FileNotFoundException or DirectoryNotFoundException)
        {
            problem = room.Unavailable(e);
        }
        if (problem is not null)
            await problem.WriteAsync(context, Guid.CreateVersion7(room.Time.GetUtcNow()));
    }

    private async Task<Problem?> ListAsync(HttpContext context, string institution)
    {
        await WriteAsync(context, json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("batches"u8);
            foreach (var batch in room.Store.List(institution, MostListed))
                Write(json, batch);
            json.WriteEndArray();
            json.WriteEndObject();
        });
        return null;
    }

    private async Task<Problem?> StatusAsync(HttpContext context, string institution)
    {
        if (Find(context, institution) is not { } batch)
            return ProblemKinds.BatchUnknown;
        await WriteAsync(context, json => Write(json, batch));
        return null;
    }

    private async Task<Problem?> FileAsync(HttpContext context, string institution, string name, Func<BatchFiles, BatchRecord, IEnumerable<ReadOnlyMemory<byte>>> partsOf)
    {
        var (batch, problem) = Ended(context, institution);
        if (batch is null)
            return problem;
        var (type, extension) = batch.Order.Format == BatchFormat.Csv ? ("text/csv; charset=utf-8", "csv") : ("application/x-ndjson", "ndjson");
        Headers(context, type, $"{batch.Id}-{name}.{extension}");
        foreach (var part in partsOf(room.Files, batch))
            if (!part.IsEmpty)
                await context.Response.Body.WriteAsync(part, context.RequestAborted);
        return null;
    }

    private async Task<Problem?> SummaryAsync(HttpContext context, string institution)
    {
        var (batch, problem) = Ended(context, institution);
        if (batch is null)
            return problem;
        Headers(context, "application/jose", $"{batch.Id}-summary.jws");
        await context.Response.WriteAsync(batch.Summary!, context.RequestAborted);
        return null;
    }

    /// <summary>One that has come to its end, and that the scope of today still admits: a right that was withdrawn ends what can be fetched, too.</summary>
    private (BatchRecord?, Problem?) Ended(HttpContext context, string institution)
    {
        if (Find(context, institution) is not { } batch)
            return (null, ProblemKinds.BatchUnknown);
        batch = Answering(batch);
        if (!batch.HasResults)
            return (null, ProblemKinds.BatchNotDone);
        var order = batch.Order;
        var admission = scopes.Admit(institution, order.Purpose, order.Kind, order.Programmes, DateOnly.FromDateTime(room.Time.GetUtcNow().UtcDateTime), out _, order.HasCase);
        return admission == AdmissionOutcome.Admitted ? (batch, null) : (null, ExchangeProblems.Of(ExchangePipeline.Refusal(admission)));
    }

    private BatchRecord? Find(HttpContext context, string institution) => room.Store.Find((string)context.Request.RouteValues["id"]!, institution);

    private BatchRecord Answering(BatchRecord batch) => batch.SameAs is { } first ? room.Store.Find(first, batch.Order.Institution) ?? batch : batch;

    private void Write(Utf8JsonWriter json, BatchRecord batch)
    {
        var answering = Answering(batch);
        BatchJson.Write(json, batch, answering, room.Progress.GetValueOrDefault(answering.Id));
    }

    private static void Headers(HttpContext context, string type, string name)
    {
        context.Response.ContentType = type;
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"{name}\"";
    }

    private static async Task WriteAsync(HttpContext context, Action<Utf8JsonWriter> write)
    {
        var body = new ArrayBufferWriter<byte>();
        await using (var json = new Utf8JsonWriter(body))
            write(json);
        context.Response.ContentType = "application/json";
        context.Response.Headers.CacheControl = "no-store";
        await context.Response.Body.WriteAsync(body.WrittenMemory, context.RequestAborted);
    }
}
