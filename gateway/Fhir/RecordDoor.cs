using Interop.Gateway.Exchanges;
using Interop.Gateway.Keys;
using Interop.Gateway.Privacy;
using Interop.Gateway.Problems;
using Task = System.Threading.Tasks.Task;

namespace Interop.Gateway.Fhir;

/// <summary>
/// What the hub keeps of an institution's own doings, in FHIR: the exchanges it made, as AuditEvents, and the consents given to it. Nothing here is about
/// people but that the institution asked about them, so no scope is sought; the limits of key and scope hold all the same, and every look is recorded.
/// </summary>
internal sealed class RecordDoor(Entrance entrance, OwnTrail trail, OwnConsents consents, HubKeys keys, TimeProvider time)
{
    private const string Events = "/AuditEvent", EventForm = "/AuditEvent/_search", Consent = "/Consent/" + FhirDoor.IdPattern;

    private readonly FhirIds ids = new(keys);

    /// <param name="fhir">The addresses of the door.</param>
    public static void Map(IEndpointRouteBuilder fhir)
    {
        fhir.MapGet(Events, static context => Of(context).SearchAsync(context, []));
        fhir.MapPost(EventForm, static context => Of(context).SearchAsync(context, [FhirRequest.FormType]));
        fhir.MapGet(EventForm, static context => Of(context).RefuseAsync(context, ProblemKinds.FhirSearchInAddress));
        fhir.MapGet(Consent, static context => Of(context).ConsentAsync(context));
        foreach (var known in (string[])[Events, EventForm, Consent])
            fhir.Map(known, static context => Of(context).RefuseAsync(context, ProblemKinds.MethodNotAllowed));
    }

    private static RecordDoor Of(HttpContext context) => context.RequestServices.GetRequiredService<RecordDoor>();

    private Task RefuseAsync(HttpContext context, Problem problem) => problem.WriteAsync(context, Guid.CreateVersion7(time.GetUtcNow()));

    private async Task SearchAsync(HttpContext context, string[] types)
    {
        var now = time.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        var (caller, request, wish, problem) = await EnterAsync(context, types, isSearch: true, now);
        OwnExchanges? found = null;
        var (subject, times) = (default(Subject), default(FhirTimes));
        if (problem is null && (problem = FhirQuestion.ReadTrailSearch(request!, out subject, out times)) is null
            && (found = await trail.FindAsync(caller!, subject!, times!, id, now, context.RequestAborted)) is null)
            problem = ProblemKinds.AuditUnavailable;
        if (problem is not null)
            await problem.WriteAsync(context, id);
        else
            await WriteAsync(context, id, $"{found!.Receipt}", wish!, AuditEventSearch.Of(
                found, subject!, ids.Of(caller!.Institution.Code, subject!), wish!, FhirRequest.Base(context.Request), request!.Parameters.GetValueOrDefault("date")));
    }

    private async Task ConsentAsync(HttpContext context)
    {
        var now = time.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        var (caller, request, wish, problem) = await EnterAsync(context, [], isSearch: false, now);
        if (problem is null && Guid.TryParseExact(request!.Id, "D", out var named)
            && await consents.FindAsync(caller!, named, id, now, context.RequestAborted) is ({ } consent, var receipt))
        {
            if (receipt is null)
                problem = ProblemKinds.AuditUnavailable;
            else
            {
                await WriteAsync(context, id, $"{receipt}", wish!, ConsentAnswer.Of(consent, consents.Today, wish!));
                return;
            }
        }
        await (problem ?? ProblemKinds.FhirIdUnknown).WriteAsync(context, id);
    }

    private async ValueTask<(Callers.Caller?, FhirRequest?, FhirWish?, Problem?)> EnterAsync(HttpContext context, string[] types, bool isSearch, DateTimeOffset now)
    {
        var (caller, scopeLimit, refused) = await entrance.EnterAsync(context, Operation.Lookup, now);
        if ((refused ?? (Entrance.ProblemOf(scopeLimit) is { } full ? new Problem(full) : null)) is { } problem)
            return (null, null, null, problem);
        var (request, wish, unreadable) = await FhirRequest.ReadAsync(
            context, types, isSearch, DateOnly.FromDateTime(now.UtcDateTime), given => ids.PersonOf(caller!.Institution.Code, given));
        return (caller, request, wish, unreadable);
    }

    private static Task WriteAsync(HttpContext context, Guid id, string receipt, FhirWish wish, Hl7.Fhir.Model.Resource resource)
    {
        context.Response.Headers["Interop-Exchange-Id"] = id.ToString();
        context.Response.Headers["Interop-Receipt"] = receipt;
        return FhirDoor.WriteAsync(context, wish.Format.ContentType(), wish.Format.Bytes(resource));
    }
}
