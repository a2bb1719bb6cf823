using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Interop.Identity.Signing;

/// <summary>Finds the public keys of institutions. A key set at an address is fetched and kept; see <see cref="PartnerKeyTimes"/>.</summary>
public sealed class PartnerKeys : IDisposable
{
    private readonly Func<string, PartnerKeySource?> sources;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly HttpClient http;
    private readonly ConcurrentDictionary<Uri, Fetched> fetched = new();

    internal PartnerKeys(IOptions<IdentityOptions> options, TimeProvider time, ILogger<PartnerKeys> logger)
    {
        (sources, this.time, this.logger) = (options.Value.KeysOf, time, logger);
        // A redirect would lead to an address that nobody entered.
        http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = PartnerKeyTimes.Fresh })
        {
            MaxResponseContentBufferSize = PartnerKeyTimes.LargestSet, Timeout = Timeout.InfiniteTimeSpan,
        };
        http.DefaultRequestHeaders.Accept.ParseAdd("application/jwk-set+json, application/json");
    }

    /// <summary>The key an institution signs with under a kid.</summary>
    public async ValueTask<PartnerKeyResult> FindAsync(string institution, string kid, CancellationToken cancellation)
    {
        if (sources(institution) is not { } source)
            return new(PartnerKeyOutcome.NoKeys, null);
        return await SetAsync(source, institution, kid, cancellation) is { } set ? Look(set, kid) : new(PartnerKeyOutcome.Unavailable, null);
    }

    /// <summary>The key that content for an institution is encrypted with; null when it has told the hub of none, or its key set cannot be fetched.</summary>
    public async ValueTask<PartnerEncryptionKey?> EncryptionAsync(string institution, CancellationToken cancellation) =>
        sources(institution) is { } source ? (await SetAsync(source, institution, null, cancellation))?.Encryption : null;

    public void Dispose() => http.Dispose();

    private async ValueTask<PartnerKeySet?> SetAsync(PartnerKeySource source, string institution, string? kid, CancellationToken cancellation)
    {
        if (source.Keys is { } keys)
            return keys;
        var entry = fetched.GetOrAdd(source.Address!, static _ => new Fetched());
        // All who wait share one fetch; the one who started it may leave without ending it for the others.
        await entry.Fetching(time.GetUtcNow(), kid, () => FetchAsync(entry, institution, source.Address!)).WaitAsync(cancellation);
        return entry.Usable(time.GetUtcNow());
    }

    private static PartnerKeyResult Look(PartnerKeySet keys, string kid) =>
        keys.Find(kid) is { } key ? new(PartnerKeyOutcome.Found, key) : new(PartnerKeyOutcome.Unknown, null);

    private async Task FetchAsync(Fetched entry, string institution, Uri address)
    {
        using var deadline = new CancellationTokenSource(PartnerKeyTimes.Deadline, time);
        try
        {
            using var response = await http.GetAsync(address, deadline.Token);
            response.EnsureSuccessStatusCode();
            var set = PartnerKeySet.Read(await response.Content.ReadAsByteArrayAsync(deadline.Token));
            if (set.Keys.Any())
            {
                entry.Succeeded(set, time.GetUtcNow());
                return;
            }
            // An error page is not a partner who has withdrawn all keys: the last good set stays.
            Log.PartnerKeysUnusable(logger, institution);
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or IOException)
        {
            Log.PartnerKeysAway(logger, institution, e.GetType().Name);
        }
        entry.Failed(time.GetUtcNow());
    }

    /// <summary>What is known of one address.</summary>
    private sealed class Fetched
    {
        private readonly Lock gate = new();
        private Task running = Task.CompletedTask;
        private PartnerKeySet? set;
        private DateTimeOffset at = DateTimeOffset.MinValue;
        private DateTimeOffset failedAt = DateTimeOffset.MinValue;

        public PartnerKeySet? Usable(DateTimeOffset now)
        {
            lock (gate)
                return now - at < PartnerKeyTimes.Kept ? set : null;
        }

        /// <summary>The fetch to wait for before looking for the kid, if it is one that matters; none when what is kept will do.</summary>
        public Task Fetching(DateTimeOffset now, string? kid, Func<Task> start)
        {
            lock (gate)
            {
                if (now - failedAt < PartnerKeyTimes.AfterFailure || now - at < (set is null || (kid is not null && set.Find(kid) is null) ? PartnerKeyTimes.UnknownKid : PartnerKeyTimes.Fresh))
                    return Task.CompletedTask;
                return running.IsCompleted ? running = start() : running;
            }
        }

        public void Succeeded(PartnerKeySet keys, DateTimeOffset now)
        {
            lock (gate)
                (set, at, failedAt) = (keys, now, DateTimeOffset.MinValue);
        }

        public void Failed(DateTimeOffset now)
        {
            lock (gate)
                failedAt = now;
        }
    }
}

/// <summary>How partners' key sets are fetched and kept.</summary>
internal static class PartnerKeyTimes
{
    /// <summary>Bytes of the largest set that is read.</summary>
    public const int LargestSet = 64 * 1024;
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(2);
    /// <summary>How long a key that the partner has withdrawn is still taken, at most, while the partner answers.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromMinutes(10);
    /// <summary>A kid that is not in the set may be new, or made up; made-up ones must not become a flood at the partner.</summary>
    public static readonly TimeSpan UnknownKid = TimeSpan.FromMinutes(1);
    /// <summary>A partner who does not answer is asked again after this, so that only one call in a while waits for the deadline.</summary>
    public static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(10);
    /// <summary>How long the last good set serves a partner who is away.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromHours(24);
}
