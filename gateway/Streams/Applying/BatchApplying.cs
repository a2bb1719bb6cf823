using System.Threading.Channels;
using Interop.Gateway.Streams.Broker;
using Interop.Gateway.Streams.Delivery;
using Microsoft.Data.Sqlite;

namespace Interop.Gateway.Streams.Applying;

/// <summary>
/// Has batches applied one after the other, again and again while the store takes nothing. Whatever reads records does so here, so that what was
/// read first is written first.
/// </summary>
internal sealed class BatchApplying(ChangeApplication application, ChangeOutbox outbox, StreamMetrics metrics, TimeProvider time, ILogger<BatchApplying> logger)
{
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(1), AfterFault = TimeSpan.FromSeconds(1), Cleaning = TimeSpan.FromMinutes(1);

    /// <summary>Where to go on reading; null for the beginning.</summary>
    public long? OffsetOf(string incarnation, string topic, int partition) => application.OffsetOf(incarnation, topic, partition);

    /// <summary>Applies until there is no more or it is stopped.</summary>
    /// <param name="batches">An empty one gives time for what else is to be done.</param>
    /// <param name="keepFor">How long events stay in the outbox.</param>
    public async Task RunAsync(BrokerAddress from, ChannelReader<List<ReceivedEvent>> batches, TimeSpan keepFor, CancellationToken stop)
    {
        var (round, cleaned) = (time.GetTimestamp(), time.GetTimestamp());
        await foreach (var batch in batches.ReadAllAsync(stop))
        {
            if (batch.Count > 0)
                await ApplyAsync(from, batch, stop);
            if (time.GetElapsedTime(round) < Round)
                continue;
            round = time.GetTimestamp();
            try
            {
                metrics.Standing(outbox.Waiting(from.Incarnation), await application.ReadAgainAsync(stop));
                if (time.GetElapsedTime(cleaned) < Cleaning)
                    continue;
                cleaned = time.GetTimestamp();
                outbox.Drop(keepFor, from.Incarnation);
            }
            catch (SqliteException)
            {
                // The next round does it.
            }
        }
    }

    private async Task ApplyAsync(BrokerAddress from, List<ReceivedEvent> batch, CancellationToken stop)
    {
        while (true)
        {
            try
            {
                var counts = await application.ApplyAsync(from.Incarnation, batch, stop);
                metrics.Applied(counts.Applied, counts.Again, counts.Dead);
                if (counts.Dead > 0)
                    Log.EventsSetAside(logger, counts.Dead);
                var now = time.GetUtcNow();
                if (counts.Applied > 0)
                    foreach (var received in batch)
                        if (received.Change is { } change)
                            metrics.Age(now - change.At);
                outbox.Handled(batch.Count);
                return;
            }
            catch (SqliteException e)
            {
                Log.EventsNotApplied(logger, e);
                await Task.Delay(AfterFault, time, stop);
            }
        }
    }
}
