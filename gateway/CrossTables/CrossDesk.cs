using Interop.Gateway.Exchanges;
using Interop.Gateway.Limits;
using Interop.Gateway.Problems;

namespace Interop.Gateway.CrossTables;

/// <summary>
/// Takes in questions about the population. Each is an exchange: admitted by a scope that names the operation, recorded before anything is counted, and
/// recorded again before its tables can be fetched.
/// </summary>
internal sealed class CrossDesk(CrossAdmission admission, ExchangeRecord record, CrossRunStore store, CrossTurns turns)
{
    /// <summary>Counts of one institution that may wait or run at a time.</summary>
    public const int MostAtOnce = 4;

    /// <summary>Begins a run; else why not.</summary>
    /// <param name="run">As asked; not yet kept.</param>
    /// <param name="exchange">Of the run; gets the scope and the receipt.</param>
    /// <param name="cancellation">Whoever asked has gone.</param>
    public async ValueTask<Problem?> BeginAsync(CrossRun run, Exchange exchange, CancellationToken cancellation)
    {
        // :: Admit
        if (admission.Refusal(exchange, run.Question, DateOnly.FromDateTime(exchange.At.UtcDateTime)) is { } refused)
            return await record.RefusedAsync(exchange, refused, cancellation);
        if (exchange.ScopeLimit != LimitOutcome.Within)
            return ExchangeProblems.Of(await record.RefusedAsync(exchange, ExchangePipeline.Refusal(exchange.ScopeLimit), cancellation));

        // :: Keep, then record admitted: what could not be recorded is never counted
        if (!store.Add(run, MostAtOnce))
            return await record.RefusedAsync(exchange, ProblemKinds.CrossTablesBusy, cancellation);
        if (!await record.AdmittedAsync(exchange, cancellation))
        {
            store.Fail(run.Id, ProblemKinds.AuditUnavailable.Code);
            return ProblemKinds.AuditUnavailable;
        }
        turns.Add(run.Id, run.Institution);
        return null;
    }
}
