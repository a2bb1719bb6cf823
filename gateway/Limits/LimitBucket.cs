namespace Interop.Gateway.Limits;

/// <summary>
/// What one key or scope has used of its limit, as this gateway knows it. The rate is the generic cell rate algorithm (ITU-T I.371
/// annex A): one number, the time at which all that was used will be earned back, stands for rate and burst.
/// </summary>
internal sealed class LimitBucket
{
    // Sums of intervals round; a millionth of a request must not decide.
    private const double Rounding = 1e-6;

    private readonly Lock gate = new();
    private double earnedBackAt;
    private int day;
    private long used;
    private long owed;
    private bool dropped;

    /// <summary>Takes one request if there is room; null when the bucket was dropped meanwhile.</summary>
    /// <param name="owing">Whether Redis is to be told of it later.</param>
    public LimitState? Take(Limit limit, LimitMoment now, bool owing)
    {
        lock (gate)
        {
            if (dropped)
                return null;
            Turn(now.Day);
            var from = Math.Max(earnedBackAt, now.Seconds);
            var span = limit.Burst * limit.Interval;
            var wait = from + limit.Interval - now.Seconds - span;
            var outcome = used >= limit.PerDay ? LimitOutcome.QuotaExhausted
                : wait > limit.Interval * Rounding ? LimitOutcome.RateLimited : LimitOutcome.Within;
            if (outcome == LimitOutcome.Within)
            {
                earnedBackAt = from += limit.Interval;
                used++;
                owed += owing ? 1 : 0;
            }
            var behind = from - now.Seconds;
            return new(
                outcome, Math.Max(0, (long)((span - behind) / limit.Interval + Rounding)), outcome == LimitOutcome.RateLimited ? wait : behind,
                Math.Max(0, limit.PerDay - used), now.DayEndsIn);
        }
    }

    /// <summary>Takes as many of these as the day's number has left, whatever the rate; null when the bucket was dropped meanwhile.</summary>
    public long? TakeOfDay(Limit limit, LimitMoment now, long wanted, bool owing)
    {
        lock (gate)
        {
            if (dropped)
                return null;
            Turn(now.Day);
            var taken = Math.Clamp(limit.PerDay - used, 0, wanted);
            used += taken;
            owed += owing ? taken : 0;
            return taken;
        }
    }

    /// <summary>Requests let through today that Redis was not told of; the caller tells it, or gives them back.</summary>
    public long TakeOwed(int today)
    {
        lock (gate)
        {
            Turn(today);
            var told = owed;
            owed = 0;
            return told;
        }
    }

    /// <summary>Gives back what could not be told.</summary>
    public void GiveBackOwed(int today, long untold)
    {
        lock (gate)
            if (day == today)
                owed += untold;
    }

    /// <summary>Counts a request that Redis let through, so that this gateway's share is smaller by it.</summary>
    public void Count(int today)
    {
        lock (gate)
        {
            Turn(today);
            used++;
        }
    }

    /// <summary>Drops the bucket when forgetting it changes no answer.</summary>
    public bool DropIfIdle(LimitMoment now)
    {
        lock (gate)
            return dropped = earnedBackAt <= now.Seconds && (day != now.Day || used == 0);
    }

    private void Turn(int today)
    {
        if (day == today)
            return;
        (day, used, owed) = (today, 0, 0);
    }
}
