using Interop.Adapters;
using Interop.Gateway.Registries;
using Interop.Gateway.Streams.Events;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace Interop.Gateway.Streams.Delivery;

/// <summary>Asks each registry that tells it what has changed, and puts that into the outbox.</summary>
internal sealed class ChangeFollowing(RegistrySet registries, RecordNames names, ChangeOutbox outbox, StreamMetrics metrics, IOptions<StreamsOptions> options, TimeProvider time, ILogger<ChangeFollowing> logger)
{
    private const int MostAtOnce = 500;
    private static readonly TimeSpan AfterFault = TimeSpan.FromSeconds(5);

    /// <summary>Follows until it is stopped.</summary>
    public Task RunAsync(CancellationToken stop) => Task.WhenAll(registries.Adapters.Where(a => a.TellsChanges).Select(a => FollowAsync(a, stop)));

    private async Task FollowAsync(RegistryAdapter registry, CancellationToken stop)
    {
        var (position, known, silent) = ((string?)null, false, false);
        while (!stop.IsCancellationRequested)
        {
            var pause = options.Value.Every;
            try
            {
                if (!known)
                    (position, known) = (outbox.PositionOf(registry.Registry), true);
                var page = await registry.ChangesAsync(position, MostAtOnce, stop);
                if (page.Position != (position ?? page.Position) || page.Changes.Count + page.Malformed > 0)
                {
                    // Told by another process of the same store meanwhile: from where that one stands.
                    known = await RecordAsync(registry, position, page, stop);
                    position = known ? page.Position : null;
                    if (page.Changes.Count + page.Malformed == MostAtOnce || !known)
                        pause = TimeSpan.Zero;
                }
                if (silent)
                    Log.ChangesFollowedAgain(logger, registry.Registry);
                silent = false;
            }
            catch (Exception e) when (e is RegistryReadException or SqliteException)
            {
                if (!silent)
                    Log.ChangesNotFollowed(logger, registry.Registry, (e as RegistryReadException)?.Outcome.ToString() ?? "store");
                (silent, pause) = (true, AfterFault);
            }
            if (pause > TimeSpan.Zero)
                await Task.Delay(pause, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<bool> RecordAsync(RegistryAdapter registry, string? from, ChangePage page, CancellationToken stop)
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
