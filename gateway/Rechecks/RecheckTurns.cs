using Interop.Gateway.Registries;
using Microsoft.Data.Sqlite;

namespace Interop.Gateway.Rechecks;

/// <summary>
/// Asks what waits, as soon as the registries it waits for answer. One that returns from an outage is not overrun: it is probed first, then asked about a
/// few, then about more, with pauses that differ between hubs; when it falls silent again the rest waits on.
/// </summary>
internal sealed class RecheckTurns(RecheckStore store, RecheckAnew anew, RegistryProbe probe, RecheckPace pace, RecheckMetrics metrics, ILogger<RecheckTurns> logger) : BackgroundService
{
    private const int FewestAtOnce = 4, MostAtOnce = 64;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    /// <summary>Ends what is over, and asks all that can be asked now.</summary>
    public async Task TurnAsync(CancellationToken cancellation)
    {
        store.Sweep();
        var answering = await AnsweringAsync(store.Awaited(), cancellation);
        for (var most = FewestAtOnce; answering.Count > 0; most = Math.Min(2 * most, MostAtOnce))
        {
            var due = store.Due(answering, most);
            if (due.Count == 0 || (await Task.WhenAll(due.Select(q => AskAsync(q, cancellation)))).Contains(false))
                return;
            await pace.WaitAsync(Pause, cancellation);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await pace.WaitAsync(pace.Every, stoppingToken);
            try
            {
                await TurnAsync(stoppingToken);
            }
            catch (SqliteException e)
            {
                Log.RechecksUnavailable(logger, e);
            }
            metrics.TurnTaken();
        }
    }

    /// <summary>Of the kinds of waiting those for registries that all answer.</summary>
    private async Task<IReadOnlyList<string[]>> AnsweringAsync(IReadOnlyList<string[]> awaited, CancellationToken cancellation)
    {
        var registries = awaited.SelectMany(a => a).Distinct().ToArray();
        var answers = await Task.WhenAll(registries.Select(r => probe.AnswersAsync(r, cancellation)));
        var answer = registries.Where((_, i) => answers[i]).ToHashSet();
        if (answer.Count > 0)
            Log.RechecksBegin(logger, string.Join(", ", answer.Order(StringComparer.Ordinal)));
        return [.. awaited.Where(a => a.All(answer.Contains))];
    }

    /// <summary>False when the question must wait on.</summary>
    private async Task<bool> AskAsync(KeptQuestion question, CancellationToken cancellation)
    {
        try
        {
            var (result, waitsFor) = await anew.AskAsync(question, cancellation);
            if (result is null)
            {
                store.Again(question.Id, waitsFor);
                return false;
            }
            store.Done(result);
            metrics.Done();
            return true;
        }
        catch (Exception e) when (e is not (OperationCanceledException or SqliteException))
        {
            // A bug: it must hold up no other question. Message and data may quote what was being read.
            Log.ExchangeFailed(logger, Guid.CreateVersion7(pace.Now), e.GetType().FullName ?? "", e.StackTrace ?? "");
            store.Again(question.Id, null);
            return true;
        }
    }
}
