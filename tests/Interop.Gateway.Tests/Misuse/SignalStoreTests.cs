using Dapper;
using Interop.Gateway.Audit;
using Interop.Gateway.Audit.Outbox;
using Interop.Gateway.Misuse;
using Interop.Gateway.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;

namespace Interop.Gateway.Tests.Misuse;

public sealed class SignalStoreTests : IDisposable
{
    private const string Log = "interop.example/hub-1";
    private readonly TempFolder folder = new();
    private readonly FakeTimeProvider time = new(Traffic.Morning);
    private readonly SignalStore signals;

    public SignalStoreTests() => signals = new(new(folder["hub.db"], [SignalStore.Schema, AuditOutbox.Schema], time), new(), time);

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

    [Fact]
    public void Acts_EveryStep_IsKeptInOrderAndOnItsWayIntoTheLog()
    {
        signals.Note(Log, [Seen(0)]);
        var id = signals.List(null, 10).Single().Id;
        signals.Decide(id, SignalState.Acknowledged, "officer-1", "rang the ward");
        time.Advance(TimeSpan.FromHours(1));
        signals.Act(id, SignalStep.KeySuspended, "key-1", "officer-2", "nobody answers", () => true).ShouldBe(SignalOutcome.Done);
        signals.Act(id, SignalStep.KeyResumed, "key-1", "officer-1", "they did", () => true).ShouldBe(SignalOutcome.Done);
        signals.Decide(id, SignalState.Dismissed, "officer-2", "a census");

        var acts = signals.Find(id)!.Acts;
        acts.Select(a => (a.Step, a.Officer, a.Key, a.Note)).ShouldBe(
        [
            (SignalStep.Acknowledged, "officer-1", null, "rang the ward"), (SignalStep.KeySuspended, "officer-2", "key-1", "nobody answers"),
            (SignalStep.KeyResumed, "officer-1", "key-1", "they did"), (SignalStep.Dismissed, "officer-2", null, "a census"),
        ]);
        acts[1].At.ShouldBe(acts[0].At.AddHours(1));
        Waiting().Select(e => (e.Outcome, e.User, e.Key, e.Case)).ShouldBe(
        [
            ("acknowledged", "officer-1", null, $"signal-{id}"), ("key-suspended", "officer-2", "key-1", $"signal-{id}"),
            ("key-resumed", "officer-1", "key-1", $"signal-{id}"), ("dismissed", "officer-2", null, $"signal-{id}"),
        ]);
    }

    [Fact]
    public void Act_RefusedInAnyWay_IsNeitherKeptNorRecorded()
    {
        signals.Note(Log, [Seen(0)]);
        var id = signals.List(null, 10).Single().Id;
        signals.Act(id, SignalStep.KeySuspended, "key-1", "officer-1", "why", () => false).ShouldBe(SignalOutcome.KeyNotInForce);
        signals.Act(id, SignalStep.KeySuspended, "key-1", "officer-1", " ", () => throw new InvalidOperationException("must not be asked")).ShouldBe(SignalOutcome.NoteMissing);
        signals.Act(id + 1, SignalStep.KeySuspended, "key-1", "officer-1", "why", () => throw new InvalidOperationException("must not be asked")).ShouldBe(SignalOutcome.NoSuchSignal);
        signals.Find(id)!.Acts.ShouldBeEmpty();
        Waiting().ShouldBeEmpty();
    }

    [Fact]
    public void Open_StoreOfBefore_KeepsItsLastDecisionAsAStep()
    {
        var before = new HubStore(folder["old.db"], [new SchemaPart("signals", SignalStore.Schema.Steps[0]), AuditOutbox.Schema], time);
        before.Change((connection, transaction) => connection.Execute(
            """
            insert into signal (kind, institution, user_ref, matter, key_ids, first_seen, last_seen, state, officer, decided_at, note)
            values ('many-people', 'nssf', '', '', '', 1, 2, 'dismissed', 'officer-1', 3, 'a census'), ('many-people', 'wfp', '', '', '', 1, 2, 'open', null, null, null)
            """, transaction: transaction));

        var after = new SignalStore(new(folder["old.db"], [SignalStore.Schema, AuditOutbox.Schema], time), new(), time);

        after.Find(1)!.Acts.ShouldBe([new(SignalStep.Dismissed, "officer-1", DateTimeOffset.FromUnixTimeMilliseconds(3), null, "a census")]);
        after.Find(2)!.Acts.ShouldBeEmpty();
    }

    private IReadOnlyList<AuditEntry> Waiting()
    {
        using var connection = new HubStore(folder["hub.db"], [SignalStore.Schema, AuditOutbox.Schema], time).Open();
        return [.. connection.Query<string>("select leaf from audit_pending order by place").Select(l => AuditLeaf.Read(System.Text.Encoding.ASCII.GetBytes(l)))];
    }

    private static Finding Seen(int day) => new(
        SignalKind.ManyPeople, "nssf", "clerk-1", ["key-1"], "", Traffic.Morning.AddDays(day), Traffic.Morning.AddDays(day + 1), 120, 10, [3, 5]);
}
