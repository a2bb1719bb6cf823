using Interop.Gateway.Configuration;
using Microsoft.Extensions.Options;

namespace Interop.Gateway.Streams.Broker;

/// <summary>The cluster of this hub: whose topics, by which clients, under which name.</summary>
internal sealed class StreamBroker(IOptions<StreamsOptions> options, StreamTopics topics, StreamClients clients, Delivery.StreamOrigin origin, StreamMetrics metrics)
{
    public StreamTopics Topics { get; } = topics;

    public StreamClients Clients { get; } = clients;

    /// <summary>Whether there are streams; null where no setting says so.</summary>
    public bool? Enabled => options.Value.Enabled;

    /// <summary>Null for the one within a child process.</summary>
    public string? Configured => options.Value.BootstrapServers is { Length: > 0 } servers ? servers : null;

    /// <summary>Each gateway applies every event, so each is a group of its own.</summary>
    public string Group => options.Value.Group is { Length: > 0 } named ? named : "interop." + origin.Name.Replace('/', '.');

    public TimeSpan KeepFor => options.Value.KeepFor;

    /// <summary>Starts the one within a child process.</summary>
    /// <exception cref="IOException">It has not begun.</exception>
    public async Task<RunningBroker> StartAsync(TimeProvider time, CancellationToken stop)
    {
        var child = await RunningBroker.StartAsync(Topics, time, stop);
        metrics.BrokerStarted();
        return child;
    }

    /// <summary>Where a hub tells other programs on this machine the address of its broker.</summary>
    public static string AddressFile(HubSettings settings) => Path.Combine(settings.Data, "streams.json");
}
