using Interop.Gateway.Consents;
using Interop.Gateway.IdentityResolution;
using Interop.Gateway.Privacy;
using Interop.Gateway.Registries;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Exchanges;

/// <summary>
/// Finds the person behind an identifier, and refuses where the scope does not let them be asked about. Under a scope that makes conditions about the
/// person an identifier nobody has, one that several have, and that of somebody outside the scope are refused alike, whichever registries answer.
/// </summary>
internal sealed class SubjectSearch(ReferenceDirectory directory, RegistryReads reads, SubjectConditions conditions, ConsentRegister consents, AttributeCatalogue catalogue)
{
    /// <summary>Whom a registry that does not index the identifier is asked about: the answer is thrown away, and tells only that there was one.</summary>
    private const string Nobody = "000000000";

    private readonly PlanPart[] residence = PlanPart.Of([catalogue[SubjectConditionConfig.Residence]], reads.Set);

    /// <summary>Puts the person into the exchange; else how it ends.</summary>
    public async ValueTask<ExchangeOutcome?> FindAsync(Exchange exchange, long started, CancellationToken cancellation)
    {
        var scope = exchange.Scope!;
        var person = directory.Resolve(exchange.Subject.Type, exchange.Subject.Value);
        if (person.Outcome == ResolutionOutcome.Found)
            exchange.Person = person;
        if (scope.NeedsConsent)
            exchange.Consent = consents.Covers(
                person, new(exchange.Subject.Type, exchange.Subject.Value), scope.Consumer, exchange.Caller.Purpose, DateOnly.FromDateTime(exchange.At.UtcDateTime));
        if (scope.Subject.Count > 0 && SubjectConditions.BeforeReading(exchange, person) is var verdict and not SubjectVerdict.Within)
            return Hide(exchange, verdict, person.Outcome);

        // Begun beside the search, so that it ends as soon as it would for somebody who is there.
        var asOfNobody = person.Outcome != ResolutionOutcome.Found && scope.ReadForSubject.Count > 0 ? ReadNobodyAsync(exchange, started, cancellation) : null;
        if (person.Outcome == ResolutionOutcome.NotFound)
            person = await reads.Live.ResolveAsync(exchange.Subject.Type, exchange.Subject.Value, scope.Registries, started, cancellation);
        if (asOfNobody is not null && await asOfNobody is var ofNobody && person.Outcome != ResolutionOutcome.Found)
            return Hide(exchange, ofNobody, person.Outcome);
        if (person.Outcome != ResolutionOutcome.Found)
            return scope.Subject.Count > 0 ? Hide(exchange, SubjectVerdict.Outside, person.Outcome) : Unresolved(person.Outcome);
        exchange.Person = person;
        return null;
    }

    /// <summary>Refuses when what was read says that the scope does not let the person be asked about; null when it does.</summary>
    public ExchangeOutcome? Refusal(Exchange exchange) =>
        exchange.Scope!.ReadForSubject.Count > 0 && conditions.AfterReading(exchange, exchange.Facts!) is var verdict and not SubjectVerdict.Within
            ? Hide(exchange, verdict, ResolutionOutcome.Found)
            : null;

    /// <summary>What the conditions would say of somebody whom the registries that answer do not know.</summary>
    private async Task<SubjectVerdict> ReadNobodyAsync(Exchange exchange, long started, CancellationToken cancellation)
    {
        var facts = new Facts(catalogue);
        var indexed = residence[0].Registry.Adapter.Mapping.Identifiers.Keys;
        var nobody = new Resolution(
            ResolutionOutcome.Found, [indexed.Contains(exchange.Subject.Type) ? new(exchange.Subject.Type, exchange.Subject.Value) : new(indexed.First(), Nobody)], []);
        await reads.Registries.ReadAsync(residence, nobody, exchange.Scope!.Registries, exchange.Date, started, facts, cancellation);
        // One who is found here after all is not, by the search: the directory holds the identifier for several people.
        return conditions.AfterReading(exchange, facts) == SubjectVerdict.Undecided ? SubjectVerdict.Undecided : SubjectVerdict.Outside;
    }

    private static ExchangeOutcome Hide(Exchange exchange, SubjectVerdict verdict, ResolutionOutcome found)
    {
        var outcome = verdict == SubjectVerdict.Undecided ? ExchangeOutcome.SubjectConditionUndecided : ExchangeOutcome.SubjectOutsideScope;
        exchange.Hide(found == ResolutionOutcome.Found ? outcome : Unresolved(found));
        return outcome;
    }

    private static ExchangeOutcome Unresolved(ResolutionOutcome outcome) => outcome switch
    {
        ResolutionOutcome.NotFound => ExchangeOutcome.SubjectNotFound,
        ResolutionOutcome.Conflict => ExchangeOutcome.IdentityConflict,
        ResolutionOutcome.Undecided => ExchangeOutcome.SubjectUndecided,
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "Resolved."),
    };
}
