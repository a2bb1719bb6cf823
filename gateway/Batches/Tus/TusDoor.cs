using System.Collections.Concurrent;
using System.Globalization;
using Interop.Gateway.Exchanges;
using Interop.Gateway.Problems;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Data.Sqlite;

namespace Interop.Gateway.Batches.Tus;

/// <summary>
/// <c>POST /v1/batches</c> and <c>OPTIONS</c>, <c>HEAD</c>, <c>PATCH</c>, <c>DELETE</c> of a batch: files come in by tus 1.0.0 (https://tus.io/protocols/resumable-upload)
/// with creation, termination, checksum and expiration, so that a line that breaks costs what was on it and no more.
/// </summary>
internal sealed class TusDoor(Entrance entrance, BatchAnnouncing announcing, UploadReceiving receiving, BatchRoom batches, TimeProvider time)
{
    private const string Version = "1.0.0", Field = "Tus-Resumable";

    private readonly ConcurrentDictionary<string, bool> sending = new();

    public static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var path in (string[])["/v1/batches", "/v1/batches/{id}"])
            routes.MapMethods(path, ["OPTIONS"], static context => context.RequestServices.GetRequiredService<TusDoor>().OptionsAsync(context));
        routes.MapPost("/v1/batches", Guarded(static (door, context) => door.CreateAsync(context)));
        routes.MapMethods("/v1/batches/{id}", ["HEAD"], Guarded(static (door, context) => door.HeadAsync(context)));
        routes.MapPatch("/v1/batches/{id}", Guarded(static (door, context) => door.PatchAsync(context)));
        routes.MapDelete("/v1/batches/{id}", Guarded(static (door, context) => door.DeleteAsync(context)));
    }

    private static RequestDelegate Guarded(Func<TusDoor, HttpContext, Task<Problem?>> work) =>
        context => context.RequestServices.GetRequiredService<TusDoor>().GuardedAsync(context, work);

    private Task OptionsAsync(HttpContext context)
    {
        var headers = context.Response.Headers;
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        (headers[Field], headers["Tus-Version"], headers["Tus-Extension"]) = (Version, Version, "creation,termination,checksum,expiration");
        (headers["Tus-Max-Size"], headers["Tus-Checksum-Algorithm"]) = (Number(batches.Options.LargestFile), UploadChecksum.Algorithms);
        return Task.CompletedTask;
    }

    /// <summary>The version first, as the protocol wants it; then the work; and a store that is away is no fault of the caller's.</summary>
    private async Task GuardedAsync(HttpContext context, Func<TusDoor, HttpContext, Task<Problem?>> work)
    {
        Problem? problem;
        context.Response.Headers[Field] = Version;
        try
        {
            if (context.Request.Headers[Field] == Version)
                problem = await work(this, context);
            else
            {
                context.Response.Headers["Tus-Version"] = Version;
                problem = (await entrance.RefuseAsync(context, ProblemKinds.TusVersion)).Problem;
            }
        }
        catch (Exception e) when (e is SqliteException or UnauthorizedAccessException || (e is IOException and not BadHttpRequestException && !context.RequestAborted.IsCancellationRequested))
        {
            problem = batches.Unavailable(e);
        }
        if (problem is not null)
            await problem.WriteAsync(context, Guid.CreateVersion7(time.GetUtcNow()));
    }

    private async Task<Problem?> CreateAsync(HttpContext context)
    {
        var (batch, problem) = await announcing.AnnounceAsync(context);
        if (batch is null)
            return problem;
        context.Response.StatusCode = StatusCodes.Status201Created;
        context.Response.Headers.Location = $"/v1/batches/{batch.Id}";
        Expires(context, batch);
        if (batch.Length == 0)
            batches.Wake();
        return null;
    }

    private async Task<Problem?> HeadAsync(HttpContext context)
    {
        var (batch, problem) = await FindAsync(context);
        if (batch is null)
            return problem;
        var headers = context.Response.Headers;
        headers.CacheControl = "no-store";
        (headers["Upload-Offset"], headers["Upload-Length"]) = (Number(batch.Received), Number(batch.Length));
        Expires(context, batch);
        return null;
    }

    private async Task<Problem?> PatchAsync(HttpContext context)
    {
        var (batch, problem) = await FindAsync(context);
        if (batch is null)
            return problem;
        var request = context.Request;
        if (request.ContentType != "application/offset+octet-stream")
            return ProblemKinds.TusMediaType;
        using var checksum = request.Headers.TryGetValue("Upload-Checksum", out var header) ? UploadChecksum.Read(header.ToString()) : null;
        if (header.Count > 0 && checksum is null)
            return ProblemKinds.BatchChecksumUnknown;
        if (!sending.TryAdd(batch.Id, true))
            return ProblemKinds.BatchBusy;
        try
        {
            // Read anew, since somebody may have been sending when it was read.
            batch = batches.Store.Find(batch.Id, batch.Order.Institution);
            if (batch is null)
                return ProblemKinds.BatchUnknown;
            if (request.Headers["Upload-Offset"] != Number(batch.Received) || batch.Received + (request.ContentLength ?? 0) > batch.Length)
                return ProblemKinds.BatchOffset;
            if (batch.State == BatchState.Uploading)
            {
                context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = null;
                (batch, problem) = await receiving.ReceiveAsync(batch, request.Body, checksum);
            }
        }
        finally
        {
            sending.TryRemove(batch?.Id ?? (string)request.RouteValues["id"]!, out _);
        }
        if (problem is not null)
            return problem;
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        context.Response.Headers["Upload-Offset"] = Number(batch.Received);
        Expires(context, batch);
        if (batch.Received == batch.Length)
            batches.Wake();
        return null;
    }

    private async Task<Problem?> DeleteAsync(HttpContext context)
    {
        var (batch, problem) = await FindAsync(context);
        if (batch is null)
            return problem;
        if (!sending.TryAdd(batch.Id, true))
            return ProblemKinds.BatchBusy;
        batches.Forget(batch.Id);
        sending.TryRemove(batch.Id, out _);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return null;
    }

    private async Task<(BatchRecord?, Problem?)> FindAsync(HttpContext context)
    {
        var (institution, problem) = await entrance.IdentifyAsync(context);
        if (problem is not null)
            return (null, problem);
        var batch = batches.Store.Find((string)context.Request.RouteValues["id"]!, institution!.Code);
        return batch is null ? (null, ProblemKinds.BatchUnknown) : (batch, null);
    }

    /// <summary>Only of what is not whole yet (tus 1.0.0, expiration).</summary>
    private static void Expires(HttpContext context, BatchRecord batch)
    {
        if (batch.Received < batch.Length)
            context.Response.Headers["Upload-Expires"] = batch.Ends.ToString("R", CultureInfo.InvariantCulture);
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
