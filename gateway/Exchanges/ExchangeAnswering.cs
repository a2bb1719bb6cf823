using Interop.Gateway.Entitlements;
using Interop.Gateway.LastKnown;
using Interop.Gateway.Privacy;
using Interop.Gateway.Registries;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Exchanges;

/// <summary>
/// Finds the answer to an admitted question: resolve identity, fetch, recall, decide, minimise. It records nothing, so whoever runs it must have recorded
/// that it is run, and records how it ended before anything of the exchange leaves.
/// </summary>
internal sealed class ExchangeAnswering(SubjectSearch subjects, RegistryReads reads, QuestionPlans plans, Disclosure disclosure, AttributeCatalogue catalogue)
{
    /// <param name="exchange">With the scope that admitted it; gets all that was found.</param>
    /// <param name="cancellation">Whoever asked has gone.</param>
    public async ValueTask<ExchangeOutcome> RunAsync(Exchange exchange, CancellationToken cancellation)
    {
        var scope = exchange.Scope!;

        // :: Resolve identity, as far as the scope lets this person be asked about
        var started = reads.Registries.Start();
        if (await subjects.FindAsync(exchange, started, cancellation) is { } unfound)
            return unfound;

        // :: Fetch
        var programmes = plans.ProgrammesOf(exchange);
        var plan = plans.For(exchange, programmes);
        var facts = exchange.Facts = new Facts(catalogue);
        var sources = await reads.Registries.ReadAsync(plan.Parts, exchange.Person, scope.Registries, exchange.Date, started, facts, cancellation);
        exchange.Sources = sources;
        if (subjects.Refusal(exchange) is { } refused)
            return refused;
        if (plan.Relatives.Length > 0 && NeedsRelatives(exchange, programmes))
            foreach (var relative in plan.Relatives)
                await reads.Relatives.ReadAsync(relative, scope.Registries, exchange.Date, started, facts, cancellation);

        // :: Recall: only now, so that no condition about the person and no relative hangs on what is only last known
        if (scope.LastKnown is { } most && exchange.MayBeStale)
        {
            var asked = new KnownQuestion(scope.Consumer, most, exchange.Person, exchange.Date, exchange.At);
            reads.LastKnown.Keep(plan.Parts, sources, facts, asked);
            facts = exchange.Facts = reads.LastKnown.Recall(plan.Parts, sources, facts, asked);
        }

        // :: Decide
        if (!exchange.AsksAttributes)
            exchange.Entitlements = EntitlementAnswer.Of(programmes, facts, exchange.Date, exchange.Explains);

        // :: Minimise: doors write only what passed here
        if (exchange.AsksAttributes)
        {
            exchange.Lookup = disclosure.Of(exchange.Attributes ?? scope.Granted, scope, facts, exchange.Date);
            if (exchange.Consent is { Attributes: not null })
                exchange.Lookup = [.. exchange.Lookup.Select(d => exchange.Consents(d.Attribute) ? d : DisclosedAttribute.Withheld(d.Attribute))];
            exchange.Disclosed = [.. exchange.Lookup.Where(d => d.Status is DisclosureStatus.Value or DisclosureStatus.None).Select(d => d.Attribute.Name)];
        }
        else if (exchange.Explains)
        {
            exchange.Entitlements = exchange.Entitlements!.ShownTo(exchange.MayExplain);
            exchange.Disclosed = exchange.Entitlements.Explained();
        }

        return ExchangeOutcome.Answered;
    }

    /// <summary>A check reads a relative only while a verdict hangs on it; no more of a family is read than the question needs.</summary>
    private static bool NeedsRelatives(Exchange exchange, IReadOnlyList<Programme> programmes)
    {
        if (exchange.AsksAttributes)
            return true;
        foreach (var programme in programmes)
            if (programme.On(exchange.Date) is { ReadsRelatives: true } version
                && version.Evaluate(exchange.Facts!, exchange.Date) is { Entitled: Truth.Unknown } or { InForce: Truth.Unknown })
                return true;
        return false;
    }
}

/// <summary>The registries, the three ways they are read, and what stands in for one that is silent.</summary>
internal sealed record RegistryReads(RegistrySet Set, RegistryReading Registries, RelativeReading Relatives, LiveResolution Live, LastKnownFacts LastKnown);
