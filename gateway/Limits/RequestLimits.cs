using StackExchange.Redis;

namespace Interop.Gateway.Limits;

/// <summary>Where requests are counted now.</summary>
internal enum LimitsHealth
{
    /// <summary>This gateway counts alone, as configured.</summary>
    InMemory,
    /// <summary>All gateways count together in Redis.</summary>
    Shared,
    /// <summary>Redis is away: this gateway gives out its share.</summary>
    LocalShare,
}

/// <summary>
/// Takes each request from the limit of its key and, where its scope has one, of its scope. The key comes first: what a scope refuses has
/// been taken from the key, so that a flood against a full scope ends at the key. Never throws because Redis is away.
/// </summary>
internal sealed class RequestLimits(LimitsOptions options, RedisLimits? redis, RedisCircuit circuit, LimitsMetrics metrics, TimeProvider time)
    : IDisposable
{
    private readonly LocalLimits local = new();
    private readonly Limit keyShare = options.LimitOfKeys.ShareOf(options.Gateways);

    public Limit KeyLimit { get; } = options.LimitOfKeys;

    /// <param name="institution">Code of the institution that asks.</param>
    /// <param name="key">Public id of its key.</param>
    /// <param name="scope">Name of the scope that answers for the request, if it was found.</param>
    /// <param name="scopeLimit">That scope's limit, if it has one.</param>
    public async ValueTask<LimitsTaken> TakeAsync(string institution, string key, string? scope, Limit? scopeLimit)
    {
        var now = LimitMoment.Of(time);
        var keySubject = new LimitSubject("key", institution, key);
        LimitSubject? scopeSubject = scope is null || scopeLimit is null ? null : new LimitSubject("scope", institution, scope);
        LimitsTaken taken;
        if (redis is null)
            taken = TakeHere(keySubject, KeyLimit, scopeSubject, scopeLimit, now, owing: false);
        else if (!circuit.TryEnter() || await TakeSharedAsync(keySubject, scopeSubject, scopeLimit, now) is not { } shared)
        {
            metrics.GivenLocally();
            taken = TakeHere(keySubject, keyShare, scopeSubject, scopeLimit?.ShareOf(options.Gateways), now, owing: true);
        }
        else
            taken = shared;
        if (taken.Key.Outcome != LimitOutcome.Within)
            metrics.Refused("key", taken.Key.Outcome, institution);
        else if (taken.OfScope != LimitOutcome.Within)
            metrics.Refused("scope", taken.OfScope, institution);
        return taken;
    }

    /// <summary>
    /// Takes many questions of work that the hub paces by itself: of the day's number, and not of the rate, which keeps callers from coming too fast. Where
    /// several gateways count together, each tells the others with its next request.
    /// </summary>
    /// <returns>How many of them the key and the scope have left for today.</returns>
    public long TakeOfDay(string institution, string key, string? scope, Limit? scopeLimit, long wanted)
    {
        var (now, shared) = (LimitMoment.Of(time), redis is not null);
        var most = shared ? keyShare : KeyLimit;
        var taken = local.TakeOfDay(new("key", institution, key), most, now, wanted, owing: shared);
        if (scope is not null && scopeLimit is not null)
            taken = local.TakeOfDay(new("scope", institution, scope), shared ? scopeLimit.ShareOf(options.Gateways) : scopeLimit, now, taken, owing: shared);
        if (taken < wanted)
            metrics.Refused(scope is null || scopeLimit is null ? "key" : "scope", LimitOutcome.QuotaExhausted, institution);
        return taken;
    }

    /// <summary>Asks Redis, should it have been away, whether it is back.</summary>
    public async ValueTask<LimitsHealth> CheckHealthAsync()
    {
        if (redis is null)
            return LimitsHealth.InMemory;
        if (circuit.Open && circuit.TryEnter())
            await TryAsync(async () =>
            {
                await redis.PingAsync();
                return true;
            });
        return circuit.Open || !redis.Connected ? LimitsHealth.LocalShare : LimitsHealth.Shared;
    }

    public void Dispose() => redis?.Dispose();

    private LimitsTaken TakeHere(LimitSubject key, Limit keyLimit, LimitSubject? scope, Limit? scopeLimit, LimitMoment now, bool owing)
    {
        var ofKey = local.Take(key, keyLimit, now, owing);
        return scope is null || ofKey.Outcome != LimitOutcome.Within
            ? new(ofKey, null)
            : new(ofKey, local.Take(scope.Value, scopeLimit!, now, owing));
    }

    private async ValueTask<LimitsTaken?> TakeSharedAsync(LimitSubject key, LimitSubject? scope, Limit? scopeLimit, LimitMoment now)
    {
        var keyBucket = local.Bucket(key);
        var scopeBucket = scope is { } subject ? local.Bucket(subject) : null;
        var ofKey = new LimitClaim(key, KeyLimit, keyBucket.TakeOwed(now.Day));
        LimitClaim? ofScope = scope is null ? null : new LimitClaim(scope.Value, scopeLimit!, scopeBucket!.TakeOwed(now.Day));
        if (await TryAsync(async () => (LimitsTaken?)await redis!.TakeAsync(ofKey, ofScope)) is not { } taken)
        {
            keyBucket.GiveBackOwed(now.Day, ofKey.Owed);
            scopeBucket?.GiveBackOwed(now.Day, ofScope!.Value.Owed);
            return null;
        }
        if (taken.Key.Outcome == LimitOutcome.Within)
        {
            keyBucket.Count(now.Day);
            if (taken.OfScope == LimitOutcome.Within)
                scopeBucket?.Count(now.Day);
        }
        return taken.Key.Outcome == LimitOutcome.Within ? taken : taken with { Scope = null };
    }

    private async ValueTask<T?> TryAsync<T>(Func<Task<T>> ask)
    {
        try
        {
            var answer = await ask();
            circuit.Succeeded();
            return answer;
        }
        catch (Exception e) when (e is RedisException or RedisCommandException or TimeoutException)
        {
            circuit.Failed(e.GetType().Name);
            return default;
        }
    }
}
