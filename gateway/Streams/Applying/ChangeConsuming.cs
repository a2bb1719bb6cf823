using System.Threading.Channels;
using Confluent.Kafka;
using Interop.Gateway.Streams.Broker;

namespace Interop.Gateway.Streams.Applying;

/// <summary>
/// Reads the events of a broker, in the order of each partition and so of each person, and has them applied: a batch is read while the one before
/// is written. The more there is to catch up with, the larger a batch.
/// </summary>
internal sealed class ChangeConsuming(EventReading reading, BatchApplying applying, StreamBroker broker, StreamMetrics metrics, TimeProvider time)
{
    private const int MostAtOnce = 5_000;
    private static readonly TimeSpan Wait = TimeSpan.FromMilliseconds(100), Round = TimeSpan.FromSeconds(1);
    private static readonly BoundedChannelOptions Ahead = new(1) { SingleReader = true, SingleWriter = true };

    /// <summary>Applies until it is stopped.</summary>
    /// <exception cref="KafkaException">The broker gives nothing more.</exception>
    public async Task RunAsync(BrokerAddress from, CancellationToken stop)
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var batches = Channel.CreateBounded<List<ReceivedEvent>>(Ahead);
        // Consuming blocks, so it has a thread of its own.
        var read = Task.Factory.StartNew(() => Read(from, batches.Writer, both.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            await applying.RunAsync(from, batches.Reader, broker.KeepFor, both.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // What was not applied is read again next time.
        }
        finally
        {
            await both.CancelAsync();
            await read;
        }
    }

    private void Read(BrokerAddress from, ChannelWriter<List<ReceivedEvent>> batches, CancellationToken stop)
    {
        try
        {
            using var consumer = broker.Clients.Consumer(from, broker.Group, assigned =>
                [.. assigned.Select(p => new TopicPartitionOffset(p, applying.OffsetOf(from.Incarnation, p.Topic, p.Partition.Value) is { } next ? new Offset(next) : Offset.Beginning))]);
            consumer.Subscribe(broker.Topics.Changes);
            try
            {
                for (var round = time.GetTimestamp(); !stop.IsCancellationRequested;)
                {
                    batches.WriteAsync(Next(consumer), stop).AsTask().GetAwaiter().GetResult();
                    if (time.GetElapsedTime(round) < Round)
                        continue;
                    round = time.GetTimestamp();
                    Tell(consumer);
                }
            }
            finally
            {
                consumer.Close();
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Asked to end.
        }
        finally
        {
            batches.Complete();
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

    private void Tell(IConsumer<byte[]?, byte[]?> consumer)
    {
        try
        {
            metrics.Behind(consumer.Assignment.Sum(p => consumer.Position(p).Value is var at and >= 0 && consumer.GetWatermarkOffsets(p).High.Value is var end and > 0 ? Math.Max(0, end - at) : 0));
        }
        catch (KafkaException)
        {
            // A figure that is missing once.
        }
    }
}
