using Interop.Gateway.Callers;
using Interop.Gateway.Exchanges;
using Interop.Gateway.Guarantees;
using Interop.Gateway.Institutions;
using Interop.Gateway.Privacy;
using Interop.Gateway.Rechecks;
using Interop.Identity;
using Interop.Identity.Pages;

namespace Interop.Gateway.PointOfCare;

/// <summary>Asks for a clerk who pays for the person whose card lies there: the entitlement check of every door, for today in Cambodia.</summary>
internal sealed class CoverageQuestions(RecheckAsking asking, Entrance entrance, ScopeRegister scopes, GuaranteeIssue issue, GuaranteeMaterial material)
{
    public const string Door = "verify";

    /// <summary>For what a scope lets the institution ask at the point of care today: HL7 v3 PurposeOfUse, the most usual first; none where it has no business here.</summary>
    public IReadOnlyList<string> PurposesOf(string institution)
    {
        var today = DateOnly.FromDateTime(material.Time.GetUtcNow().UtcDateTime);
        return [.. GuaranteeQuestions.Purposes.Where(p => scopes.Admit(institution, p, Operation.EntitlementCheck, null, today, out _) == AdmissionOutcome.Admitted)];
    }

    /// <summary>A clerk as a caller, and whether a question may be taken from the limits; where it may, it has been.</summary>
    public async ValueTask<(Caller Caller, Entry Entry)> EnterAsync(HttpContext context, Institution institution, (string Id, string Purpose) clerk)
    {
        var caller = new Caller(institution, IdentityRegistration.SessionScheme, clerk.Purpose, null, clerk.Id);
        scopes.Admit(institution.Code, clerk.Purpose, Operation.EntitlementCheck, null, DateOnly.FromDateTime(material.Time.GetUtcNow().UtcDateTime), out var scope);
        return (caller, await entrance.TakeAsync(context, caller, scope));
    }

    /// <summary>The day at the counter, in Cambodia.</summary>
    public static DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(at.ToOffset(TimeSpan.FromHours(7)).DateTime);

    /// <param name="context">The request of the page; gets the fields of the limits.</param>
    /// <param name="institution">In whose name is asked.</param>
    /// <param name="clerk">Id of who asks, and for what.</param>
    /// <param name="day">For which day; null for today. Nobody guarantees the past.</param>
    /// <returns>What the page shows, or why the question is refused.</returns>
    public async Task<(CoverageFound? Found, PageText? Refused)> AskAsync(
        HttpContext context, Institution institution, (string Id, string Purpose) clerk, Subject subject, DateOnly? day = null)
    {
        var now = material.Time.GetUtcNow();
        var (caller, entry) = await EnterAsync(context, institution, clerk);
        if (entry.Problem is not null)
            return (null, VerifyTexts.Busy);
        var exchange = new Exchange
        {
            Id = Guid.CreateVersion7(now), At = now, Door = Door, Caller = caller, ScopeLimit = entry.ScopeLimit, Operation = Operation.EntitlementCheck,
            MayBeStale = true, WantsRecheck = true, Subject = subject, Date = day ?? DayOf(now),
        };
        var started = material.Time.GetTimestamp();
        var outcome = await asking.RunAsync(exchange, context.RequestAborted);
        material.Metrics.Ended(Door, exchange.Operation, outcome == ExchangeOutcome.Answered ? "answered" : ExchangeProblems.Of(outcome).Kind.Code, material.Time.GetElapsedTime(started));
        return outcome switch
        {
            ExchangeOutcome.Answered => (CoverageFound.Of(exchange, exchange.Date < DayOf(now) ? [] : issue.Of(exchange)), null),
            ExchangeOutcome.ScopeRateLimited or ExchangeOutcome.ScopeQuotaExhausted => (null, VerifyTexts.Busy),
            // A number that nobody knows says nothing about coverage either.
            ExchangeOutcome.SubjectNotFound or ExchangeOutcome.SubjectOutsideScope => (CoverageFound.Unsaid(exchange, VerifyTexts.NumberUnknown), null),
            ExchangeOutcome.IdentityConflict => (CoverageFound.Unsaid(exchange, VerifyTexts.SeveralPeople), null),
            ExchangeOutcome.SubjectUndecided or ExchangeOutcome.SubjectConditionUndecided => (CoverageFound.Unsaid(exchange, VerifyTexts.NobodyAnswers), null),
            ExchangeOutcome.AuditUnavailable => (CoverageFound.Unsaid(exchange, VerifyTexts.NotRecorded), null),
            _ => (null, VerifyTexts.NotYours),
        };
    }
}
