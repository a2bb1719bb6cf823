using Interop.Gateway.Batches.Work;

namespace Interop.Gateway.Tests.Batches;

public sealed class StretchPaceTests
{
    private static readonly TimeSpan Quick = TimeSpan.FromMilliseconds(200), Slow = TimeSpan.FromMilliseconds(201);

    [Fact]
    public void Rows_WhileItIsSlow_HalveToAFloorAndComeBackByAndBy()
    {
        var pace = new StretchPace(500, Quick);
        pace.Rows.ShouldBe(500);
        pace.Took(Slow);
        pace.Rows.ShouldBe(250);
        for (var i = 0; i < 10; i++)
            pace.Took(Slow);
        pace.Rows.ShouldBe(50);
        pace.Took(Quick);
        pace.Rows.ShouldBe(100);
        for (var i = 0; i < 20; i++)
            pace.Took(Quick);
        pace.Rows.ShouldBe(500);
    }

    [Fact]
    public void Rows_OfASmallBound_StayWithinIt()
    {
        var pace = new StretchPace(10, Quick);
        pace.Took(Slow);
        pace.Rows.ShouldBe(10);
        pace.Took(Quick);
        pace.Rows.ShouldBe(10);
    }
}
