using Interop.Adapters;
using Interop.Gateway.Streams.Events;

namespace Interop.Gateway.Streams.Delivery;

/// <summary>Makes events of what a registry told, under the pseudonym of each person, and records them.</summary>
internal sealed class ChangeRecording(RecordNames names, ChangeOutbox outbox, StreamMetrics metrics)
{
    /// <summary>How far the registry was followed; null when it never was.</summary>
    public string? PositionOf(RegistryAdapter registry) => outbox.PositionOf(registry.Registry);

    /// <summary>Records a page; false when another process has followed the registry past <paramref name="from"/> meanwhile.</summary>
    /// <exception cref="RegistryReadException">The registry does not say whom the records are of.</exception>
    public async Task<bool> RecordAsync(RegistryAdapter registry, string? from, ChangePage page, CancellationToken stop)
    {
        var keys = page.Changes.Select(c => c.LocalKey).Distinct().ToArray();
        var known = keys.Length == 0 ? [] : await registry.KnownAsync(keys, stop);
        var people = keys.Zip(known).ToDictionary(k => k.First, k => names.PersonOf(registry, k.First, k.Second));
        var recorded = outbox.Record(registry.Registry, from, page.Position, [.. page.Changes.Select(c => (c, people[c.LocalKey], names.Seal(registry.Registry, c.LocalKey)))]);
        if (recorded)
            metrics.Recorded(registry.Registry, page.Changes, page.Malformed);
        return recorded;
    }
}
