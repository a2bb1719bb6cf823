using Hl7.Fhir.Model;
using Interop.Gateway.Exchanges;
using Interop.Gateway.Keys;
using Interop.Gateway.Privacy;
using Interop.Gateway.Problems;
using Interop.Identity;
using Interop.Schemas.Catalogue;
using Task = System.Threading.Tasks.Task;

namespace Interop.Gateway.Fhir;

/// <summary>
/// The FHIR R4 door, below <c>/fhir</c>. It translates a request into an exchange and the exchange into resources, and decides nothing. Every problem
/// met here is an OperationOutcome, whichever room found it.
/// </summary>
internal sealed class FhirDoor(Entrance entrance, ExchangePipeline pipeline, ExchangeMetrics metrics, HubKeys keys, TimeProvider time)
{
    // No pattern of FHIR's for ids (2.24.0.1), so that an operation is not taken for one.
    public const string IdPattern = "{id:regex(^[A-Za-z0-9.-]*$)}";

    private const string Metadata = "/metadata", Profiles = "/StructureDefinition/" + IdPattern, Smart = "/.well-known/smart-configuration", Requests = "/CoverageEligibilityRequest", Submit = Requests + "/$submit";
    private const string Match = "/Patient/$match", Patient = "/Patient/" + IdPattern, Patients = "/Patient", PatientForm = "/Patient/_search", Coverages = "/Coverage", CoverageForm = "/Coverage/_search", Groups = "/Group", GroupForm = "/Group/_search";

    private static readonly Asking Eligibility = new(Operation.EntitlementCheck, FhirFormats.BodyTypes, FhirQuestion.ReadEligibility, static a => EligibilityAnswer.Of(a.Exchange!, a.Question.Request!, a.Person));
    private static readonly Asking Read = new(Operation.Lookup, [], FhirQuestion.ReadPatient, static a => PatientAnswer.Person(a.Exchange!, a.Person, a.Wish)) { IsRead = true };
    private static readonly Asking PersonById = new(Operation.Lookup, [], FhirQuestion.ReadPatientSearch, static a => PatientAnswer.Of(a.Exchange, a.Person, a.Wish, a.Address)) { IsSearch = true, MayBeEmpty = true };
    private static readonly Asking PersonByForm = PersonById with { Types = [FhirRequest.FormType] };
    private static readonly Asking CoverageById = new(Operation.EntitlementCheck, [], FhirQuestion.ReadCoverageSearch, static a => CoverageSearch.Of(a.Exchange!, a.Person, a.Wish, a.Address)) { IsSearch = true };
    private static readonly Asking CoverageByForm = CoverageById with { Types = [FhirRequest.FormType] };
    private static readonly Asking GroupById = new(Operation.Lookup, [], FhirQuestion.ReadGroupSearch, static a => GroupSearch.Of(a.Exchange!, a.Person, a.Wish, a.Address)) { IsSearch = true, Attributes = GroupSearch.Attributes };
    private static readonly Asking GroupByForm = GroupById with { Types = [FhirRequest.FormType] };

    private readonly FhirIds ids = new(keys);

    public static void Map(IEndpointRouteBuilder routes)
    {
        var fhir = routes.MapGroup("/fhir").WithMetadata(OutcomeForm.Form);
        fhir.MapGet(Metadata, static async context =>
            await Of(context).TellAsync(context, Capabilities.Of(FhirRequest.Base(context.Request), await IdentityRegistration.TokenServerAsync(context))));
        fhir.MapGet(Profiles, static context => Of(context).TellAsync(context, FhirProfiles.Find(context.GetRouteValue("id") as string)));
        fhir.MapGet(Smart, static context => Of(context).TellOfTokensAsync(context));
        fhir.MapPost(Submit, static context => Of(context).AnswerAsync(context, Eligibility));
        fhir.MapPost(Requests, static context => Of(context).RefuseAsync(context, ProblemKinds.FhirNotKept));
        fhir.MapGet(Patient, static context => Of(context).AnswerAsync(context, Read));
        fhir.MapGet(Patients, static context => Of(context).AnswerAsync(context, PersonById));
        fhir.MapPost(PatientForm, static context => Of(context).SearchPeopleAsync(context));
        fhir.MapPost(Match, PatientMatchDoor.MatchAsync);
        fhir.MapGet(Coverages, static context => Of(context).AnswerAsync(context, CoverageById));
        fhir.MapPost(CoverageForm, static context => Of(context).AnswerAsync(context, CoverageByForm));
        fhir.MapGet(Groups, static context => Of(context).AnswerAsync(context, GroupById));
        fhir.MapPost(GroupForm, static context => Of(context).AnswerAsync(context, GroupByForm));
        foreach (var form in (string[])[PatientForm, CoverageForm, GroupForm])
            fhir.MapGet(form, static context => Of(context).RefuseAsync(context, ProblemKinds.FhirSearchInAddress));
        foreach (var known in (string[])[Metadata, Profiles, Smart, Requests, Submit, Match, Patient, Patients, PatientForm, Coverages, CoverageForm, Groups, GroupForm])
            fhir.Map(known, static context => Of(context).RefuseAsync(context, ProblemKinds.MethodNotAllowed));
        RecordDoor.Map(fhir);
        Export.ExportDoor.Map(fhir);
        fhir.Map("/{**rest}", static context => Of(context).RefuseAsync(context, ProblemKinds.FhirResourceUnknown));
    }

