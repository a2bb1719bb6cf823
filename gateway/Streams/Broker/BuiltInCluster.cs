using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;

namespace Interop.Gateway.Streams.Broker;

/// <summary>
/// The cluster that librdkafka carries for tests of its own: the real protocol over TCP, in memory, a few megabytes a partition. It runs in a
/// process by itself (<c>hub streams broker</c>), so that a fault of it ends no hub.
/// </summary>
internal sealed class BuiltInCluster : IDisposable
{
    private const string Library = "librdkafka";
    private const int Producer = 0, ErrorBytes = 512;

    private readonly IntPtr client, cluster;

    static BuiltInCluster() => NativeLibrary.SetDllImportResolver(typeof(BuiltInCluster).Assembly, Resolve);

    /// <exception cref="DllNotFoundException">No library of the package loads on this system.</exception>
    /// <exception cref="InvalidOperationException">The library refuses; the message is its own.</exception>
    public BuiltInCluster(IEnumerable<(string Name, int Partitions)> topics)
    {
        var error = new byte[ErrorBytes];
        client = rd_kafka_new(Producer, rd_kafka_conf_new(), error, ErrorBytes);
        cluster = client == IntPtr.Zero ? IntPtr.Zero : rd_kafka_mock_cluster_new(client, 1);
        if (cluster == IntPtr.Zero)
            throw new InvalidOperationException($"No cluster: {Encoding.UTF8.GetString(error).TrimEnd('\0')}");
        // Nobody else joins a group of one: do not wait three seconds for them.
        rd_kafka_mock_group_initial_rebalance_delay_ms(cluster, 0);
        _ = rd_kafka_mock_set_controller_id(cluster, 1);
        foreach (var (name, partitions) in topics)
            if (rd_kafka_mock_topic_create(cluster, Encoding.UTF8.GetBytes(name + '\0'), partitions, 1) is var fault and not 0)
                throw new InvalidOperationException($"Topic {name}: error {fault}");
        BootstrapServers = Marshal.PtrToStringUTF8(rd_kafka_mock_cluster_bootstraps(cluster))!;
    }

    /// <summary>Where it listens: this machine alone, a port of the system's choice.</summary>
    public string BootstrapServers { get; }

    public void Dispose()
    {
        rd_kafka_mock_cluster_destroy(cluster);
        rd_kafka_destroy(client);
    }

    /// <summary>The library under the names its package has for different systems; the first that loads (on Debian 12 it is the one for RHEL).</summary>
    private static IntPtr Resolve(string library, Assembly assembly, DllImportSearchPath? path)
    {
        if (library != Library)
            return IntPtr.Zero;
        var folders = (string[])[Path.Combine(AppContext.BaseDirectory, "runtimes", RuntimeInformation.RuntimeIdentifier, "native"), AppContext.BaseDirectory];
        foreach (var folder in folders)
            foreach (var name in (string[])["librdkafka.so", "centos8-librdkafka.so", "alpine-librdkafka.so", "librdkafka.dylib", "librdkafka.dll"])
                if (NativeLibrary.TryLoad(Path.Combine(folder, name), out var handle))
                    return handle;
        return IntPtr.Zero;
    }

#pragma warning disable CA5392, SYSLIB1054 // found by the resolver above; nothing here needs generated code
    [DllImport(Library)]
    private static extern IntPtr rd_kafka_conf_new();

    [DllImport(Library)]
    private static extern IntPtr rd_kafka_new(int type, IntPtr conf, byte[] error, nuint size);

    [DllImport(Library)]
    private static extern void rd_kafka_destroy(IntPtr client);

    [DllImport(Library)]
    private static extern IntPtr rd_kafka_mock_cluster_new(IntPtr client, int brokers);

    [DllImport(Library)]
    private static extern void rd_kafka_mock_cluster_destroy(IntPtr cluster);

    [DllImport(Library)]
    private static extern IntPtr rd_kafka_mock_cluster_bootstraps(IntPtr cluster);

    [DllImport(Library)]
    private static extern int rd_kafka_mock_topic_create(IntPtr cluster, byte[] topic, int partitions, int replicas);

    [DllImport(Library)]
    private static extern void rd_kafka_mock_group_initial_rebalance_delay_ms(IntPtr cluster, int delay);

    [DllImport(Library)]
    private static extern int rd_kafka_mock_set_controller_id(IntPtr cluster, int id);
#pragma warning restore CA5392, SYSLIB1054
}
