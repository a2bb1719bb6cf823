using Interop.Adapters;
using Interop.Gateway.Registries;

namespace Interop.Gateway.Tests.Registries;

public sealed class RegistryLinkTests : IDisposable
{
    private readonly FourRegistries four = new();
    private readonly RegistryLink link;

    public RegistryLinkTests() => link = four.Link(four.Civil);

    [Fact]
    public async Task Fetch_RegistryFailsOftenEnough_IsLeftAloneAndReadAgainLater()
    {
        await BreakAsync();
        link.Broken.ShouldBeTrue();

        (await FetchAsync()).Outcome.ShouldBe(FetchOutcome.Unreachable);
        four.Time.Advance(four.Fetch.BreakFor - TimeSpan.FromMilliseconds(1));
        (await FetchAsync()).Outcome.ShouldBe(FetchOutcome.Unreachable);
        four.Civil.Asked.Count.ShouldBe(four.Fetch.BreakAtLeast, "an open circuit asks nobody");

        four.Civil.Answer = FakeRegistry.Always(RegistryRecord.Absent);
        four.Time.Advance(TimeSpan.FromMilliseconds(2));
        (await FetchAsync()).Outcome.ShouldBe(FetchOutcome.Answered);
        link.Broken.ShouldBeFalse();
        (await FetchAsync()).Outcome.ShouldBe(FetchOutcome.Answered);
        four.Civil.Asked.Count.ShouldBe(four.Fetch.BreakAtLeast + 2);
    }

    [Fact]
    public async Task Fetch_StillFailingAfterTheBreak_IsLeftAloneAgain()
    {
        await BreakAsync();
        four.Time.Advance(four.Fetch.BreakFor + TimeSpan.FromMilliseconds(1));
        (await FetchAsync()).Outcome.ShouldBe(FetchOutcome.Garbage);
        link.Broken.ShouldBeTrue();
        (await FetchAsync()).Outcome.ShouldBe(FetchOutcome.Unreachable);
        four.Civil.Asked.Count.ShouldBe(four.Fetch.BreakAtLeast + 1);
    }

    [Fact]
    public async Task Fetch_FewFailures_ConcludesNothing()
    {
        four.Civil.Answer = FakeRegistry.Fails(FetchOutcome.TimedOut);
        for (var i = 1; i < four.Fetch.BreakAtLeast; i++)
            (await FetchAsync()).Outcome.ShouldBe(FetchOutcome.TimedOut);
        link.Broken.ShouldBeFalse();
    }

    [Fact]
    public async Task Fetch_PeopleWhoAreNotThere_AreNoFailures()
    {
        foreach (var record in (RegistryRecord[])[RegistryRecord.Absent, RegistryRecord.Malformed, RegistryRecord.Ambiguous])
        {
            four.Civil.Answer = FakeRegistry.Always(record);
            for (var i = 0; i < 2 * four.Fetch.BreakAtLeast; i++)
                (await FetchAsync()).Outcome.ShouldBe(FetchOutcome.Answered);
        }
        link.Broken.ShouldBeFalse();
    }

    [Fact]
    public async Task Fetch_CallersWhoGiveUp_AreNoFailures()
    {
        using var gone = new CancellationTokenSource();
        await gone.CancelAsync();
        for (var i = 0; i < 2 * four.Fetch.BreakAtLeast; i++)
            await Should.ThrowAsync<OperationCanceledException>(async () => await link.FetchAsync(Request(), gone.Token));
        link.Broken.ShouldBeFalse();
    }

    [Fact]
    public async Task Fetch_OneRegistryBroken_LeavesTheOthersWhole()
    {
        await BreakAsync();
        four.Link(four.IdPoor).Broken.ShouldBeFalse();
        four.Set.All.ShouldAllBe(l => !l.Broken);
    }

    public void Dispose() => four.Dispose();

    private async Task BreakAsync()
    {
        four.Civil.Answer = FakeRegistry.Fails(FetchOutcome.Garbage);
        for (var i = 0; i < four.Fetch.BreakAtLeast; i++)
            (await FetchAsync()).Outcome.ShouldBe(FetchOutcome.Garbage);
    }

    private ValueTask<FetchResult> FetchAsync() => link.FetchAsync(Request(), TestContext.Current.CancellationToken);

    private FetchRequest Request() => new("national-id", ["010203040"], [], four.Fetch.Deadline);
}
