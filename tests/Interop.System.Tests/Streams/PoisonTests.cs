using Confluent.Kafka;
using Interop.Gateway.Streams.Applying;
using Interop.Gateway.Streams.Broker;
using Microsoft.Extensions.DependencyInjection;

namespace Interop.System.Tests.Streams;

/// <summary>What cannot be read is set aside, told, mended and replayed; on a hub of its own, since it stays on the topic that other tests read whole.</summary>
public sealed class PoisonTests(StreamHub hub) : IClassFixture<StreamHub>
{
    [Fact]
    public async Task Poison_FromAStranger_IsSetAsideToldMendedAndReplayed()
    {
        var topics = hub.Hub.Rooms.GetRequiredService<StreamTopics>();
        var good = (await ReadOneAsync()).Replace("\"specversion\":\"1.0\"", "\"specversion\":\"1.1\"", StringComparison.Ordinal);
        using (var producer = hub.Hub.Rooms.GetRequiredService<StreamClients>().Producer(hub.Work.Address!))
            await producer.ProduceAsync(topics.Changes, new Message<string, byte[]> { Key = "stranger", Value = global::System.Text.Encoding.UTF8.GetBytes(good) }, TestContext.Current.CancellationToken);
        var letters = hub.Hub.Rooms.GetRequiredService<DeadLetters>();
        await Patience.UntilAsync(() => letters.List(replayed: false).Count == 1, "a dead letter");
        letters.List(replayed: false).Single().Reason.ShouldBe("schema: specversion");
        await Patience.UntilAsync(() => hub.TopicAsync(topics.DeadLetters, "%s"), l => l.Length == 1, "a message on the topic of dead letters");

        var mended = Path.GetTempFileName();
        try
        {
            var applied = hub.Applied();
            await File.WriteAllTextAsync(mended, good.Replace("1.1", "1.0", StringComparison.Ordinal), TestContext.Current.CancellationToken);
            (await StreamHub.RunHubAsync("streams", "dead-letters", "list", "--data", hub.Settings.Data)).ShouldContain("schema: specversion");
            (await StreamHub.RunHubAsync("streams", "dead-letters", "show", "1", "--data", hub.Settings.Data)).ShouldContain("schema: specversion: not-in-enumeration");
            await StreamHub.RunHubAsync("streams", "dead-letters", "replay", "1", "--mended", mended, "--data", hub.Settings.Data);
            await Patience.UntilAsync(() => hub.Applied() == applied + 1, "the mended event");
        }
        finally
        {
            File.Delete(mended);
        }
    }

    private async Task<string> ReadOneAsync()
    {
        await hub.ChangeAsync(1);
        return (await hub.TopicAsync("interop.changes", "%s"))[0];
    }
}
