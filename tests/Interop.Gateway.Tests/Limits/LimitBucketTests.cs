using CsCheck;
using Interop.Gateway.Limits;

namespace Interop.Gateway.Tests.Limits;

public sealed class LimitBucketTests
{
    private static readonly Limit Slow = new(PerSecond: 2, Burst: 3, PerDay: 100);

    [Fact]
    public void Take_AfterARest_GivesTheBurstAndThenTheRate()
    {
        var bucket = new LimitBucket();
        Take(bucket, Slow, 10).Left.ShouldBe(2);
        Take(bucket, Slow, 10).Left.ShouldBe(1);
        Take(bucket, Slow, 10).Left.ShouldBe(0);
        var refused = Take(bucket, Slow, 10);
        refused.Outcome.ShouldBe(LimitOutcome.RateLimited);
        refused.ResetIn.ShouldBe(0.5, 1e-9);
        refused.RetryAfter.ShouldBe(1);
        Take(bucket, Slow, 10.49).Outcome.ShouldBe(LimitOutcome.RateLimited);
        Take(bucket, Slow, 10.5).Outcome.ShouldBe(LimitOutcome.Within);
        Take(bucket, Slow, 10.5).Outcome.ShouldBe(LimitOutcome.RateLimited);
    }

    [Fact]
    public void Take_DayUsedUp_IsExhaustedUntilTheNextDay()
    {
        var bucket = new LimitBucket();
        var limit = new Limit(1_000, 1_000, 2);
        Take(bucket, limit, 0).LeftToday.ShouldBe(1);
        Take(bucket, limit, 1).LeftToday.ShouldBe(0);
        var refused = Take(bucket, limit, 2);
        refused.Outcome.ShouldBe(LimitOutcome.QuotaExhausted);
        refused.RetryAfter.ShouldBe(3_600);
        Take(bucket, limit, 3, day: 2).Outcome.ShouldBe(LimitOutcome.Within);
    }

    [Fact]
    public void Take_AnySequence_NeverGivesMoreThanBurstAndRate() =>
        Gen.Select(Gen.Double[0.5, 500], Gen.Int[1, 50], Gen.Double[0, 0.05].Array[1, 400]).Sample((perSecond, burst, pauses) =>
        {
            var (bucket, limit, now, given) = (new LimitBucket(), new Limit(perSecond, burst, 1_000_000), 1_000.0, 0);
            foreach (var pause in pauses)
            {
                now += pause;
                if (Take(bucket, limit, now).Outcome == LimitOutcome.Within)
                    given++;
            }
            return given <= burst + (now - 1_000) * perSecond + 1e-3;
        });

    [Fact]
    public void Take_AskedAllTheTime_GivesAllOfIt()
    {
        var (bucket, limit, given) = (new LimitBucket(), new Limit(700, 10, 1_000_000), 0);
        for (var i = 0; i <= 100_000; i++)
            given += Take(bucket, limit, i / 10_000.0).Outcome == LimitOutcome.Within ? 1 : 0;
        given.ShouldBeInRange(7_009, 7_010);
    }

    [Fact]
    public void TakeOwed_AfterRequestsLetThrough_TellsThemOnce()
    {
        var bucket = new LimitBucket();
        for (var i = 0; i < 3; i++)
            bucket.Take(Slow, new(100 * i, 1, 3_600), owing: true);
        bucket.TakeOwed(1).ShouldBe(3);
        bucket.TakeOwed(1).ShouldBe(0);
        bucket.GiveBackOwed(1, 3);
        bucket.TakeOwed(2).ShouldBe(0, "what a day owed ends with it");
    }

    [Fact]
    public void DropIfIdle_UsedToday_StaysUntilTomorrow()
    {
        var bucket = new LimitBucket();
        Take(bucket, Slow, 0);
        bucket.DropIfIdle(new(1_000, 1, 10)).ShouldBeFalse();
        bucket.DropIfIdle(new(1_000, 2, 10)).ShouldBeTrue();
        bucket.Take(Slow, new(1_000, 2, 10), owing: false).ShouldBeNull();
    }

    private static LimitState Take(LimitBucket bucket, Limit limit, double seconds, int day = 1) => bucket.Take(limit, new(seconds, day, 3_600), owing: false)!.Value;
}
