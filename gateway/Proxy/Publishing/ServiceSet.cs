using System.Collections.Frozen;
using Microsoft.Extensions.Primitives;
using Yarp.ReverseProxy.Configuration;

namespace Interop.Gateway.Proxy.Publishing;

/// <summary>Every service published at one time: what the door looks services up in, and what YARP makes its clusters of. Swapped whole.</summary>
internal sealed class ServiceSet : IProxyConfig, IDisposable
{
    private readonly FrozenDictionary<string, PublishedService> byName;
    private readonly FrozenDictionary<string, PublishedService>.AlternateLookup<ReadOnlySpan<char>> byText;
    private readonly CancellationTokenSource superseded = new();

    public ServiceSet(IEnumerable<PublishedService> services)
    {
        byName = services.ToFrozenDictionary(s => s.Name);
        byText = byName.GetAlternateLookup<ReadOnlySpan<char>>();
        Clusters = [.. byName.Values.Select(s => s.Cluster)];
        ChangeToken = new CancellationChangeToken(superseded.Token);
    }

    public IEnumerable<PublishedService> All => byName.Values.OrderBy(s => s.Name, StringComparer.Ordinal);

    public IReadOnlyList<ClusterConfig> Clusters { get; }

    /// <summary>None: the hub's own door decides where a request goes.</summary>
    public IReadOnlyList<RouteConfig> Routes => [];

    public IChangeToken ChangeToken { get; }

    public PublishedService? Find(string institution, string service)
    {
        Span<char> name = stackalloc char[129];   // two codes of 64 at most
        return name.TryWrite($"{institution}/{service}", out var length) && byText.TryGetValue(name[..length], out var found) ? found : null;
    }

    /// <summary>Tells YARP that there is a newer set.</summary>
    public void Supersede() => superseded.Cancel();

    public void Dispose() => superseded.Dispose();
}
