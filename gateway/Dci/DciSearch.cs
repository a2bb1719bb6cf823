using Interop.Gateway.Callers;
using Interop.Gateway.Exchanges;
using Interop.Gateway.Institutions;
using Interop.Gateway.Privacy;
using Interop.Gateway.Problems;

namespace Interop.Gateway.Dci;

/// <summary>How one search ended. Without a problem and without records nobody was found.</summary>
internal sealed record DciFound(DciQuery Query, string? Reason, Problem? Problem, Exchange? Exchange);

/// <summary>Asks each search of a message as an exchange of its own.</summary>
internal sealed class DciSearch(Entrance entrance, ExchangePipeline pipeline, ScopeRegister scopes, TimeProvider time)
{
    public async ValueTask<DciFound> FindAsync(HttpContext context, Institution sender, string key, DciQuery query)
    {
        if (query.Rejection is not null)
            return new(query, query.Rejection, null, null);
        var now = time.GetUtcNow();
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var caller = new Caller(sender, key, query.Purpose!, null, null);
        scopes.Admit(sender.Code, caller.Purpose, Operation.Lookup, null, today, out var scope);
        var entry = await entrance.TakeAsync(context, caller, scope);
        if (entry.Problem is not null)
            return new(query, null, entry.Problem, null);
        var exchange = new Exchange
        {
            Id = Guid.CreateVersion7(now), At = now, Door = "dci", Caller = caller, ScopeLimit = entry.ScopeLimit, Operation = Operation.Lookup,
            Subject = query.Subject!, Date = today,
        };
        var outcome = await pipeline.RunAsync(exchange, context.RequestAborted);
        return outcome switch
        {
            ExchangeOutcome.Answered => new(query, null, null, exchange),
            ExchangeOutcome.SubjectNotFound => new(query, null, null, null),
            ExchangeOutcome.IdentityConflict => new(query, DciSearchReasons.TooManyRecords, ExchangeProblems.Of(outcome), null),
            // The specification has no code for a source that is away; a wrong one would be taken for a no.
            ExchangeOutcome.SubjectUndecided or ExchangeOutcome.SubjectConditionUndecided or ExchangeOutcome.AuditUnavailable
                or ExchangeOutcome.ScopeRateLimited or ExchangeOutcome.ScopeQuotaExhausted => new(query, null, ExchangeProblems.Of(outcome), null),
            _ => new(query, DciSearchReasons.SearchCriteria, ExchangeProblems.Of(outcome), null),
        };
    }
}
