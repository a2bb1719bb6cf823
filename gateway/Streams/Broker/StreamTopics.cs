using System.Text.Json;
using Interop.Gateway.Configuration;
using Interop.Schemas;

namespace Interop.Gateway.Streams.Broker;

/// <summary>What a topic is for.</summary>
internal enum TopicContent { Changes, DeadLetters }

/// <summary>One topic as the cluster must have it. <paramref name="Settings"/> are Kafka's own: retention, compaction and so on.</summary>
internal sealed record StreamTopic(string Name, int Partitions, short Replicas, TopicContent Holds, IReadOnlyDictionary<string, string> Settings);

/// <summary>The topics, as one file declares them.</summary>
internal sealed record StreamTopics(IReadOnlyList<StreamTopic> Topics)
{
    public string Changes => Topics.Single(t => t.Holds == TopicContent.Changes).Name;

    public string DeadLetters => Topics.Single(t => t.Holds == TopicContent.DeadLetters).Name;

    /// <param name="path">Empty for the file that ships with the hub.</param>
    /// <exception cref="ConfigurationFaultException">The file is wrong; the message lists every fault.</exception>
    public static StreamTopics Read(string path)
    {
        if (path.Length == 0)
            return JsonSerializer.Deserialize<StreamTopics>(Shipped(), EmbeddedJson.Options)!;
        var read = ConfigurationFile.Read<StreamTopics>(path, "streams");
        foreach (var content in Enum.GetValues<TopicContent>())
            if (read.Topics.Count(t => t.Holds == content) != 1)
                throw new ConfigurationFaultException([$"{path}: exactly one topic must hold {Wire.WireName.Of(content)}"]);
        return read;
    }

    private static string Shipped()
    {
        using var stream = typeof(StreamTopics).Assembly.GetManifestResourceStream("streams/topics.json")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
