using System.Text.Json;
using System.Text.Json.Nodes;
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

/// <summary>Answers searches, each by an exchange, and the conditions that the person found must meet.</summary>
internal sealed class DciSearch(DciAsking asking, ExchangeMetrics metrics, TimeProvider time)
{
    /// <summary>The answers to all searches of a message, each an exchange of its own.</summary>
    public async Task<IReadOnlyList<JsonObject>> AllAsync(DciEntry entry, DciRegistry registry, JsonElement searches)
    {
        var answers = new List<JsonObject>();
        foreach (var query in DciQuery.All(searches, entry.Sender))
        {
            var started = time.GetTimestamp();
            var found = await FindAsync(entry, registry, query);
            answers.Add(DciSearchAnswer.Of(found, registry, asList: registry != DciRegistry.Disability, time.GetUtcNow()));
            metrics.Ended("dci", Operation.Lookup, found.Outcome, time.GetElapsedTime(started));
        }
        return answers;
    }

    public async ValueTask<DciFound> FindAsync(DciEntry entry, DciRegistry registry, DciQuery query)
    {
        if (query.Rejection is not null)
            return DciFound.Rejected(query, query.Rejection, null);
        var scope = asking.ScopeOf(entry, query.Purpose!, Operation.Lookup);
        var attributes = registry.AttributesOf(scope);
        // Whoever may not have the value may not ask whether it is this one either.
        if (scope is not null && query.Tests.Any(t => !(attributes ?? scope.Granted).Contains(t.Attribute) || scope.ReductionOf(t.Attribute) != Reduction.Whole))
            return DciFound.Rejected(query, DciSearchReasons.Filter, null);
        var (exchange, problem) = await asking.AskAsync(entry, scope, new(query.Purpose!, Operation.Lookup, query.Subject!, attributes));
        if (exchange is not null)
            return Tested(query, exchange, registry);
        if (problem == ProblemKinds.SubjectNotFound)
            return new(query, problem.Code, false, null, null, null);
        // The specification has no code for a source that is away or a limit that is full; a wrong one would be taken for a no.
        var reason = problem!.Status is StatusCodes.Status503ServiceUnavailable or StatusCodes.Status429TooManyRequests ? null
            : problem == ProblemKinds.IdentityConflict ? DciSearchReasons.TooManyRecords : DciSearchReasons.SearchCriteria;
        return DciFound.Rejected(query, reason, problem);
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
