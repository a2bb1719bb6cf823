using Confluent.Kafka;
using Interop.Gateway.Streams.Broker;
using Interop.Gateway.Streams.Events;

namespace Interop.Gateway.Streams.Delivery;

/// <summary>
/// Sends the outbox to a broker, in order. What the broker has taken and this hub has not noted goes out again: whoever reads passes over a sequence
/// that is not greater than the last of its person.
/// </summary>
internal sealed class ChangePublishing(ChangeOutbox outbox, StreamClients clients, StreamTopics topics, StreamMetrics metrics, TimeProvider time)
{
    private const int MostAtOnce = 500;
    // The built-in broker forgets what is beyond five megabytes a partition: what this hub has not applied stays well below.
    private const int MostAhead = 4_000;
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1), Breath = TimeSpan.FromMilliseconds(5);

    /// <summary>Sends until it is stopped.</summary>
    /// <exception cref="KafkaException">The broker has taken nothing more; begin again from the outbox.</exception>
    public async Task RunAsync(BrokerAddress broker, CancellationToken stop)
    {
        using var producer = clients.Producer(broker);
        for (var sent = outbox.PublishedTo(broker.Incarnation); ;)
        {
            stop.ThrowIfCancellationRequested();
            if (broker.BuiltIn && outbox.Ahead >= MostAhead)
            {
                await Task.Delay(Breath, time, stop);
                continue;
            }
            var batch = outbox.After(sent, MostAtOnce);
            if (batch.Count == 0)
            {
                await outbox.WaitAsync(Look, stop);
                continue;
            }
            await SendAsync(producer, batch, stop);
            sent = batch[^1].Sequence;
            outbox.SetPublished(broker.Incarnation, sent, batch.Count(m => m.Topic == topics.Changes));
            metrics.Published(batch.Count);
        }
    }

    private static async Task SendAsync(IProducer<string, byte[]> producer, IReadOnlyList<OutboxMessage> batch, CancellationToken stop)
    {
        var (left, done) = (batch.Count, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        foreach (var message in batch)
            producer.Produce(message.Topic, new() { Key = message.Person, Value = message.Payload, Headers = [new Header("content-type", ContentType)] }, report =>
            {
                if (report.Error.IsError)
                    done.TrySetException(new KafkaException(report.Error));
                else if (Interlocked.Decrement(ref left) == 0)
                    done.TrySetResult();
            });
        await done.Task.WaitAsync(stop);
    }

    private static readonly byte[] ContentType = System.Text.Encoding.ASCII.GetBytes(ChangeEvent.ContentType);
}
