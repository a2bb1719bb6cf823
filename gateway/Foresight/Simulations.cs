using Interop.Gateway.Audit;
using Interop.Gateway.Exchanges;
using Interop.Gateway.Privacy;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Foresight;

/// <summary>What came of a simulation.</summary>
/// <param name="Outcome">As a real exchange would have ended; limits are not taken.</param>
/// <param name="Exchange">All that was found.</param>
/// <param name="Attributes">What decided each attribute; empty unless answered.</param>
internal sealed record SimulationResult(ExchangeOutcome Outcome, Exchange Exchange, IReadOnlyList<AttributeVerdict> Attributes)
{
    public override string ToString() => $"{Outcome}";
}

/// <summary>
/// Shows an officer what an institution would see about a person. The question passes the rooms of every exchange - admission, answering - over
/// scopes that may be hypothetical; only the record is another: the look is the officer's, and is on disk before anything is read and again
/// before anything is shown.
/// </summary>
internal sealed class Simulations(ExchangeAnswering answering, ForesightRecord record, AttributeCatalogue catalogue, TimeProvider time)
{
    /// <summary>Simulates the question.</summary>
    /// <returns>Null when the look could not be recorded: then nothing was read, or nothing is shown.</returns>
    public async ValueTask<SimulationResult?> RunAsync(string officer, Hypothesis scopes, SimulatedQuestion question, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var exchange = new Exchange
        {
            Id = Guid.CreateVersion7(now),
            // A version that begins later is looked at on its first day.
            At = scopes.Day == today ? now : new(scopes.Day, TimeOnly.MinValue, TimeSpan.Zero),
            Door = Audit.Search.AuditLook.Door,
            Caller = new(question.Institution, "", question.Purpose, question.Case, officer),
            Operation = question.Operation,
            Subject = question.Subject,
            Date = scopes.Day,
            // All there is, by name: what is withheld shows, and what is granted is read and decided as when nothing is named.
            Attributes = question.Operation != Operation.EntitlementCheck ? question.Attributes ?? catalogue.All : null,
        };

        // :: Admit
        var admission = scopes.Register.Admit(question.Institution.Code, question.Purpose, question.Operation, null, scopes.Day, out var scope, exchange.Caller.HasCase);
        exchange.Scope = scope;
        if (admission != AdmissionOutcome.Admitted)
        {
            var refusal = ExchangePipeline.Refusal(admission);
            return await record.SimulatedAsync(officer, exchange, AuditPhase.Refused, ExchangeProblems.Of(refusal).Kind.Code, cancellation) ? new(refusal, exchange, []) : null;
        }

        // :: Record, answer, record
        if (!await record.SimulatedAsync(officer, exchange, AuditPhase.Admitted, "admitted", cancellation))
            return null;
        var outcome = await answering.RunAsync(exchange, cancellation);
        var answered = outcome == ExchangeOutcome.Answered;
        if (!await record.SimulatedAsync(officer, exchange, AuditPhase.Completed, answered ? "answered" : ExchangeProblems.Of(outcome).Kind.Code, cancellation))
            return null;
        return new(outcome, exchange, answered ? AttributeVerdict.Of(exchange, catalogue) : []);
    }
}
