using Interop.Gateway.Callers;
using Interop.Gateway.Consents;
using Interop.Gateway.Exchanges;
using Interop.Gateway.Privacy;
using Interop.Gateway.Registries;
using Interop.Identity;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.SubjectAccess;

/// <summary>
/// Makes reports: one action reads every registry under the institution's scope by an ordinary exchange, then looks through the audit log. Both are
/// recorded before anything is shown; where either cannot be, there is no report.
/// </summary>
internal sealed class SubjectReports(ExchangePipeline pipeline, Entrance entrance, ScopeRegister scopes, SubjectLog log, SubjectSources sources)
{
    public const string Door = "subject-access";

    /// <summary>HL7 v3 PurposeOfUse: the person asks.</summary>
    public const string Purpose = "PATRQT";

    /// <summary>Whether a scope lets the institution ask on behalf of people themselves, on a day.</summary>
    public bool MayAsk(string institution, DateOnly day) => scopes.Admit(institution, Purpose, Operation.Lookup, null, day, out _) == AdmissionOutcome.Admitted;

    /// <param name="context">The request of the page; gets the fields of the limits.</param>
    /// <param name="question">Who asks about whom.</param>
    /// <param name="cancellation">Whoever asked has gone.</param>
    /// <returns>The report, or why there is none. Its disclosures are still to be read when this returns.</returns>
    public async Task<(ExchangeOutcome Outcome, SubjectReport? Report)> MakeAsync(HttpContext context, SubjectQuestion question, CancellationToken cancellation)
    {
        // :: What the registries hold
        var now = sources.Now;
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var caller = new Caller(question.Institution, IdentityRegistration.SessionScheme, Purpose, question.Reference, question.AskedBy);
        scopes.Admit(question.Institution.Code, Purpose, Operation.Lookup, null, today, out var scope);
        var entry = await entrance.TakeAsync(context, caller, scope);
        if (entry.Problem is not null)
            return (ExchangeOutcome.ScopeRateLimited, null);
        var exchange = new Exchange
        {
            Id = Guid.CreateVersion7(now), At = now, Door = Door, Caller = caller, ScopeLimit = entry.ScopeLimit, Operation = Operation.Lookup,
            Subject = question.Subject, Date = today,
        };
        var outcome = await pipeline.RunAsync(exchange, cancellation);
        if (outcome != ExchangeOutcome.Answered)
            return (outcome, null);

        // :: Who was told
        if (await log.LookAsync(question, exchange, sources.HiddenFrom(exchange), sources.Now, cancellation) is not { } history)
            return (ExchangeOutcome.AuditUnavailable, null);

        return (ExchangeOutcome.Answered, new()
        {
            Id = exchange.Id, At = now, Question = question, Scope = exchange.Scope!, Held = [.. sources.HeldBy(exchange)], References = exchange.Person.References,
            Consents = sources.ConsentsOf(exchange), History = history,
        });
    }
}

/// <summary>Which registries there are and what they could tell, and what the hub keeps beside the log.</summary>
internal sealed class SubjectSources(RegistrySet registries, AttributeCatalogue catalogue, ConsentRegister consents, EmbargoRegister embargoes, TimeProvider time)
{
    private const int MostConsents = 1_000;

    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>Every registry with what came of asking it: one that did not answer, or may not be asked, is named and not left out.</summary>
    public IEnumerable<HeldRecord> HeldBy(Exchange exchange) => registries.All.Select(link =>
    {
        var source = exchange.Sources.FirstOrDefault(s => s.Registry == link.Registry) ?? SourceReport.Unknown(link.Registry, UnknownReason.RegistryWithheld);
        // What is read of a relative is held about the relative.
        var told = exchange.Lookup.Where(d => d.Attribute.Owner == link.Registry && d.Attribute.Via is null && d.Status != DisclosureStatus.Withheld).ToArray();
        return new HeldRecord(source, told, [.. catalogue.All.Where(a => a.Owner == link.Registry && a.Via is null).Except(told.Select(d => d.Attribute))]);
    });

    public IReadOnlyList<Consent> ConsentsOf(Exchange exchange) =>
        consents.List((exchange.Person, new(exchange.Subject.Type, exchange.Subject.Value)), null, null, MostConsents);

    /// <summary>What the person must not see for now.</summary>
    public EmbargoSet HiddenFrom(Exchange exchange) => embargoes.Of(exchange.Person, Now);
}