    private static FhirDoor Of(HttpContext context) => context.RequestServices.GetRequiredService<FhirDoor>();

    /// <summary>What everybody may read.</summary>
    private Task TellAsync(HttpContext context, Resource? resource) => FhirFormats.Asked(context.Request) is not { } format ? RefuseAsync(context, ProblemKinds.FhirFormat)
        : resource is null ? RefuseAsync(context, ProblemKinds.FhirResourceUnknown)
        : WriteAsync(context, format.ContentType(), format.Bytes(resource));

    private async Task TellOfTokensAsync(HttpContext context) => await (await IdentityRegistration.TokenServerAsync(context) is { } server
        ? WriteAsync(context, "application/json", SmartConfiguration.Of(server))
        : RefuseAsync(context, ProblemKinds.KeysUnavailable));

    private Task RefuseAsync(HttpContext context, Problem problem) => problem.WriteAsync(context, Guid.CreateVersion7(time.GetUtcNow()));

    /// <summary>The operation of a scope hangs on what stands in the form, which is read first therefore, of callers who are known.</summary>
    private async Task SearchPeopleAsync(HttpContext context)
    {
        if (entrance.Knows(context))
        {
            var started = time.GetTimestamp();
            var (form, _, problem) = await FhirRequest.ReadBodyAsync(context.Request, PersonByForm.Types, context.RequestAborted);
            if (problem is not null)
            {
                var refused = (await entrance.RefuseAsync(context, problem)).Problem!;
                await RefuseAsync(context, refused);
                metrics.Ended("fhir", PersonByForm.Operation, refused.Kind.Code, time.GetElapsedTime(started));
                return;
            }
            context.Request.Body = new MemoryStream(form);
            if (PatientDescription.IsIn(form))
            {
                await PatientMatchDoor.SearchAsync(context);
                return;
            }
        }
        await AnswerAsync(context, PersonByForm);
    }

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
            await (asking.IsRead ? WriteVersionAsync(context, wish!.Format, resource, institution) : WriteAsync(context, wish!.Format.ContentType(), wish.Format.Bytes(resource)));
        }
        metrics.Ended("fhir", asking.Operation, problem?.Kind.Code ?? "answered", time.GetElapsedTime(started));
    }

    private async ValueTask<(Exchange?, FhirQuestion?, FhirWish?, Problem?)> ReadAsync(HttpContext context, Asking asking, Guid id)
    {
        var now = time.GetUtcNow();
        var (caller, scopeLimit, refused) = await entrance.EnterAsync(context, asking.Operation, now);
        if (refused is not null)
            return (null, null, null, refused);
        var (request, wish, unreadable) = await FhirRequest.ReadAsync(
            context, asking.Types, asking.IsSearch, DateOnly.FromDateTime(now.UtcDateTime), given => ids.PersonOf(caller!.Institution.Code, given));
        if (unreadable is not null)
            return (null, null, null, unreadable);
        if (asking.Understand(request!, out var question) is { } misunderstood)
            return (null, null, null, misunderstood);
        return (new Exchange
        {
            Id = id, At = now, Door = "fhir", Caller = caller!, ScopeLimit = scopeLimit, Operation = asking.Operation,
            Subject = question!.Subject, Date = question.Date, Attributes = asking.Operation == Operation.Lookup ? asking.Attributes(wish!) : null,
        }, question, wish, null);
    }

    /// <summary>A read says which version it gives (FHIR R4 3.1.0.1.3), and nothing more to whoever has that one already (3.1.0.1.5.1). The exchange is recorded either way.</summary>
    private Task WriteVersionAsync(HttpContext context, FhirFormat format, Resource resource, string institution)
    {
        var version = ids.VersionOf(institution, FhirFormat.Json.Bytes(resource));
        (resource.Meta ??= new()).VersionId = version;
        context.Response.Headers.ETag = $"W/\"{version}\"";
        if (!context.Request.Headers.IfNoneMatch.Any(known => known!.Contains($"\"{version}\"", StringComparison.Ordinal)))
            return WriteAsync(context, format.ContentType(), format.Bytes(resource));
        context.Response.StatusCode = StatusCodes.Status304NotModified;
        context.Response.Headers.CacheControl = "no-store";
        return Task.CompletedTask;
    }

    internal static async Task WriteAsync(HttpContext context, string contentType, byte[] body)
    {
        context.Response.ContentType = contentType;
        context.Response.Headers.CacheControl = "no-store";
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
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
        /// <summary>What a lookup asks of the registries.</summary>
        public Func<FhirWish, IReadOnlyList<CatalogueAttribute>> Attributes { get; init; } = PatientAnswer.Attributes;
        /// <summary>Whether nobody is an answer.</summary>
        public bool MayBeEmpty { get; init; }
    }
}
