using Interop.Gateway.Limits;
using Interop.Gateway.Privacy;

namespace Interop.Gateway.Exchanges;

/// <summary>
/// The one path of every exchange, after its door has authenticated the caller and understood the question:
/// <code>
///   admit (privacy scope) -> record admitted -> resolve identity -> fetch (all registries, one deadline)
///     -> decide (rules) -> minimise -> record completed -> the door answers
/// </code>
/// Nothing is looked at before the admission is on disk, and nothing leaves before the completion is.
/// </summary>
internal sealed class ExchangePipeline(ScopeRegister scopes, ExchangeRecord record, ExchangeAnswering answering)
{
    public async ValueTask<ExchangeOutcome> RunAsync(Exchange exchange, CancellationToken cancellation)
    {
        // :: Admit
        var today = DateOnly.FromDateTime(exchange.At.UtcDateTime);
        var admission = scopes.Admit(
            exchange.Caller.Institution.Code, exchange.Caller.Purpose, exchange.Operation, exchange.Programmes, today, out var scope, exchange.Caller.HasCase);
        exchange.Scope = scope;
        if (admission != AdmissionOutcome.Admitted)
            return await record.RefusedAsync(exchange, Refusal(admission), cancellation);
        if (exchange.ScopeLimit != LimitOutcome.Within)
            return await record.RefusedAsync(exchange, Refusal(exchange.ScopeLimit), cancellation);

        // :: Record admitted
        if (!await record.AdmittedAsync(exchange, cancellation))
            return ExchangeOutcome.AuditUnavailable;

        // :: Resolve identity, fetch, decide, minimise: doors write only what passed there
        var outcome = await answering.RunAsync(exchange, cancellation);

        // :: Record completed
        return await record.CompletedAsync(exchange, outcome, cancellation);
    }

    internal static ExchangeOutcome Refusal(LimitOutcome limit) =>
        limit == LimitOutcome.QuotaExhausted ? ExchangeOutcome.ScopeQuotaExhausted : ExchangeOutcome.ScopeRateLimited;

    internal static ExchangeOutcome Refusal(AdmissionOutcome admission) => admission switch
    {
        AdmissionOutcome.NoScope => ExchangeOutcome.NoScope,
        AdmissionOutcome.PurposeOutsideScope => ExchangeOutcome.PurposeOutsideScope,
        AdmissionOutcome.OperationOutsideScope => ExchangeOutcome.OperationOutsideScope,
        AdmissionOutcome.CaseMissing => ExchangeOutcome.CaseMissing,
        AdmissionOutcome.ProgrammeOutsideScope => ExchangeOutcome.ProgrammeOutsideScope,
        _ => throw new ArgumentOutOfRangeException(nameof(admission), admission, "Not a refusal."),
    };
}
