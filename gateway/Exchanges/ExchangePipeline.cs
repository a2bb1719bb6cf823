using Interop.Gateway.Entitlements;
using Interop.Gateway.IdentityResolution;
using Interop.Gateway.Limits;
using Interop.Gateway.Privacy;
using Interop.Gateway.Registries;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Exchanges;

/// <summary>
/// The one path of every exchange, after its door has authenticated the caller and understood the question:
/// <code>
///   admit (privacy scope) -> record admitted -> resolve identity -> fetch (all registries, one deadline)
///     -> decide (rules) -> minimise -> record completed -> the door answers
/// </code>
/// Nothing is looked at before the admission is on disk, and nothing leaves before the completion is.
/// </summary>
internal sealed class ExchangePipeline(
    ScopeRegister scopes, ExchangeRecord record, ReferenceDirectory directory, RegistryReads reads, QuestionPlans plans,
    Disclosure disclosure, AttributeCatalogue catalogue)
{
    public async ValueTask<ExchangeOutcome> RunAsync(Exchange exchange, CancellationToken cancellation)
    {
        // :: Admit
        var today = DateOnly.FromDateTime(exchange.At.UtcDateTime);
        var admission = scopes.Admit(
            exchange.Caller.Institution.Code, exchange.Caller.Purpose, exchange.Operation, exchange.Programmes, today, out var scope);
        exchange.Scope = scope;
        if (admission != AdmissionOutcome.Admitted)
            return await record.RefusedAsync(exchange, Refusal(admission), cancellation);
        if (exchange.ScopeLimit != LimitOutcome.Within)
            return await record.RefusedAsync(exchange, Refusal(exchange.ScopeLimit), cancellation);

        // :: Record admitted
        if (!await record.AdmittedAsync(exchange, cancellation))
            return ExchangeOutcome.AuditUnavailable;

        // :: Resolve identity
        var started = reads.Registries.Start();
        var person = directory.Resolve(exchange.Subject.Type, exchange.Subject.Value);
        if (person.Outcome == ResolutionOutcome.NotFound)
            person = await reads.Live.ResolveAsync(exchange.Subject.Type, exchange.Subject.Value, scope!.Registries, started, cancellation);
        if (person.Outcome != ResolutionOutcome.Found)
            return await record.CompletedAsync(exchange, Unresolved(person.Outcome), cancellation);
        exchange.Person = person;

        // :: Fetch
        var programmes = plans.ProgrammesOf(exchange);
        var plan = plans.For(exchange, programmes);
        var facts = exchange.Facts = new Facts(catalogue);
        exchange.Sources = await reads.Registries.ReadAsync(plan.Parts, person, scope!.Registries, exchange.Date, started, facts, cancellation);
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

        // :: Record completed
        return await record.CompletedAsync(exchange, ExchangeOutcome.Answered, cancellation);
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

    private static ExchangeOutcome Refusal(LimitOutcome limit) =>
        limit == LimitOutcome.QuotaExhausted ? ExchangeOutcome.ScopeQuotaExhausted : ExchangeOutcome.ScopeRateLimited;

    private static ExchangeOutcome Refusal(AdmissionOutcome admission) => admission switch
    {
        AdmissionOutcome.NoScope => ExchangeOutcome.NoScope,
        AdmissionOutcome.PurposeOutsideScope => ExchangeOutcome.PurposeOutsideScope,
        AdmissionOutcome.OperationOutsideScope => ExchangeOutcome.OperationOutsideScope,
        AdmissionOutcome.ProgrammeOutsideScope => ExchangeOutcome.ProgrammeOutsideScope,
        _ => throw new ArgumentOutOfRangeException(nameof(admission), admission, "Not a refusal."),
    };
}

/// <summary>The three ways the pipeline reads registries.</summary>
internal sealed record RegistryReads(RegistryReading Registries, RelativeReading Relatives, LiveResolution Live);
