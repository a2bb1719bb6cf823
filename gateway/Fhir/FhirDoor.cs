using Hl7.Fhir.Model;
using Interop.Gateway.Exchanges;
using Interop.Gateway.Privacy;
using Interop.Gateway.Problems;
using Task = System.Threading.Tasks.Task;

namespace Interop.Gateway.Fhir;

/// <summary>
/// The FHIR R4 door, below <c>/fhir</c>. It translates a request into an exchange and the exchange into resources, and decides nothing. Every problem
/// met here is an OperationOutcome, whichever room found it.
/// </summary>
internal sealed class FhirDoor(Entrance entrance, ExchangePipeline pipeline, ExchangeMetrics metrics, TimeProvider time)
{
    private const string Metadata = "/metadata", Submit = "/CoverageEligibilityRequest/$submit", Search = "/Patient/_search", Patients = "/Patient";

    private static readonly Asking Eligibility = new(Operation.EntitlementCheck, [FhirRequest.ResourceType, "application/json"], FhirQuestion.ReadEligibility);
    private static readonly Asking Person = new(Operation.Lookup, [FhirRequest.FormType], FhirQuestion.ReadSearch);

    public static void Map(IEndpointRouteBuilder routes)
    {
        var fhir = routes.MapGroup("/fhir").WithMetadata(OutcomeForm.Form);
        fhir.MapGet(Metadata, static context => Of(context).TellAsync(context));
        fhir.MapPost(Submit, static context => Of(context).AnswerAsync(context, Eligibility));
        fhir.MapPost(Search, static context => Of(context).AnswerAsync(context, Person));
        fhir.MapGet(Search, static context => Of(context).RefuseAsync(context, ProblemKinds.FhirSearchInAddress));
        fhir.MapGet(Patients, static context => Of(context).RefuseAsync(context, ProblemKinds.FhirSearchInAddress));
        foreach (var known in (string[])[Metadata, Submit, Search, Patients])
            fhir.Map(known, static context => Of(context).RefuseAsync(context, ProblemKinds.MethodNotAllowed));
        fhir.Map("/{**rest}", static context => Of(context).RefuseAsync(context, ProblemKinds.FhirResourceUnknown));
    }

    private static FhirDoor Of(HttpContext context) => context.RequestServices.GetRequiredService<FhirDoor>();

    private Task TellAsync(HttpContext context) =>
        FhirRequest.Format(context.Request) is { } problem ? RefuseAsync(context, problem) : WriteAsync(context, Capabilities.Of(FhirRequest.Base(context.Request)));

    private Task RefuseAsync(HttpContext context, Problem problem) => problem.WriteAsync(context, Guid.CreateVersion7(time.GetUtcNow()));

    private async Task AnswerAsync(HttpContext context, Asking asking)
    {
        var started = time.GetTimestamp();
        var id = Guid.CreateVersion7(time.GetUtcNow());
        var (exchange, question, problem) = await ReadAsync(context, asking, id);
        if (exchange is not null)
        {
            var outcome = await pipeline.RunAsync(exchange, context.RequestAborted);
            problem = outcome == ExchangeOutcome.Answered ? null : ExchangeProblems.Of(outcome);
        }
        // A search that finds nobody has found out something: an empty bundle says so, where a read would say 404.
        var nobody = asking.Operation == Operation.Lookup && problem?.Kind == ProblemKinds.SubjectNotFound;
        if (problem is not null && !nobody)
            await problem.WriteAsync(context, id);
        else
        {
            context.Response.Headers["Interop-Exchange-Id"] = id.ToString();
            context.Response.Headers["Interop-Receipt"] = exchange!.Receipt!.Value.ToString();
            await WriteAsync(context, asking.Operation == Operation.EntitlementCheck
                ? EligibilityAnswer.Of(exchange, question!)
                : PatientAnswer.Of(nobody ? null : exchange, FhirRequest.Base(context.Request) + Search));
        }
        metrics.Ended("fhir", asking.Operation, problem?.Kind.Code ?? "answered", time.GetElapsedTime(started));
    }

    private async ValueTask<(Exchange?, FhirQuestion?, Problem?)> ReadAsync(HttpContext context, Asking asking, Guid id)
    {
        var now = time.GetUtcNow();
        if (FhirRequest.Format(context.Request) is { } unwritable)
            return (null, null, unwritable);
        var (caller, scopeLimit, refused) = await entrance.EnterAsync(context, asking.Operation, now);
        if (refused is not null)
            return (null, null, refused);
        // An identifier in the address is leaked by then; whoever sends one is told, and not answered.
        if (context.Request.Query.ContainsKey("identifier"))
            return (null, null, ProblemKinds.FhirSearchInAddress);
        var (body, unreadable) = await FhirRequest.ReadAsync(context.Request, asking.Types, context.RequestAborted);
        if (body is null)
            return (null, null, unreadable);
        if (asking.Understand(body, DateOnly.FromDateTime(now.UtcDateTime), out var question) is { } problem)
            return (null, null, problem);
        return (new Exchange
        {
            Id = id, At = now, Door = "fhir", Caller = caller!, ScopeLimit = scopeLimit, Operation = asking.Operation,
            Subject = question!.Subject, Date = question.Date, Attributes = asking.Operation == Operation.Lookup ? PatientAnswer.Attributes : null,
        }, question, null);
    }

    private static async Task WriteAsync(HttpContext context, Resource resource)
    {
        context.Response.ContentType = FhirJson.ContentType;
        context.Response.Headers.CacheControl = "no-store";
        FhirJson.Write(context.Response.BodyWriter, resource);
        await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
    }

    private delegate Problem? Understanding(byte[] body, DateOnly today, out FhirQuestion? question);

    /// <summary>One way to ask: the operation of a scope it needs, the media types of its body, and how that is understood.</summary>
    private sealed record Asking(Operation Operation, string[] Types, Understanding Understand);
}
