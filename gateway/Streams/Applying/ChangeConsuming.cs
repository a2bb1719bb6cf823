using System.Runtime.InteropServices;
using Confluent.Kafka;
using Interop.Gateway.Streams.Broker;
using Interop.Gateway.Streams.Delivery;
using Microsoft.Data.Sqlite;

namespace Interop.Gateway.Streams.Applying;

/// <summary>Reads the events of a broker and has them applied, in the order of each partition and so of each person.</summary>
internal sealed class ChangeConsuming(ChangeApplication application, EventReading reading, ChangeOutbox outbox, StreamBroker broker, StreamMetrics metrics, TimeProvider time, ILogger<ChangeConsuming> logger)
{
    private const int MostAtOnce = 1_000;
    private static readonly TimeSpan Wait = TimeSpan.FromMilliseconds(100), Round = TimeSpan.FromSeconds(1), AfterFault = TimeSpan.FromSeconds(1), Cleaning = TimeSpan.FromMinutes(1);

    /// <summary>Applies until it is stopped. Consuming blocks, so it has a thread of its own.</summary>
    /// <exception cref="KafkaException">The broker gives nothing more.</exception>
    public Task RunAsync(BrokerAddress from, CancellationToken stop) =>
        Task.Factory.StartNew(() => Run(from, stop), stop, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private void Run(BrokerAddress from, CancellationToken stop)
    {
        using var consumer = broker.Clients.Consumer(from, broker.Group, assigned =>
            [.. assigned.Select(p => new TopicPartitionOffset(p, application.OffsetOf(from.Incarnation, p.Topic, p.Partition.Value) is { } next ? new Offset(next) : Offset.Beginning))]);
        consumer.Subscribe(broker.Topics.Changes);
        try
        {
            var (round, cleaned) = (time.GetTimestamp(), time.GetTimestamp());
            while (!stop.IsCancellationRequested)
            {
                if (Next(consumer) is { Count: > 0 } batch)
                    Apply(from, batch, stop);
                if (time.GetElapsedTime(round) < Round)
                    continue;
                round = time.GetTimestamp();
                Stand(consumer, from, stop);
                if (time.GetElapsedTime(cleaned) >= Cleaning)
                    (cleaned, _) = (time.GetTimestamp(), Try(() => outbox.Drop(broker.KeepFor, from.Incarnation)));
            }
        }
        finally
        {
            consumer.Close();
        }
    }

    private List<ReceivedEvent> Next(IConsumer<byte[]?, byte[]?> consumer)
    {
        var batch = new List<ReceivedEvent>();
        for (var message = Consume(consumer, Wait); message is not null; message = batch.Count < MostAtOnce ? Consume(consumer, TimeSpan.Zero) : null)
            batch.Add(reading.Read(message));
        return batch;
    }

    private static ConsumeResult<byte[]?, byte[]?>? Consume(IConsumer<byte[]?, byte[]?> consumer, TimeSpan wait)
    {
        try
        {
            return consumer.Consume(wait);
        }
        catch (ConsumeException e) when (!e.Error.IsFatal)
        {
            return null;   // the cluster moves, or has no topic yet: it is asked again
        }
    }

    private void Apply(BrokerAddress from, List<ReceivedEvent> batch, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                // The thread is this loop's own and has nothing else to do.
                var counts = application.ApplyAsync(from.Incarnation, batch, stop).GetAwaiter().GetResult();
                metrics.Applied(counts.Applied, counts.Again, counts.Dead);
                if (counts.Dead > 0)
                    Log.EventsSetAside(logger, counts.Dead);
                if (counts.Applied > 0)
                    foreach (var change in CollectionsMarshal.AsSpan(batch))
                        if (change.Change is { } applied)
                            metrics.Age(time.GetUtcNow() - applied.At);
                outbox.Handled(batch.Count);
                return;
            }
            catch (SqliteException e)
            {
                Log.EventsNotApplied(logger, e);
                stop.WaitHandle.WaitOne(AfterFault);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private void Stand(IConsumer<byte[]?, byte[]?> consumer, BrokerAddress from, CancellationToken stop) => Try(() =>
    {
        var open = application.ReadAgainAsync(stop).GetAwaiter().GetResult();
        var behind = consumer.Assignment.Sum(p => consumer.Position(p).Value is var at and >= 0 && consumer.GetWatermarkOffsets(p).High.Value is var end and > 0 ? Math.Max(0, end - at) : 0);
        metrics.Standing(behind, outbox.Waiting(from.Incarnation), open);
        return 0;
    });

    private static bool Try(Func<int> work)
    {
        try
        {
            work();
            return true;
        }
        catch (Exception e) when (e is SqliteException or KafkaException or OperationCanceledException)
        {
            return false;   // the next round does it
        }
    }
}
