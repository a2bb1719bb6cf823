using Interop.Gateway.Audit;
using Interop.Gateway.Configuration;
using Interop.Gateway.Misuse;
using Interop.Gateway.Tests.Audit;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace Interop.Gateway.Tests.Misuse;

public sealed class MisuseWatchTests : IDisposable
{
    private readonly AuditFolder audit = new();
    private readonly MisuseOptions options = new();

    private SignalStore Signals => new(new(Path.Combine(audit.Folder, "hub.db"), [SignalStore.Schema], audit.Time), options, audit.Time);

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        audit.Dispose();
    }

    [Fact]
    public async Task Follow_GuesserAcrossARestart_IsOneSignalWithTheEntriesOfBothHalves()
    {
        await using var log = audit.Open();
        var traffic = new Traffic().Spread(40, audit.Time.GetUtcNow(), TimeSpan.FromMinutes(5), (t, i, at) => t.Add(at, i, found: false));
        await AppendAsync(log, traffic.Entries.Take(10));
        var first = Watch(log);
        await first.FollowAsync(TestContext.Current.CancellationToken);
        first.Mark();
        await AppendAsync(log, traffic.Entries.Skip(10));
        audit.Time.Advance(TimeSpan.FromHours(1));

        var second = Watch(log);
        await second.FollowAsync(TestContext.Current.CancellationToken);

        second.Position.ShouldBe(80);
        var signal = Signals.List(null, 10).ShouldHaveSingleItem();
        signal.Kind.ShouldBe(SignalKind.Enumeration);
        signal.Occurrences.Single().Log.ShouldBe(AuditFolder.Origin);
        signal.Occurrences.Single().Entries.ShouldBe(Enumerable.Range(0, 40).Select(i => (2L * i) + 1)); // each behind its admission
    }

    [Fact]
    public async Task Follow_CrashBeforeTheMark_ReadsAgainAndTellsNothingTwice()
    {
        await using var log = audit.Open();
        await AppendAsync(log, new Traffic().Spread(40, audit.Time.GetUtcNow(), TimeSpan.FromMinutes(5), (t, i, at) => t.Add(at, i, found: false)).Entries);
        audit.Time.Advance(TimeSpan.FromHours(1));

        foreach (var _ in Enumerable.Range(0, 2))
        {
            var watch = Watch(log);
            await watch.FollowAsync(TestContext.Current.CancellationToken);
            watch.Position.ShouldBe(80);
        }

        Signals.List(null, 10).ShouldHaveSingleItem().Occurrences.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Follow_QuestionsTheHubAsksAgain_AreNoFurtherActs()
    {
        await using var log = audit.Open();
        var traffic = new Traffic().Spread(40, audit.Time.GetUtcNow(), TimeSpan.FromMinutes(5), (t, i, at) => t.Add(at, i, found: false));
        await AppendAsync(log, traffic.Entries.Select(e => (e.Index, e.Entry with { Door = AuditEntry.RecheckDoor })));
        audit.Time.Advance(TimeSpan.FromHours(1));
        await Watch(log).FollowAsync(TestContext.Current.CancellationToken);
        Signals.List(null, 10).ShouldBeEmpty();
    }

    [Fact]
    public void Options_OutOfRange_TellEveryFaultWithItsValue()
    {
        var faults = Should.Throw<ConfigurationFaultException>(() => MisuseRegistration.Options(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Misuse:Enumeration:Pace"] = "0", ["Misuse:NightBurst:To"] = "22:00", ["Misuse:NoLaterClaim:Asked:0"] = "HPAYMT",
        }).Build())).Faults;

        faults.Count.ShouldBe(3);
        faults.ShouldContain(f => f.Contains("Enumeration:Pace is 0"));
        MisuseRegistration.Options(new ConfigurationBuilder().Build()).Faults().ShouldBeEmpty();
    }

    private MisuseWatch Watch(AuditLog log) => new(log, Signals, options, audit.Time, NullLogger<MisuseWatch>.Instance);

    private static async Task AppendAsync(AuditLog log, IEnumerable<(long, AuditEntry Entry)> entries)
    {
        foreach (var (_, entry) in entries)
        {
            await log.AppendAsync(entry with { Phase = AuditPhase.Admitted, Outcome = "admitted" }, TestContext.Current.CancellationToken);
            (await log.AppendAsync(entry, TestContext.Current.CancellationToken)).Outcome.ShouldBe(AppendOutcome.Durable);
        }
    }
}
