using Interop.Gateway.Audit;
using Interop.Gateway.Audit.Retention;
using Interop.Gateway.Problems;
using Interop.Gateway.Wire;

namespace Interop.Gateway.Exchanges;

/// <summary>Writes what the audit log keeps of an exchange: metadata only. Each call returns when the entry is on disk.</summary>
internal sealed class ExchangeRecord(AuditLog log, SubjectKeys subjects, TimeProvider time)
{
    /// <summary>Records that the exchange was turned away.</summary>
    public async ValueTask<ExchangeOutcome> RefusedAsync(Exchange exchange, ExchangeOutcome refusal, CancellationToken cancellation) =>
        await AppendAsync(exchange, AuditPhase.Refused, ExchangeProblems.Of(refusal).Kind.Code, cancellation) ? refusal : ExchangeOutcome.AuditUnavailable;

    /// <summary>Records that its door turned the exchange away, by a rule of that door alone.</summary>
    public async ValueTask<Problem> RefusedAsync(Exchange exchange, ProblemKind refusal, CancellationToken cancellation) =>
        await AppendAsync(exchange, AuditPhase.Refused, refusal.Code, cancellation) ? refusal : ProblemKinds.AuditUnavailable;

    /// <summary>Records that the exchange may look at registries now; false when it could not be recorded.</summary>
    public ValueTask<bool> AdmittedAsync(Exchange exchange, CancellationToken cancellation) =>
        AppendAsync(exchange, AuditPhase.Admitted, "admitted", cancellation);

    /// <summary>Records how the exchange ended, which may be more than its caller is told, and what leaves; the receipt then stands in the exchange.</summary>
    public async ValueTask<ExchangeOutcome> CompletedAsync(Exchange exchange, ExchangeOutcome outcome, CancellationToken cancellation) =>
        await AppendAsync(exchange, AuditPhase.Completed, outcome == ExchangeOutcome.Answered ? "answered" : ExchangeProblems.Of(exchange.Hidden?.Outcome ?? outcome).Kind.Code, cancellation) ? outcome : ExchangeOutcome.AuditUnavailable;

    private async ValueTask<bool> AppendAsync(Exchange exchange, AuditPhase phase, string outcome, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        SubjectPseudonym? subject = exchange.Subject.Type == Subject.Group ? null : subjects.Of(exchange.Person, exchange.Subject.Type, exchange.Subject.Value, now, exchange.Scope?.RetentionDays);
        var result = await log.AppendAsync(new AuditEntry
        {
            Exchange = exchange.Id,
            Phase = phase,
            At = now,
            Institution = exchange.Caller.Institution.Code,
            Key = exchange.Caller.Key,
            User = exchange.Caller.User,
            Case = exchange.Caller.Case,
            Door = exchange.Door,
            Operation = WireName.Of(exchange.Operation),
            Purpose = exchange.Caller.Purpose,
            Scope = exchange.Scope?.Name,
            ScopeVersion = exchange.Scope?.Version,
            SubjectPseudonym = subject is { } named ? named.Value : default,
            SubjectKey = subject?.Key,
            Registries = [.. (exchange.Hidden?.Sources ?? exchange.Sources).Select(s => new ConsultedRegistry(s.Registry, WireName.Of(s.Status)))],
            Asked = exchange.Attributes is { } asked ? [.. asked.Select(a => a.Name)] : null,
            Disclosed = exchange.Disclosed,
            Programmes = exchange.Entitlements is { } answer ? [.. answer.Programmes.Select(p => p.Programme.Code)] : exchange.Programmes ?? [],
            Counts = exchange.Counts,
            Outcome = outcome,
        }, cancellation);
        exchange.Receipt = result.Receipt;
        return result.Outcome == AppendOutcome.Durable;
    }
}
