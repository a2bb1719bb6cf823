using System.Globalization;
using Interop.Gateway.Callers;
using Interop.Gateway.Exchanges;
using Interop.Gateway.Institutions;
using Interop.Gateway.Limits;
using Interop.Gateway.Privacy;
using Interop.Gateway.Problems;
using Microsoft.AspNetCore.Http.Extensions;

namespace Interop.Gateway.Fhir.Export;

/// <summary>
/// <c>$export</c> of a group (HL7 FHIR Bulk Data Access 2.0.0): kick-off, status, cancelling and the files. What was exported is to be had by the
/// institution that began it alone, as long as its scope still admits exports, and each time somebody fetches a file that is recorded.
/// </summary>
internal sealed class ExportDoor(Entrance entrance, BulkExports exports, ExportDesk desk, InstitutionRegister institutions, TimeProvider time)
{
    private const string KickOff = "/Group/" + FhirDoor.IdPattern + "/$export", Status = "/export/{export}", Download = Status + "/{type}.ndjson";

    /// <param name="fhir">The addresses of the door.</param>
    public static void Map(IEndpointRouteBuilder fhir)
    {
        fhir.MapMethods(KickOff, [HttpMethods.Get, HttpMethods.Post], static context => Of(context).BeginAsync(context));
        fhir.MapGet(Status, static context => Of(context).WithExportAsync(context, Of(context).TellAsync));
        fhir.MapDelete(Status, static context => Of(context).WithExportAsync(context, Of(context).CancelAsync));
        fhir.MapGet(Download, static context => Of(context).WithExportAsync(context, Of(context).WriteFileAsync));
        foreach (var known in (string[])[KickOff, Status, Download])
            fhir.Map(known, static context => Of(context).RefuseAsync(context, ProblemKinds.MethodNotAllowed));
    }

    private static ExportDoor Of(HttpContext context) => context.RequestServices.GetRequiredService<ExportDoor>();

    private Task RefuseAsync(HttpContext context, Problem problem) => problem.WriteAsync(context, Guid.CreateVersion7(time.GetUtcNow()));

    private async Task BeginAsync(HttpContext context)
    {
        var now = time.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        var entry = await entrance.EnterAsync(context, Operation.Export, now);
        var (wish, problem) = entry.Problem is { } refused ? (null, refused)
            : context.GetRouteValue("id") as string != ExportGroup.Id ? (null, ProblemKinds.FhirIdUnknown)
            : await ExportWish.ReadAsync(context);
        if (problem is null)
        {
            var exchange = ExportDesk.ExchangeOf(entry.Caller!, entry.ScopeLimit, id, now);
            (var export, problem) = await desk.BeginAsync(exchange, wish!, context.Request.GetEncodedUrl(), context.RequestAborted);
            if (export is not null)
            {
                Receive(context, exchange);
                context.Response.StatusCode = StatusCodes.Status202Accepted;
                context.Response.Headers.ContentLocation = AddressOf(context, export);
                return;
            }
        }
        await problem!.WriteAsync(context, id);
    }

    /// <summary>Answers about an export to whoever began it; to all others there is none.</summary>
    private async Task WithExportAsync(HttpContext context, Func<HttpContext, BulkExport, Caller, Task> answer)
    {
        if (CallerOf.Identify(context, institutions, out var institution, out var key) is null
            && Guid.TryParse(context.GetRouteValue("export") as string, out var id) && exports.Find(institution!.Code, id) is { } export)
        {
            // Why is said once, when it is begun; clients fetch what they were promised with nothing but their credential.
            var caller = export.Exchange.Caller with { Institution = institution, Key = key! };
            await ((await entrance.TakeAsync(context, caller, null)).Problem is { } full ? RefuseAsync(context, full) : answer(context, export, caller));
        }
        else
            await RefuseAsync(context, CallerOf.Identify(context, institutions, out _, out _) ?? (await entrance.RefuseAsync(context, ProblemKinds.FhirExportUnknown)).Problem!);
    }

    private Task TellAsync(HttpContext context, BulkExport export, Caller caller)
    {
        if (export.State == ExportState.Failed)
            return RefuseAsync(context, ProblemKinds.FhirExportFailed);
        context.Response.Headers.CacheControl = "no-store";
        if (export.State == ExportState.Running)
        {
            context.Response.StatusCode = StatusCodes.Status202Accepted;
            context.Response.Headers["X-Progress"] = string.Create(CultureInfo.InvariantCulture, $"{export.People} members so far");
            context.Response.Headers.RetryAfter = "5";
            return Task.CompletedTask;
        }
        context.Response.Headers.Expires = export.Expires.ToString("R", CultureInfo.InvariantCulture);
        return FhirDoor.WriteAsync(context, "application/json", ExportManifest.Of(export, AddressOf(context, export)));
    }

    private Task CancelAsync(HttpContext context, BulkExport export, Caller caller)
    {
        exports.Cancel(export);
        context.Response.StatusCode = StatusCodes.Status202Accepted;
        return Task.CompletedTask;
    }

    private async Task WriteFileAsync(HttpContext context, BulkExport export, Caller caller)
    {
        var name = context.GetRouteValue("type") as string ?? "";
        if (export.State != ExportState.Done || export.Files.GetValueOrDefault(name) is not { } file)
        {
            await RefuseAsync(context, ProblemKinds.FhirExportUnknown);
            return;
        }
        var now = time.GetUtcNow();
        var exchange = ExportDesk.ExchangeOf(caller, LimitOutcome.Within, Guid.CreateVersion7(now), now);
        if (await desk.RecordFetchedAsync(exchange, export, new(name, file.Count), context.RequestAborted) is { } problem)
        {
            await problem.WriteAsync(context, exchange.Id);
            return;
        }
        Receive(context, exchange);
        context.Response.ContentType = "application/fhir+ndjson";
        context.Response.Headers.CacheControl = "no-store";
        await file.CopyToAsync(context.Response.Body, context.RequestAborted);
    }

    private static string AddressOf(HttpContext context, BulkExport export) => $"{FhirRequest.Base(context.Request)}/export/{export.Id}";

    private static void Receive(HttpContext context, Exchange exchange)
    {
        context.Response.Headers["Interop-Exchange-Id"] = exchange.Id.ToString();
        context.Response.Headers["Interop-Receipt"] = exchange.Receipt!.Value.ToString();
    }
}
