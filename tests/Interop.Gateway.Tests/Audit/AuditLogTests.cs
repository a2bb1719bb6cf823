using Interop.Gateway.Audit;

namespace Interop.Gateway.Tests.Audit;

public sealed class AuditLogTests : IDisposable
{
    private readonly AuditFolder folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Append_WhenItCompletes_AnotherConnectionReadsTheEntry()
    {
        await using var log = folder.Open();
        var entry = AuditFolder.Entry() with { SubjectPseudonym = new byte[32] };

        var result = await log.AppendAsync(entry, Cancellation);

        result.Outcome.ShouldBe(AppendOutcome.Durable);
        result.Receipt.Index.ShouldBe(0);
        result.Receipt.Origin.ShouldBe(AuditFolder.Origin);
        var stored = (await Leaves(log, 0, 1)).ShouldHaveSingleItem();
        stored.Index.ShouldBe(0);
        stored.Leaf.ShouldBe(AuditLeaf.Write(entry).Leaf);
        stored.Hash.ShouldBe(result.Receipt.LeafHash.ToArray());
    }

    [Fact]
    public async Task Append_TextsOfEveryKind_AreReadBackAsGiven()
    {
        AuditEntry[] entries = [AuditFolder.Entry("before\0after " + new string('ខ', 300)) with { Institution = "" }, AuditFolder.Entry(purpose: null), AuditFolder.Entry("")];
        await using var log = folder.Open();

        foreach (var entry in entries)
            (await log.AppendAsync(entry, Cancellation)).Outcome.ShouldBe(AppendOutcome.Durable);

        (await Leaves(log, 0, 10)).Select(l => Convert.ToHexString(l.Leaf)).ShouldBe(entries.Select(e => Convert.ToHexString(AuditLeaf.Write(e).Leaf)));
    }

    [Fact]
    public async Task Append_LongerThanALogTakes_IsABugOfTheCaller()
    {
        await using var log = folder.Open();
        await Should.ThrowAsync<ArgumentException>(async () => await log.AppendAsync(AuditFolder.Entry(new string('x', 70_000)), Cancellation));
        (await log.AppendAsync(AuditFolder.Entry(), Cancellation)).Receipt.Index.ShouldBe(0);
    }

    [Fact]
    public async Task Append_TenThousandAtOnce_AreGroupedAndThereExactlyOnce()
    {
        await using var log = folder.Open();

        var results = await Task.WhenAll(Enumerable.Range(0, 10_000).Select(number => Task.Run(async () =>
            await log.AppendAsync(AuditFolder.Entry() with { Case = $"case-{number}" }, Cancellation))));

        results.ShouldAllBe(result => result.Outcome == AppendOutcome.Durable);
        results.Select(result => result.Receipt.Index).Order().ShouldBe(Enumerable.Range(0, 10_000).Select(index => (long)index));
        log.Entries.ShouldBe(10_000);
        log.Commits.ShouldBeLessThan(5_000);
        var stored = await Leaves(log, 0, 20_000);
        stored.Count.ShouldBe(10_000);
        stored.ShouldAllBe(leaf => AuditLeaf.Hash(leaf.Leaf).SequenceEqual(leaf.Hash));
        stored.Select(leaf => Convert.ToHexString(leaf.Hash)).Distinct().Count().ShouldBe(10_000);
        foreach (var result in results)
            stored[(int)result.Receipt.Index].Hash.ShouldBe(result.Receipt.LeafHash.ToArray());
    }

    [Fact]
    public async Task Append_MoreThanAGroup_NeverExceedsTheLimit()
    {
        await using var log = folder.Open(groupLimit: 10);

        await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => log.AppendAsync(AuditFolder.Entry(), Cancellation).AsTask()));

        log.Commits.ShouldBeGreaterThanOrEqualTo(20);
        log.Entries.ShouldBe(200);
    }

    [Fact]
    public async Task Open_AfterRestart_ContinuesTheIndex()
    {
        await using (var first = folder.Open())
        {
            for (var i = 0; i < 3; i++)
                await first.AppendAsync(AuditFolder.Entry(), Cancellation);
        }

        await using var second = folder.Open();

        (await second.AppendAsync(AuditFolder.Entry(), Cancellation)).Receipt.Index.ShouldBe(3);
        (await Leaves(second, 1, 2)).Select(leaf => leaf.Index).ShouldBe([1, 2]);
    }

    [Fact]
    public async Task Append_CancelledBefore_RecordsNothing()
    {
        await using var log = folder.Open();
        using var given = new CancellationTokenSource();
        await given.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(async () => await log.AppendAsync(AuditFolder.Entry(), given.Token));

        (await log.AppendAsync(AuditFolder.Entry(), Cancellation)).Receipt.Index.ShouldBe(0);
    }

    [Fact]
    public async Task Dispose_WithEntriesWaiting_WritesThemFirst()
    {
        var log = folder.Open();
        var appends = Enumerable.Range(0, 2_000).Select(_ => log.AppendAsync(AuditFolder.Entry(), Cancellation).AsTask()).ToArray();

        await log.DisposeAsync();

        (await Task.WhenAll(appends)).ShouldAllBe(result => result.Outcome == AppendOutcome.Durable);
        folder.Stored.ShouldBe(2_000);
        (await log.AppendAsync(AuditFolder.Entry(), Cancellation)).Outcome.ShouldBe(AppendOutcome.Unavailable);
    }

    [Fact]
    public void Open_BadOptions_NamesEveryError()
    {
        var options = new AuditOptions
        {
            File = " ", Origin = "two words", GroupLimit = 0, Waiting = 0, RetryFirst = TimeSpan.Zero,
        };

        options.Errors().Count().ShouldBe(5);
    }

    private static async Task<IReadOnlyList<StoredLeaf>> Leaves(AuditLog log, long from, int count)
    {
        using var reader = await log.ReadAsync(Cancellation);
        return reader.Leaves(from, count);
    }
}
