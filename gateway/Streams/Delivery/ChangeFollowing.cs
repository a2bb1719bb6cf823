using Interop.Adapters;
using Interop.Gateway.Registries;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace Interop.Gateway.Streams.Delivery;

/// <summary>Asks each registry that tells it what has changed, and puts that into the outbox.</summary>
internal sealed class ChangeFollowing(RegistrySet registries, ChangeRecording recording, IOptions<StreamsOptions> options, TimeProvider time, ILogger<ChangeFollowing> logger)
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
                    (position, known) = (recording.PositionOf(registry), true);
                var page = await registry.ChangesAsync(position, MostAtOnce, stop);
                if (page.Position != (position ?? page.Position) || page.Changes.Count + page.Malformed > 0)
                {
                    // Told by another process of the same store meanwhile: from where that one stands.
                    known = await recording.RecordAsync(registry, position, page, stop);
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
}
