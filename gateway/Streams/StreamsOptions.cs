namespace Interop.Gateway.Streams;

/// <summary>Whether and by which cluster changes travel: settings <c>Streams:*</c>.</summary>
internal sealed class StreamsOptions
{
    /// <summary>False: registries are not followed and nothing is published. Left out, a hub that is served has streams and one inside another program has none.</summary>
    public bool? Enabled { get; set; }

    /// <summary>A Kafka cluster, e.g. <c>kafka-1:9093,kafka-2:9093</c>; left out, one within a child process of the hub, which dies with it.</summary>
    public string BootstrapServers { get; set; } = "";

    /// <summary>Settings of the client as librdkafka names them, e.g. <c>security.protocol</c>, <c>sasl.mechanisms</c>, <c>ssl.ca.location</c>.</summary>
    public Dictionary<string, string> Kafka { get; } = [];

    /// <summary>The file that declares the topics; left out, the one that ships with the hub.</summary>
    public string Topics { get; set; } = "";

    /// <summary>Whether this gateway reads what registries tell of changes; of several gateways one does.</summary>
    public bool Follow { get; set; } = true;

    /// <summary>How often a registry is asked what has changed.</summary>
    public TimeSpan Every { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>How long an event stays in the outbox once it has been applied, so that a broker that starts empty is filled again.</summary>
    public TimeSpan KeepFor { get; set; } = TimeSpan.FromHours(1);

    /// <summary>The consumer group of this gateway; left out, named after its audit log. Each gateway applies every event, so each has its own.</summary>
    public string Group { get; set; } = "";

    internal IEnumerable<string> Faults()
    {
        if (Every < TimeSpan.FromMilliseconds(10) || Every > TimeSpan.FromHours(1))
            yield return $"Streams:Every is {Every}; it must lie between 10 ms and 1 hour";
        if (KeepFor < TimeSpan.Zero || KeepFor > TimeSpan.FromDays(30))
            yield return $"Streams:KeepFor is {KeepFor}; it must lie between 0 and 30 days";
        if (Topics.Length > 0 && !File.Exists(Topics))
            yield return $"Streams:Topics is '{Topics}'; there is no such file";
    }
}
