using Interop.Adapters;
using Interop.Gateway.Registries;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Tests.Registries;

public sealed class ReadQueueTests : IDisposable
{
    private static readonly CatalogueAttribute[] Attributes = [AttributeCatalogue.Current["vital.birthDate"]];

    private readonly FourRegistries four = new();
    private readonly ReadQueue queue;

    public ReadQueueTests() => queue = new(four.Link(four.Civil), FetchRequest.LocalKey, Attributes, four.Time);

    [Fact]
    public async Task Read_WhileACallIsUnderWay_GoesTogetherInTheNextAndEachGetsItsOwn()
    {
        var first = new TaskCompletionSource();
        four.Civil.Answer = async (request, _) =>
        {
            if (four.Civil.Asked.Count == 1)
                await first.Task;
            return Named(request);
        };
        var one = queue.ReadAsync("1");
        await FourRegistries.UntilAsync(() => four.Civil.Asked.Count == 1);
        var others = Enumerable.Range(2, 50).Select(i => queue.ReadAsync($"{i}")).ToArray();
        first.SetResult();

        (await one).Record!.LocalKey.ShouldBe("1");
        var records = await Task.WhenAll(others);
        records.Select(r => r.Record!.LocalKey).ShouldBe(Enumerable.Range(2, 50).Select(i => $"{i}"));
        four.Civil.Asked.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Read_BehindACallThatTakesLong_IsMadeBesideIt()
    {
        var never = new TaskCompletionSource();
        four.Civil.Answer = async (request, _) =>
        {
            if (request.Values[0] == "slow")
                await never.Task;
            return Named(request);
        };
        var slow = queue.ReadAsync("slow");
        await FourRegistries.UntilAsync(() => four.Civil.Asked.Count == 1);
        four.Time.Advance(TimeSpan.FromMilliseconds(200));
        (await queue.ReadAsync("quick")).Record!.LocalKey.ShouldBe("quick");
        slow.IsCompleted.ShouldBeFalse();
        never.SetResult();
        (await slow).Record!.LocalKey.ShouldBe("slow");
    }

    [Fact]
    public async Task Read_MoreThanACallMayName_IsSplit()
    {
        var first = new TaskCompletionSource();
        four.Civil.Answer = async (request, _) =>
        {
            if (four.Civil.Asked.Count == 1)
                await first.Task;
            return Named(request);
        };
        var reads = new List<Task<PersonRead>> { queue.ReadAsync("first") };
        await FourRegistries.UntilAsync(() => four.Civil.Asked.Count == 1);
        reads.AddRange(Enumerable.Range(0, 2500).Select(i => queue.ReadAsync($"{i}")));
        first.SetResult();
        (await Task.WhenAll(reads)).ShouldAllBe(r => r.Outcome == FetchOutcome.Answered);
        four.Civil.Asked.Max(a => a.Values.Count).ShouldBe(RegistryAdapter.MaxBatch);
    }

    [Fact]
    public async Task Read_FaultOfTheSource_IsEverybodysOutcome()
    {
        four.Civil.Answer = FakeRegistry.Fails(FetchOutcome.Unreachable);
        var reads = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => queue.ReadAsync($"{i}")));
        reads.ShouldAllBe(r => r.Outcome == FetchOutcome.Unreachable && r.Record == null);
    }

    public void Dispose() => four.Dispose();

    private static FetchResult Named(FetchRequest request) =>
        new(FetchOutcome.Answered, [.. request.Values.Select(v => new RegistryRecord(RecordStatus.Found, v, [AttributeValue.None], [null]))]);
}
