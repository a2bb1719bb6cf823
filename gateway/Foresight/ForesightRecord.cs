using Interop.Gateway.Audit;
using Interop.Gateway.Audit.Retention;
using Interop.Gateway.Exchanges;
using Interop.Gateway.Privacy;
using Interop.Gateway.Wire;

namespace Interop.Gateway.Foresight;

/// <summary>
/// Writes what officers look at in order to foresee: people in a simulation, the log in a replay or an advice. Each is the officer's own act, so no
/// institution stands in it, and it is durable before anything is shown: no record, no look.
/// </summary>
internal sealed class ForesightRecord(AuditLog log, SubjectKeys subjects, TimeProvider time)
{
    public const string Simulation = "simulation", Replay = "scope-replay", Advice = "scope-advice";

    /// <summary>Records one step of a simulation; false when it could not be recorded.</summary>
    /// <param name="officer">The officer's id.</param>
    /// <param name="exchange">What is simulated, as far as it has come.</param>
    /// <param name="phase">Where it stands.</param>
    /// <param name="outcome">As of a real exchange.</param>
    /// <param name="cancellation">Gives up the wait.</param>
    public async ValueTask<bool> SimulatedAsync(string officer, Exchange exchange, AuditPhase phase, string outcome, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        // The officer's look is kept as long as any: the retention of the scope is for what the institution learns.
        var subject = subjects.Of(exchange.Person, exchange.Subject.Type, exchange.Subject.Value, now, null);
        return await AppendAsync(EntryOf(officer, Simulation, AuditEntry.Console, exchange.Scope?.Config, now) with
        {
            Exchange = exchange.Id,
            Phase = phase,
            Purpose = exchange.Caller.Purpose,
            Case = exchange.Caller.Case,
            SubjectPseudonym = subject.Value,
            SubjectKey = subject.Key,
            Registries = [.. exchange.Sources.Select(s => new ConsultedRegistry(s.Registry, WireName.Of(s.Status)))],
            Asked = exchange.Attributes is { } asked ? [.. asked.Select(a => a.Name)] : null,
            Disclosed = exchange.Disclosed,
            Programmes = exchange.Entitlements is { } answer ? [.. answer.Programmes.Select(p => p.Programme.Code)] : [],
            Outcome = outcome,
        }, cancellation);
    }

    /// <summary>Records that an officer has the log read; false when it could not be recorded.</summary>
    public ValueTask<bool> ReadAsync(string officer, string operation, ScopeConfig? scope, CancellationToken cancellation) =>
        AppendAsync(EntryOf(officer, operation, AuditEntry.Console, scope, time.GetUtcNow()), cancellation);

    /// <summary>The record of a look at the log.</summary>
    public static AuditEntry EntryOf(string officer, string operation, string door, ScopeConfig? scope, DateTimeOffset at) =>
        AuditEntry.OfOfficer(officer, door, operation, at) with { Scope = scope?.Scope, ScopeVersion = scope?.Version };

    private async ValueTask<bool> AppendAsync(AuditEntry entry, CancellationToken cancellation) =>
        (await log.AppendAsync(entry, cancellation)).Outcome == AppendOutcome.Durable;
}
