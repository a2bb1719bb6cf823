using Hl7.Fhir.Model;
using Interop.Gateway.Exchanges;
using Interop.Gateway.Keys;
using Interop.Gateway.Privacy;
using Interop.Gateway.Problems;
using Task = System.Threading.Tasks.Task;

namespace Interop.Gateway.Fhir;

/// <summary>
/// The FHIR R4 door, below <c>/fhir</c>. It translates a request into an exchange and the exchange into resources, and decides nothing. Every problem
/// met here is an OperationOutcome, whichever room found it.
/// </summary>
internal sealed class FhirDoor(Entrance entrance, ExchangePipeline pipeline, ExchangeMetrics metrics, HubKeys keys, TimeProvider time)
{
    private const string Metadata = "/metadata", Submit = "/CoverageEligibilityRequest/$submit";
    // No pattern of FHIR's for ids (2.24.0.1), so that an operation is not taken for one.
    private const string Patient = "/Patient/{id:regex(^[A-Za-z0-9.-]*$)}", Patients = "/Patient", PatientForm = "/Patient/_search", Coverages = "/Coverage", CoverageForm = "/Coverage/_search";

    private static readonly Asking Eligibility = new(Operation.EntitlementCheck, FhirFormats.BodyTypes, FhirQuestion.ReadEligibility, static a => EligibilityAnswer.Of(a.Exchange!, a.Question.Request!, a.Person));
    private static readonly Asking Read = new(Operation.Lookup, [], FhirQuestion.ReadPatient, static a => PatientAnswer.Person(a.Exchange!, a.Person, a.Wish)) { IsRead = true };
    private static readonly Asking PersonById = new(Operation.Lookup, [], FhirQuestion.ReadPatientSearch, static a => PatientAnswer.Of(a.Exchange, a.Person, a.Wish, a.Address)) { IsSearch = true, MayBeEmpty = true };
    private static readonly Asking PersonByForm = PersonById with { Types = [FhirRequest.FormType] };
    private static readonly Asking CoverageById = new(Operation.EntitlementCheck, [], FhirQuestion.ReadCoverageSearch, static a => CoverageSearch.Of(a.Exchange!, a.Person, a.Wish, a.Address)) { IsSearch = true };
    private static readonly Asking CoverageByForm = CoverageById with { Types = [FhirRequest.FormType] };

    private readonly FhirIds ids = new(keys);

    public static void Map(IEndpointRouteBuilder routes)
    {
        var fhir = routes.MapGroup("/fhir").WithMetadata(OutcomeForm.Form);
        fhir.MapGet(Metadata, static context => Of(context).TellAsync(context));
        fhir.MapPost(Submit, static context => Of(context).AnswerAsync(context, Eligibility));
        fhir.MapGet(Patient, static context => Of(context).AnswerAsync(context, Read));
        fhir.MapGet(Patients, static context => Of(context).AnswerAsync(context, PersonById));
        fhir.MapPost(PatientForm, static context => Of(context).AnswerAsync(context, PersonByForm));
        fhir.MapGet(Coverages, static context => Of(context).AnswerAsync(context, CoverageById));
        fhir.MapPost(CoverageForm, static context => Of(context).AnswerAsync(context, CoverageByForm));
        foreach (var form in (string[])[PatientForm, CoverageForm])
            fhir.MapGet(form, static context => Of(context).RefuseAsync(context, ProblemKinds.FhirSearchInAddress));
        foreach (var known in (string[])[Metadata, Submit, Patient, Patients, PatientForm, Coverages, CoverageForm])
            fhir.Map(known, static context => Of(context).RefuseAsync(context, ProblemKinds.MethodNotAllowed));
        fhir.Map("/{**rest}", static context => Of(context).RefuseAsync(context, ProblemKinds.FhirResourceUnknown));
    }

    private static FhirDoor Of(HttpContext context) => context.RequestServices.GetRequiredService<FhirDoor>();

    private Task TellAsync(HttpContext context) => FhirFormats.Asked(context.Request) is { } format
        ? WriteAsync(context, format, format.Bytes(Capabilities.Of(FhirRequest.Base(context.Request))))
        : RefuseAsync(context, ProblemKinds.FhirFormat);

    private Task RefuseAsync(HttpContext context, Problem problem) => problem.WriteAsync(context, Guid.CreateVersion7(time.GetUtcNow()));

