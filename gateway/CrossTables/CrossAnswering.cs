using Interop.Adapters;
using Interop.Gateway.Exchanges;
using Interop.Gateway.Institutions;
using Interop.Gateway.Problems;
using Interop.Gateway.Registries;

namespace Interop.Gateway.CrossTables;

/// <summary>Counts one run and records how it ended before its tables can be fetched.</summary>
internal sealed class CrossAnswering(CrossRunStore store, CrossCount count, CrossAdmission admission, InstitutionRegister institutions, ExchangeRecord record, TimeProvider time)
{
    /// <param name="run">One that was recorded as admitted.</param>
    /// <param name="progress">Told while it is counted.</param>
    /// <param name="cancellation">The hub ends; the run is left as it is and begun again.</param>
    public async Task RunAsync(CrossRun run, Action<CountProgress> progress, CancellationToken cancellation)
    {
        if (institutions.Find(run.Institution) is not { } institution)
        {
            store.Fail(run.Id, ProblemKinds.InstitutionUnknown.Code);
            return;
        }
        // The scope may have been suspended or changed since it was asked, e.g. while the hub was away.
        var exchange = run.ToExchange(institution);
        if (admission.Refusal(exchange, run.Question, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime)) is { } refused)
        {
            await record.RefusedAsync(exchange, refused, cancellation);
            store.Fail(run.Id, refused.Code);
            return;
        }
        try
        {
            var result = await count.RunAsync(exchange, run.Question, progress, cancellation);
            exchange.Sources = [.. exchange.Scope!.Registries.Order(StringComparer.Ordinal).Select(r => SourceReport.Answered(r, result.CountedAt))];
            if (await record.CompletedAsync(exchange, ExchangeOutcome.Answered, cancellation) == ExchangeOutcome.Answered)
                store.Finish(run.Id, result, exchange.Receipt!.Value.ToString());
            else
                store.Fail(run.Id, ProblemKinds.AuditUnavailable.Code);
        }
        catch (RegistryReadException)
        {
            // A table without a registry would be wrong, and nobody could tell by looking at it.
            await record.CompletedAsync(exchange, ExchangeOutcome.RegistrySilent, cancellation);
            store.Fail(run.Id, ProblemKinds.RegistrySilent.Code);
        }
    }
}
