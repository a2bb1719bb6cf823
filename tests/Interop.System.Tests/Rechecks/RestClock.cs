using Microsoft.Extensions.Time.Testing;

namespace Interop.System.Tests.Rechecks;

/// <summary>A clock of the test's own that knows until when the queue of re-checks rests, so that a test goes from rest to rest and never overtakes the work between.</summary>
internal sealed class RestClock() : FakeTimeProvider(TimeProvider.System.GetUtcNow())
{
    // A rest is about two seconds or about fifteen, give or take a quarter. The index of the audit log rests for one, a read has its deadline of twenty.
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1.2), Longest = TimeSpan.FromSeconds(19);

    private long rests;
    private long due;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        if (period == Timeout.InfiniteTimeSpan && dueTime > Shortest && dueTime < Longest)
        {
            Interlocked.Exchange(ref due, (GetUtcNow() + dueTime).UtcTicks);
            Interlocked.Increment(ref rests);
        }
        return timer;
    }

    /// <summary>Waits until the queue rests for the first time.</summary>
    public Task BegunAsync() => RestsAsync(0);

    /// <summary>Goes on by a time, at least to the end of the present rest, and waits until the queue rests again.</summary>
    public async Task AdvanceAsync(TimeSpan by)
    {
        var before = Interlocked.Read(ref rests);
        var rest = new DateTimeOffset(Interlocked.Read(ref due), TimeSpan.Zero) - GetUtcNow();
        Advance(rest > by ? rest : by);
        await RestsAsync(before);
    }

    private Task RestsAsync(long before) => Patience.UntilAsync(() => Interlocked.Read(ref rests) > before, "that the queue of re-checks rests");
}
