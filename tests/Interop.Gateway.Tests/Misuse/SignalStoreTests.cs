using Interop.Gateway.Misuse;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;

namespace Interop.Gateway.Tests.Misuse;

public sealed class SignalStoreTests : IDisposable
{
    private const string Log = "interop.example/hub-1";
    private readonly TempFolder folder = new();
    private readonly FakeTimeProvider time = new(Traffic.Morning);
    private readonly SignalStore signals;

    public SignalStoreTests() => signals = new(new(folder["hub.db"], [SignalStore.Schema], time), new(), time);

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        folder.Dispose();
    }

    [Fact]
    public void Note_SameFindingTwice_ChangesNothing()
    {
        signals.Note(Log, [Seen(0)]);
        signals.Note(Log, [Seen(0)]);

        var signal = signals.List(null, 10).ShouldHaveSingleItem();
        signal.Occurrences.ShouldHaveSingleItem().Entries.ShouldBe([3, 5]);
        (signal.State, signal.Institution, signal.User, signal.Kind).ShouldBe((SignalState.Open, "nssf", "clerk-1", SignalKind.ManyPeople));
        signal.Keys.ShouldBe(["key-1"]);
    }

    [Fact]
    public void Note_SameMatterNextDay_JoinsItsSignal_AlsoFromAnotherLog()
    {
        signals.Note(Log, [Seen(0)]);
        signals.Note("interop.example/hub-2", [Seen(1) with { Keys = ["key-0"] }]);

        var signal = signals.List(null, 10).ShouldHaveSingleItem();
        (signal.FirstSeen, signal.LastSeen).ShouldBe((Traffic.Morning, Traffic.Morning.AddDays(2)));
        signal.Keys.ShouldBe(["key-0", "key-1"]);
        signal.Occurrences.Select(o => o.Log).ShouldBe([Log, "interop.example/hub-2"]);
    }

    [Fact]
    public void Note_SameMatterLongAfter_IsANewSignal()
    {
        signals.Note(Log, [Seen(0), Seen(30)]);
        signals.List(null, 10).Count.ShouldBe(2);
    }

    [Fact]
    public void Note_OtherUserInstitutionKindOrMatter_IsASignalOfItsOwn()
    {
        signals.Note(Log, [Seen(0), Seen(0) with { User = "clerk-2" }, Seen(0) with { Institution = "wfp" }, Seen(0) with { Kind = SignalKind.NightBurst }, Seen(0) with { Matter = "m" }]);
        signals.List(null, 10).Count.ShouldBe(5);
    }

    [Fact]
    public void Decide_OpenSignal_StaysDecidedWhileTheMatterGoesOn()
    {
        signals.Note(Log, [Seen(0)]);
        var id = signals.List(SignalState.Open, 10).Single().Id;

        signals.Decide(id, SignalState.Acknowledged, "officer-1", " called the ward ").ShouldBe(SignalOutcome.Done);
        signals.Note(Log, [Seen(1)]);

        var signal = signals.Find(id)!;
        (signal.State, signal.Officer, signal.Note, signal.DecidedAt).ShouldBe((SignalState.Acknowledged, "officer-1", "called the ward", time.GetUtcNow()));
        signals.List(SignalState.Open, 10).ShouldBeEmpty();
        signals.Decide(id, SignalState.Dismissed, "officer-2", "a census").ShouldBe(SignalOutcome.Done);
        signals.Decide(id, SignalState.Acknowledged, "officer-1", "again").ShouldBe(SignalOutcome.AlreadyDecided);
    }

    [Fact]
    public void Decide_WithoutReasonOrSignal_IsRefused()
    {
        signals.Note(Log, [Seen(0)]);
        var id = signals.List(null, 10).Single().Id;

        signals.Decide(id, SignalState.Dismissed, "officer-1", "  ").ShouldBe(SignalOutcome.NoteMissing);
        signals.Decide(id, SignalState.Dismissed, "officer-1", new('x', SignalStore.LongestNote + 1)).ShouldBe(SignalOutcome.NoteMissing);
        signals.Decide(id + 1, SignalState.Dismissed, "officer-1", "why").ShouldBe(SignalOutcome.NoSuchSignal);
    }

    private static Finding Seen(int day) => new(
        SignalKind.ManyPeople, "nssf", "clerk-1", ["key-1"], "", Traffic.Morning.AddDays(day), Traffic.Morning.AddDays(day + 1), 120, 10, [3, 5]);
}
