using Interop.Gateway.Audit;
using Interop.Gateway.Problems;

namespace Interop.Gateway.Proxy;

/// <summary>
/// Writes what the audit log keeps of a proxied call: who, why, which operation, under which scope, which fields left. Each call returns when
/// the entry is on disk. The subject stays empty: the hub does not know whom the provider's own paths and bodies speak of.
/// </summary>
internal sealed class ProxyRecord(AuditLog log, TimeProvider time)
{
    public const string Door = "proxy";

    /// <summary>Records that the call was turned away; false when it could not be recorded.</summary>
    public ValueTask<bool> RefusedAsync(ProxyExchange exchange, ProblemKind refusal, CancellationToken cancellation) =>
        AppendAsync(exchange, AuditPhase.Refused, refusal.Code, null, [], cancellation);

    /// <summary>Records that the provider may be called now.</summary>
    public ValueTask<bool> AdmittedAsync(ProxyExchange exchange, CancellationToken cancellation) =>
        AppendAsync(exchange, AuditPhase.Admitted, "admitted", null, [], cancellation);

    /// <summary>Records what leaves, before it does; the receipt then stands in the exchange.</summary>
    /// <param name="outcome"><c>answered</c>, <c>provider-error</c>, or the code of the problem.</param>
    /// <param name="answered">Whether the provider gave the answer.</param>
    /// <param name="disclosed">Names of the fields that leave, as far as the answer holds them.</param>
    public ValueTask<bool> CompletedAsync(ProxyExchange exchange, string outcome, bool answered, IReadOnlyList<string> disclosed, CancellationToken cancellation) =>
        AppendAsync(exchange, AuditPhase.Completed, outcome, answered ? "answered" : "unavailable", disclosed, cancellation);

    private async ValueTask<bool> AppendAsync(
        ProxyExchange exchange, AuditPhase phase, string outcome, string? provider, IReadOnlyList<string> disclosed, CancellationToken cancellation)
    {
        var result = await log.AppendAsync(new AuditEntry
        {
            Exchange = exchange.Id,
            Phase = phase,
            At = time.GetUtcNow(),
            Institution = exchange.Caller.Institution.Code,
            Key = exchange.Caller.Key,
            User = exchange.Caller.User,
            Case = exchange.Caller.Case,
            Door = Door,
            Operation = exchange.Operation.Name,
            Purpose = exchange.Caller.Purpose,
            Scope = exchange.Scope?.Name,
            ScopeVersion = exchange.Scope?.Version,
            Registries = provider is null ? [] : [new(exchange.Service.Name, provider)],
            Disclosed = disclosed,
            Outcome = outcome,
        }, cancellation);
        if (result.Outcome != AppendOutcome.Durable)
            return false;
        if (phase == AuditPhase.Completed)
            exchange.Receipt = result.Receipt;
        return true;
    }
}
