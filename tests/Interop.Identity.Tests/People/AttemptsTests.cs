using System.Net;
using Interop.Identity.People;
using Interop.Identity.Tests.Keys;

namespace Interop.Identity.Tests.People;

public sealed class AttemptsTests : IDisposable
{
    private readonly KeyFolder folder = new();
    private readonly Attempts attempts;

    public AttemptsTests() => attempts = new(folder.Store, folder.Time);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void TryTake_FailureAfterFailure_LocksAMinuteThenDoublesToAnHour()
    {
        for (var free = 0; free < 5; free++)
            attempts.TryTake("user", out _).ShouldBeTrue();
        foreach (var minutes in (int[])[1, 2, 4, 8, 16, 32, 60, 60])
        {
            attempts.TryTake("user", out _).ShouldBeFalse();
            folder.Time.Advance(TimeSpan.FromMinutes(minutes) - TimeSpan.FromSeconds(1));
            attempts.TryTake("user", out _).ShouldBeFalse();
            folder.Time.Advance(TimeSpan.FromSeconds(1));
            attempts.TryTake("user", out var locks).ShouldBeTrue();
            locks.ShouldBeTrue();
        }
        attempts.TryTake("another", out _).ShouldBeTrue();
    }

    [Fact]
    public void TryTake_AtTheSameMoment_AllCount()
    {
        var allowed = 0;
        Parallel.For(0, 40, _ =>
        {
            if (attempts.TryTake("user", out var _))
                Interlocked.Increment(ref allowed);
        });

        allowed.ShouldBe(5);
    }

    [Fact]
    public void GiveBack_RightPassword_DoesNotForgetEarlierFailures()
    {
        for (var i = 0; i < 20; i++)
        {
            attempts.TryTake("user", out _).ShouldBeTrue();
            attempts.GiveBack("user");
        }
        for (var wrong = 0; wrong < 4; wrong++)
            attempts.TryTake("user", out _);
        attempts.TryTake("user", out _).ShouldBeTrue();
        attempts.GiveBack("user");
        attempts.TryTake("user", out _).ShouldBeTrue();

        attempts.TryTake("user", out _).ShouldBeFalse();
        attempts.Clear("user");
        attempts.TryTake("user", out _).ShouldBeTrue();
    }

    [Fact]
    public void Holds_AddressThatFailsAgainAndAgain_StopsItForTenMinutes()
    {
        var brake = new AddressBrake(folder.Time);
        IPAddress from = IPAddress.Parse("2001:db8::1"), neighbour = IPAddress.Parse("2001:db8::2"), other = IPAddress.Parse("192.0.2.1");
        for (var failure = 0; failure < 30; failure++)
        {
            brake.Holds(from).ShouldBeFalse();
            brake.Failed(from);
        }

        brake.Holds(from).ShouldBeTrue();
        brake.Holds(neighbour).ShouldBeTrue("one subscriber has the whole /64");
        brake.Holds(other).ShouldBeFalse();
        folder.Time.Advance(TimeSpan.FromMinutes(10));
        brake.Holds(from).ShouldBeFalse();
    }
}