    private async Task AnswerAsync(HttpContext context, Asking asking)
    {
        var started = time.GetTimestamp();
        var id = Guid.CreateVersion7(time.GetUtcNow());
        var (exchange, question, wish, problem) = await ReadAsync(context, asking, id);
        if (exchange is not null)
        {
            var outcome = await pipeline.RunAsync(exchange, context.RequestAborted);
            problem = outcome == ExchangeOutcome.Answered ? null : ExchangeProblems.Of(outcome);
        }
        // A search that finds nobody has found out something: an empty bundle says so, where a read says 404. No bundle of coverages is ever
        // empty for that reason: that nobody knows the person says nothing about what pays.
        var nobody = asking.MayBeEmpty && exchange is not null && problem?.Kind == ProblemKinds.SubjectNotFound;
        if (problem is not null && !nobody)
            await problem.WriteAsync(context, id);
        else
        {
            context.Response.Headers["Interop-Exchange-Id"] = id.ToString();
            context.Response.Headers["Interop-Receipt"] = exchange!.Receipt!.Value.ToString();
            var institution = exchange.Caller.Institution.Code;
            var resource = asking.Answer(new(nobody ? null : exchange, question!, wish!, ids.Of(institution, exchange.Subject), FhirRequest.Base(context.Request)));
            await (asking.IsRead ? WriteVersionAsync(context, wish!.Format, resource, institution) : WriteAsync(context, wish!.Format, wish.Format.Bytes(resource)));
        }
        metrics.Ended("fhir", asking.Operation, problem?.Kind.Code ?? "answered", time.GetElapsedTime(started));
    }

    private async ValueTask<(Exchange?, FhirQuestion?, FhirWish?, Problem?)> ReadAsync(HttpContext context, Asking asking, Guid id)
    {
        var now = time.GetUtcNow();
        var (caller, scopeLimit, refused) = await entrance.EnterAsync(context, asking.Operation, now);
        if (refused is not null)
            return (null, null, null, refused);
        var (body, format, unreadable) = await FhirRequest.ReadAsync(context.Request, asking.Types, context.RequestAborted);
        if (unreadable is not null)
            return (null, null, null, unreadable);
        if (FhirRequest.ReadParameters(context.Request.Query, asking.IsSearch ? body : [], out var parameters) is { } unaddressable)
            return (null, null, null, unaddressable);
        if (FhirWish.Read(parameters, context.Request.Headers.Accept, asking.IsSearch, out var wish) is { } unfulfillable)
            return (null, null, null, unfulfillable);
        var request = new FhirRequest(
            body, format, parameters, context.GetRouteValue("id") as string, DateOnly.FromDateTime(now.UtcDateTime), given => ids.PersonOf(caller!.Institution.Code, given));
        if (asking.Understand(request, out var question) is { } misunderstood)
            return (null, null, null, misunderstood);
        return (new Exchange
        {
            Id = id, At = now, Door = "fhir", Caller = caller!, ScopeLimit = scopeLimit, Operation = asking.Operation,
            Subject = question!.Subject, Date = question.Date, Attributes = asking.Operation == Operation.Lookup ? PatientAnswer.Attributes(wish!) : null,
        }, question, wish, null);
    }

    /// <summary>A read says which version it gives (FHIR R4 3.1.0.1.3), and nothing more to whoever has that one already (3.1.0.1.5.1). The exchange is recorded either way.</summary>
    private Task WriteVersionAsync(HttpContext context, FhirFormat format, Resource resource, string institution)
    {
        var version = ids.VersionOf(institution, FhirFormat.Json.Bytes(resource));
        (resource.Meta ??= new()).VersionId = version;
        context.Response.Headers.ETag = $"W/\"{version}\"";
        if (!context.Request.Headers.IfNoneMatch.Any(known => known!.Contains($"\"{version}\"", StringComparison.Ordinal)))
            return WriteAsync(context, format, format.Bytes(resource));
        context.Response.StatusCode = StatusCodes.Status304NotModified;
        context.Response.Headers.CacheControl = "no-store";
        return Task.CompletedTask;
    }

    private static async Task WriteAsync(HttpContext context, FhirFormat format, byte[] resource)
    {
        context.Response.ContentType = format.ContentType();
        context.Response.Headers.CacheControl = "no-store";
        await context.Response.Body.WriteAsync(resource, context.RequestAborted);
    }

    private delegate Problem? Understanding(FhirRequest request, out FhirQuestion? question);

    /// <summary>What a resource is made of.</summary>
    /// <param name="Exchange">Answered, or null when nobody was found.</param>
    /// <param name="Person">The id of whoever was asked about.</param>
    /// <param name="Address">Of the door.</param>
    private sealed record Answered(Exchange? Exchange, FhirQuestion Question, FhirWish Wish, string Person, string Address);

    /// <summary>One way to ask: the operation of a scope it needs, the media types of its body, how that is understood, and how it is answered.</summary>
    private sealed record Asking(Operation Operation, string[] Types, Understanding Understand, Func<Answered, Resource> Answer)
    {
        public bool IsRead { get; init; }
        public bool IsSearch { get; init; }
        /// <summary>Whether nobody is an answer.</summary>
        public bool MayBeEmpty { get; init; }
    }
}
