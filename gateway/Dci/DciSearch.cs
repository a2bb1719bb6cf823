using System.Text.Json.Nodes;
using Interop.Gateway.Callers;
using Interop.Gateway.Exchanges;
using Interop.Gateway.Privacy;
using Interop.Gateway.Problems;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Dci;

/// <summary>How one search ended. <paramref name="Outcome"/> is for the metrics; not rejected and without a record, nobody was found.</summary>
internal sealed record DciFound(DciQuery Query, string Outcome, bool IsRejected, string? Reason, string? Message, JsonObject? Record)
{
    public static DciFound Rejected(DciQuery query, string? reason, ProblemKind? kind) => new(query, kind?.Code ?? reason!, true, reason, kind is null ? null : $"{kind.Code}: {kind.Detail}", null);
}

/// <summary>Asks each search of a message as an exchange of its own.</summary>
internal sealed class DciSearch(Entrance entrance, ExchangePipeline pipeline, ScopeRegister scopes, TimeProvider time)
{
    public async ValueTask<DciFound> FindAsync(HttpContext context, DciEntry entry, DciRegistry registry, DciQuery query)
    {
        if (query.Rejection is not null)
            return DciFound.Rejected(query, query.Rejection, null);
        var now = time.GetUtcNow();
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var caller = new Caller(entry.Sender, entry.Key, query.Purpose!, null, null);
        scopes.Admit(entry.Sender.Code, caller.Purpose, Operation.Lookup, null, today, out var scope);
        var attributes = registry.AttributesOf(scope);
        // Whoever may not have the value may not ask whether it is this one either.
        if (scope is not null && query.Tests.Any(t => !(attributes ?? scope.Granted).Contains(t.Attribute) || scope.ReductionOf(t.Attribute) != Reduction.Whole))
            return DciFound.Rejected(query, DciSearchReasons.Filter, null);
        var taken = await entrance.TakeAsync(context, caller, scope);
        if (taken.Problem is { } full)
            return DciFound.Rejected(query, null, full.Kind);
        var exchange = new Exchange
        {
            Id = Guid.CreateVersion7(now), At = now, Door = "dci", Caller = caller, ScopeLimit = taken.ScopeLimit, Operation = Operation.Lookup,
            Subject = query.Subject!, Date = today, Attributes = attributes,
        };
        var outcome = await pipeline.RunAsync(exchange, context.RequestAborted);
        return outcome switch
        {
            ExchangeOutcome.Answered => Tested(query, exchange, registry),
            ExchangeOutcome.SubjectNotFound => new(query, ProblemKinds.SubjectNotFound.Code, false, null, null, null),
            ExchangeOutcome.IdentityConflict => DciFound.Rejected(query, DciSearchReasons.TooManyRecords, ExchangeProblems.Of(outcome).Kind),
            // The specification has no code for a source that is away; a wrong one would be taken for a no.
            ExchangeOutcome.SubjectUndecided or ExchangeOutcome.SubjectConditionUndecided or ExchangeOutcome.AuditUnavailable
                or ExchangeOutcome.ScopeRateLimited or ExchangeOutcome.ScopeQuotaExhausted => DciFound.Rejected(query, null, ExchangeProblems.Of(outcome).Kind),
            _ => DciFound.Rejected(query, DciSearchReasons.SearchCriteria, ExchangeProblems.Of(outcome).Kind),
        };
    }

    /// <summary>The person, unless a condition is not met. What no registry says now is not a no.</summary>
    private static DciFound Tested(DciQuery query, Exchange exchange, DciRegistry registry)
    {
        var undecided = false;
        foreach (var test in query.Tests)
        {
            var fact = exchange.Lookup.First(d => d.Attribute == test.Attribute);
            if (fact.Status == DisclosureStatus.None || (fact.Status == DisclosureStatus.Value && !test.Meets(fact.Value, exchange.Date)))
                return new(query, "condition-not-met", false, null, null, null);
            undecided |= fact.Status != DisclosureStatus.Value;
        }
        return undecided
            ? new(query, "condition-undecided", true, null, "condition-undecided: What a condition asks for is not known now. That says nothing about whether there is such a person.", null)
            : new(query, "answered", false, null, null, DciRecord.Of(exchange.Lookup, registry));
    }
}
