using Interop.Gateway.Audit;
using Interop.Gateway.Foresight;
using Interop.Gateway.Tests.Audit.Search;

namespace Interop.Gateway.Tests.Foresight;

public sealed class LogPassTests(IndexedLog log) : IClassFixture<IndexedLog>
{
    private static readonly PassBounds All = new(DateTimeOffset.MinValue.AddDays(1), long.MaxValue, TimeSpan.MaxValue);

    [Fact]
    public async Task RunAsync_WholeLog_HandsOnWhatIsWantedNewestFirst()
    {
        var seen = new Seen("ministry");
        var extent = await RunAsync(All, seen);
        extent.ShouldBe(new(log.Entries.Count, log.Entries[0].At, true));
        seen.Entries.Select(e => (e.At, e.User)).ShouldBe(log.Entries.Where(e => e.Institution == "ministry").Reverse().Select(e => (e.At, e.User)));
    }

    [Fact]
    public async Task RunAsync_APeriod_TakesAllOfItAndReadsLittleMore()
    {
        var from = log.Entries[^5_000].At;
        var seen = new Seen("ministry");
        var extent = await RunAsync(All with { From = from }, seen);
        seen.Entries.Count.ShouldBe(log.Entries.Count(e => e.Institution == "ministry" && e.At >= from));
        extent.Complete.ShouldBeTrue();
        extent.Read.ShouldBeLessThan(log.Entries.Count);
    }

    [Fact]
    public async Task RunAsync_MoreThanItMayRead_ReadsTheNewestAndSaysHowFarItCame()
    {
        var seen = new Seen("ministry");
        var extent = await RunAsync(All with { MostEntries = 5_000 }, seen);
        extent.ShouldBe(new(5_000, log.Entries[^5_000].At, false));
        seen.Entries.Count.ShouldBe(log.Entries.TakeLast(5_000).Count(e => e.Institution == "ministry"));
        (await RunAsync(All with { MostTime = TimeSpan.Zero }, seen)).ShouldBe(new(0, null, false));
    }

    private async Task<PassExtent> RunAsync(PassBounds bounds, Seen seen)
    {
        using var reader = new AuditReader(log.Folder.File);
        using var pass = new LogPass(TimeProvider.System);
        return await pass.RunAsync(reader, bounds, seen, null, TestContext.Current.CancellationToken);
    }

    private sealed class Seen(string institution) : ILogReading
    {
        private readonly LeafMark mark = new("institution", institution);

        public List<AuditEntry> Entries { get; } = [];

        public bool Wants(ReadOnlySpan<byte> leaf) => mark.IsIn(leaf);

        public void Take(AuditEntry entry) => Entries.Add(entry);
    }
}
