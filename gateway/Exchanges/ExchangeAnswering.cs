using Interop.Gateway.Entitlements;
using Interop.Gateway.IdentityResolution;
using Interop.Gateway.Privacy;
using Interop.Gateway.Registries;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Exchanges;

/// <summary>
/// Finds the answer to an admitted question: resolve identity, fetch, decide, minimise. It records nothing, so whoever runs it must have recorded
/// that it is run, and records how it ended before anything of the exchange leaves.
/// </summary>
internal sealed class ExchangeAnswering(ReferenceDirectory directory, RegistryReads reads, QuestionPlans plans, Disclosure disclosure, AttributeCatalogue catalogue)
{
    /// <param name="exchange">With the scope that admitted it; gets all that was found.</param>
    /// <param name="cancellation">Whoever asked has gone.</param>
    public async ValueTask<ExchangeOutcome> RunAsync(Exchange exchange, CancellationToken cancellation)
    {
        var scope = exchange.Scope!;

        // :: Resolve identity
        var started = reads.Registries.Start();
        var person = directory.Resolve(exchange.Subject.Type, exchange.Subject.Value);
        if (person.Outcome == ResolutionOutcome.NotFound)
            person = await reads.Live.ResolveAsync(exchange.Subject.Type, exchange.Subject.Value, scope.Registries, started, cancellation);
        if (person.Outcome != ResolutionOutcome.Found)
            return Unresolved(person.Outcome);
        exchange.Person = person;

        // :: Fetch
        var programmes = plans.ProgrammesOf(exchange);
        var plan = plans.For(exchange, programmes);
        var facts = exchange.Facts = new Facts(catalogue);
        exchange.Sources = await reads.Registries.ReadAsync(plan.Parts, person, scope.Registries, exchange.Date, started, facts, cancellation);
        if (plan.Relatives.Length > 0 && NeedsRelatives(exchange, programmes))
            foreach (var relative in plan.Relatives)
                await reads.Relatives.ReadAsync(relative, scope.Registries, exchange.Date, started, facts, cancellation);

        // :: Decide
        if (exchange.Operation == Operation.EntitlementCheck)
            exchange.Entitlements = EntitlementAnswer.Of(programmes, facts, exchange.Date);

        // :: Minimise: doors write only what passed here
        if (exchange.Operation == Operation.Lookup)
        {
            exchange.Lookup = disclosure.Of(exchange.Attributes ?? scope.Granted, scope, facts, exchange.Date);
            exchange.Disclosed = [.. exchange.Lookup.Where(d => d.Status is DisclosureStatus.Value or DisclosureStatus.None).Select(d => d.Attribute.Name)];
        }
        else
        {
            exchange.Entitlements = exchange.Entitlements!.ShownTo(scope.MayExplain);
            exchange.Disclosed = exchange.Entitlements.Explained();
        }

        return ExchangeOutcome.Answered;
    }

    /// <summary>A check reads a relative only while a verdict hangs on it; no more of a family is read than the question needs.</summary>
    private static bool NeedsRelatives(Exchange exchange, IReadOnlyList<Programme> programmes)
    {
        if (exchange.Operation == Operation.Lookup)
            return true;
        foreach (var programme in programmes)
            if (programme.On(exchange.Date) is { ReadsRelatives: true } version
                && version.Evaluate(exchange.Facts!, exchange.Date) is { Entitled: Truth.Unknown } or { InForce: Truth.Unknown })
                return true;
        return false;
    }

    private static ExchangeOutcome Unresolved(ResolutionOutcome outcome) => outcome switch
    {
        ResolutionOutcome.NotFound => ExchangeOutcome.SubjectNotFound,
        ResolutionOutcome.Conflict => ExchangeOutcome.IdentityConflict,
        ResolutionOutcome.Undecided => ExchangeOutcome.SubjectUndecided,
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "Resolved."),
    };
}

/// <summary>The three ways registries are read.</summary>
internal sealed record RegistryReads(RegistryReading Registries, RelativeReading Relatives, LiveResolution Live);
