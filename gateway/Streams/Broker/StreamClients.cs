using Confluent.Kafka;

namespace Interop.Gateway.Streams.Broker;

/// <summary>Makes clients of a cluster, all with the settings that the operator gave.</summary>
internal sealed class StreamClients(StreamsOptions options)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Idempotent, and never gives a message up by itself: else one that failed could be overtaken by the next of the same person.</summary>
    public IProducer<string, byte[]> Producer(BrokerAddress broker) => new ProducerBuilder<string, byte[]>(new ProducerConfig(Settings(broker))
    {
        EnableIdempotence = true, EnableGaplessGuarantee = true, MessageTimeoutMs = 0, LingerMs = 5, CompressionType = CompressionType.Gzip,   // the one that every client reads
    }).SetLogHandler(static (_, _) => { }).SetErrorHandler(static (_, _) => { }).Build();

    /// <summary>Reads from where <paramref name="assigned"/> says; keeps no offset in the cluster.</summary>
    public IConsumer<byte[]?, byte[]?> Consumer(BrokerAddress broker, string group, Func<List<TopicPartition>, IEnumerable<TopicPartitionOffset>> assigned) =>
        new ConsumerBuilder<byte[]?, byte[]?>(new ConsumerConfig(Settings(broker))
        {
            GroupId = group, EnableAutoCommit = false, EnableAutoOffsetStore = false, AutoOffsetReset = AutoOffsetReset.Earliest, FetchWaitMaxMs = 100, FetchMinBytes = 1,
        }).SetLogHandler(static (_, _) => { }).SetErrorHandler(static (_, _) => { }).SetPartitionsAssignedHandler((_, partitions) => assigned(partitions)).Build();

    public IAdminClient Admin(BrokerAddress broker) =>
        new AdminClientBuilder(new AdminClientConfig(Settings(broker))).SetLogHandler(static (_, _) => { }).SetErrorHandler(static (_, _) => { }).Build();

    /// <summary>The configured cluster, named by its own id where it tells one, else by its address.</summary>
    public async Task<BrokerAddress> ConfiguredAsync()
    {
        var address = new BrokerAddress(options.BootstrapServers, options.BootstrapServers);
        try
        {
            using var admin = Admin(address);
            var cluster = await admin.DescribeClusterAsync(new() { RequestTimeout = Patience });
            return cluster.ClusterId is { Length: > 0 } id ? address with { Incarnation = id } : address;
        }
        catch (KafkaException)
        {
            return address;   // an old broker, or one that does not answer yet; its offsets are then kept under its address
        }
    }

    private ClientConfig Settings(BrokerAddress broker)
    {
        var settings = broker.BuiltIn ? new Dictionary<string, string>() : new Dictionary<string, string>(options.Kafka);
        settings["bootstrap.servers"] = broker.BootstrapServers;
        settings["client.id"] = "interop";
        return new(settings);
    }
}
