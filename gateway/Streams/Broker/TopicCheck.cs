using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace Interop.Gateway.Streams.Broker;

/// <summary>How one topic stands to its declaration.</summary>
/// <param name="Fault">What is wrong, for an operator; null when it is as declared.</param>
internal sealed record TopicState(StreamTopic Topic, int? Partitions, string? Fault);

/// <summary>Holds a cluster against the declared topics, and creates what is missing. A cluster that cannot be administered is looked at only.</summary>
internal sealed class TopicCheck(StreamClients clients, StreamTopics topics)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <exception cref="KafkaException">The cluster does not answer.</exception>
    public async Task<IReadOnlyList<TopicState>> RunAsync(BrokerAddress broker, bool create)
    {
        using var admin = clients.Admin(broker);
        var there = Partitions(admin);
        if (create && topics.Topics.Where(t => !there.ContainsKey(t.Name)).ToArray() is { Length: > 0 } missing)
        {
            try
            {
                await admin.CreateTopicsAsync(missing.Select(t => new TopicSpecification { Name = t.Name, NumPartitions = t.Partitions, ReplicationFactor = t.Replicas, Configs = new(t.Settings) }), new() { RequestTimeout = Patience });
            }
            catch (KafkaException)
            {
                // Not ours to create here, or made by another gateway just now: what is there in the end tells.
            }
            there = Partitions(admin);
        }
        var states = new List<TopicState>();
        foreach (var topic in topics.Topics)
            states.Add(new(topic, there.TryGetValue(topic.Name, out var partitions) ? partitions : null, await FaultAsync(admin, broker, topic, there)));
        return states;
    }

    // All topics at once: asking for one by name creates it on clusters that make topics by themselves.
    private static Dictionary<string, int> Partitions(IAdminClient admin) =>
        admin.GetMetadata(Patience).Topics.Where(t => t.Error.Code == ErrorCode.NoError).ToDictionary(t => t.Topic, t => t.Partitions.Count);

    private static async Task<string?> FaultAsync(IAdminClient admin, BrokerAddress broker, StreamTopic topic, Dictionary<string, int> there)
    {
        if (!there.TryGetValue(topic.Name, out var partitions))
            return "missing, and could not be created";
        if (partitions != topic.Partitions)
            return $"{partitions} partitions instead of {topic.Partitions}";
        if (broker.BuiltIn)
            return null;
        try
        {
            var described = await admin.DescribeConfigsAsync([new ConfigResource { Type = ResourceType.Topic, Name = topic.Name }], new() { RequestTimeout = Patience });
            var wrong = topic.Settings.Where(s => described[0].Entries.TryGetValue(s.Key, out var entry) && entry.Value != s.Value).Select(s => $"{s.Key} is {described[0].Entries[s.Key].Value} instead of {s.Value}").ToArray();
            return wrong.Length == 0 ? null : string.Join(", ", wrong);
        }
        catch (KafkaException)
        {
            return null;   // a cluster that does not tell its settings: nothing is known to be wrong
        }
    }
}
