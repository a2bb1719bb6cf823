using System.Collections.Concurrent;

namespace Interop.Gateway.Limits;

/// <summary>Who is limited: a key by its public id or a scope by its name, of one institution.</summary>
internal readonly record struct LimitSubject(string Kind, string Institution, string Name);

/// <summary>
/// The buckets of this gateway. Only keys and scopes the hub knows come here, so their number is bounded; one that has not been used today
/// is dropped.
/// </summary>
internal sealed class LocalLimits
{
    private const double SweepEvery = 60;

    private readonly ConcurrentDictionary<LimitSubject, LimitBucket> buckets = new();
    private double sweptAt;

    public int Count => buckets.Count;

    /// <summary>Takes one request of the limit if there is room, without waiting and without garbage.</summary>
    public LimitState Take(LimitSubject subject, Limit limit, LimitMoment now, bool owing)
    {
        Sweep(now);
        LimitState? state;
        while ((state = Bucket(subject).Take(limit, now, owing)) is null)
        {
            // Dropped between finding and taking; the next look makes a new one.
        }
        return state.Value;
    }

    /// <summary>Takes as many as the day's number has left.</summary>
    public long TakeOfDay(LimitSubject subject, Limit limit, LimitMoment now, long wanted, bool owing)
    {
        long? taken;
        while ((taken = Bucket(subject).TakeOfDay(limit, now, wanted, owing)) is null)
        {
            // As above.
        }
        return taken.Value;
    }

    public LimitBucket Bucket(LimitSubject subject) => buckets.TryGetValue(subject, out var bucket) ? bucket : buckets.GetOrAdd(subject, new LimitBucket());

    private void Sweep(LimitMoment now)
    {
        var last = Volatile.Read(ref sweptAt);
        if (now.Seconds - last < SweepEvery || Interlocked.CompareExchange(ref sweptAt, now.Seconds, last) != last)
            return;
        foreach (var bucket in buckets)
            if (bucket.Value.DropIfIdle(now))
                buckets.TryRemove(bucket);
    }
}
