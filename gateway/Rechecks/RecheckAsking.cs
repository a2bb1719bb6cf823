using Interop.Gateway.Exchanges;
using Interop.Gateway.Wire;
using Microsoft.Data.Sqlite;

namespace Interop.Gateway.Rechecks;

/// <summary>The pipeline for doors whose callers may wish to be asked for again: where the answer hangs on a silent registry, the question is kept.</summary>
internal sealed class RecheckAsking(ExchangePipeline pipeline, RecheckNeed need, RecheckStore store, ILogger<RecheckAsking> logger)
{
    public async ValueTask<ExchangeOutcome> RunAsync(Exchange exchange, CancellationToken cancellation)
    {
        var outcome = await pipeline.RunAsync(exchange, cancellation);
        if (exchange.WantsRecheck && need.Of(exchange, outcome) is { } silent)
            exchange.Recheck = Keep(exchange, silent);
        return outcome;
    }

    private RecheckPromise Keep(Exchange exchange, IReadOnlyCollection<string> silent)
    {
        try
        {
            return store.Keep(exchange, silent);
        }
        catch (SqliteException e)
        {
            // The answer stands without it.
            Log.RechecksUnavailable(logger, e);
            return RecheckPromise.Unavailable;
        }
    }
}
