using Dapper;
using Interop.Gateway.IdentityResolution;
using Interop.Gateway.Streams.Applying;
using Interop.Gateway.Streams.Delivery;

namespace Interop.Gateway.Tests.Streams;

/// <summary>Each event once, in order, whatever the broker does; and what it does here.</summary>
public sealed class ChangeApplicationTests
{
    private static Task<StreamRoom> OpenAsync() => StreamRoom.OpenAsync(four => four.Civil.Knows("C1", ("national-id", "010203040")).Knows("C2", ("national-id", "010203041")));

    [Fact]
    public async Task Apply_SameEventsAgain_AreAppliedOnce()
    {
        await using var room = await OpenAsync();
        OutboxMessage[] events = [await room.ChangeAsync(room.Four.Civil, "C1"), await room.ChangeAsync(room.Four.Civil, "C2"), await room.ChangeAsync(room.Four.Civil, "C1")];
        (await room.ApplyAsync(0, events)).ShouldBe(new(3, 0, 0));
        (await room.ApplyAsync(0, events)).ShouldBe(new(0, 3, 0));
        (await room.ApplyAsync(3, events[2], events[0], events[1])).ShouldBe(new(0, 3, 0));
        room.One<(long, long)>("select count(*), sum(events) from stream_applied").ShouldBe((2, 3));
        room.Application.OffsetOf(StreamRoom.Incarnation, room.Topics.Changes, 3).ShouldBe(6);
        room.Application.OffsetOf("broker-2", room.Topics.Changes, 3).ShouldBeNull("another broker begins anew");
    }

    [Fact]
    public async Task Apply_StoreFailsInTheMiddle_NothingHasHappenedAndTheNextTryDoesAll()
    {
        await using var room = await OpenAsync();
        var change = await room.ChangeAsync(room.Four.Civil, "C1");
        using (var connection = room.Store.Open())
            connection.Execute("alter table stream_offset rename to elsewhere");
        await Should.ThrowAsync<Microsoft.Data.Sqlite.SqliteException>(() => room.ApplyAsync(0, change));
        room.One<long>("select (select count(*) from stream_applied) + (select count(*) from directory_amendment)").ShouldBe(0);
        room.Amendments.IsEmpty.ShouldBeTrue();
        using (var connection = room.Store.Open())
            connection.Execute("alter table elsewhere rename to stream_offset");
        (await room.ApplyAsync(0, change)).ShouldBe(new(1, 0, 0));
    }

    [Fact]
    public async Task Apply_RegistrySilent_IsReadWhenItAnswersAgain()
    {
        await using var room = await OpenAsync();
        room.Four.Programmes.Knows("B1", ("national-id", "010203040"));
        var change = await room.ChangeAsync(room.Four.Programmes, "B1");
        room.Four.Programmes.FailsMidway = true;
        (await room.ApplyAsync(0, change)).ShouldBe(new(1, 0, 0));
        (await room.Application.ReadAgainAsync(TestContext.Current.CancellationToken)).ShouldBe(1);
        room.Directory.Resolve("national-id", "010203040").References.Count.ShouldBe(1);
        room.Four.Programmes.FailsMidway = false;
        (await room.Application.ReadAgainAsync(TestContext.Current.CancellationToken)).ShouldBe(0);
        room.Directory.Resolve("national-id", "010203040").References.Select(r => r.Registry).ShouldBe(["civil-registry", "programmes"]);
        room.One<long>("select count(*) from stream_unread").ShouldBe(0);
    }

    [Fact]
    public async Task Apply_RegistrySilentForSeveralEvents_RecordWaitsOnce()
    {
        await using var room = await OpenAsync();
        OutboxMessage[] events = [await room.ChangeAsync(room.Four.Civil, "C1"), await room.ChangeAsync(room.Four.Civil, "C1"), await room.ChangeAsync(room.Four.Civil, "C2")];
        room.Four.Civil.FailsMidway = true;
        foreach (var change in events)
            (await room.ApplyAsync(0, change)).Applied.ShouldBe(1);
        room.One<long>("select count(*) from stream_unread").ShouldBe(2);
        room.Four.Civil.FailsMidway = false;
        (await room.Application.ReadAgainAsync(TestContext.Current.CancellationToken)).ShouldBe(0);
        room.One<long>("select count(*) from stream_unread").ShouldBe(0);
    }

    [Fact]
    public async Task Unread_ToldAnewWhileItWasRead_StillWaits()
    {
        await using var room = await OpenAsync();
        var unread = new UnreadRecords(room.Store, room.Names);
        Add(1);
        var read = unread.Oldest();
        Add(2);
        room.Store.Change((connection, transaction) =>
        {
            UnreadRecords.Remove(connection, transaction, read);
            return 0;
        });
        unread.Oldest().Single().Record.ShouldBe(read.Single().Record);

        void Add(long at) => room.Store.Change((connection, transaction) =>
        {
            unread.Add(connection, transaction, [new("civil-registry", "C1")], at);
            return 0;
        });
    }

    [Fact]
    public async Task Apply_NothingDiffers_AmendmentStaysAndIsAsNewAsItsLastReading()
    {
        await using var room = await OpenAsync();
        await room.ApplyAsync(0, await room.ChangeAsync(room.Four.Civil, "C1"));
        var (box, at) = Amendment();
        room.Four.Time.Advance(TimeSpan.FromMinutes(1));
        await room.ApplyAsync(1, await room.ChangeAsync(room.Four.Civil, "C1"));
        Amendment().ShouldBe((box, at + 60_000), "a build begun in between has read something older");
        room.Four.Civil.Forgets("C1");
        await room.ApplyAsync(2, await room.ChangeAsync(room.Four.Civil.Knows("C1", ("national-id", "010203049")), "C1"));
        Amendment().Box.ShouldNotBe(box);
        room.Directory.Resolve("national-id", "010203049").Outcome.ShouldBe(ResolutionOutcome.Found);
        room.Directory.Resolve("national-id", "010203040").Outcome.ShouldBe(ResolutionOutcome.NotFound);

        (string Box, long At) Amendment() => room.One<(string, long)>("select sealed, at from directory_amendment");
    }

    [Fact]
    public async Task Amendments_SameContentWrittenByAnotherProcess_AreSeenHereToo()
    {
        await using var room = await OpenAsync();
        using var other = new DirectoryAmendments(room.Store, room.Four.Keys);
        await room.ApplyAsync(0, await room.ChangeAsync(room.Four.Civil, "C1"));
        other.Of("civil-registry", "C1").ShouldBeNull();
        var same = room.Amendments.Of("civil-registry", "C1").ShouldNotBeNull();
        other.Show(room.Store.Change((connection, transaction) => other.Write(connection, transaction, [same], 1)));
        other.Holding("national-id", "010203040").Single().LocalKey.ShouldBe("C1");
    }

    [Fact]
    public async Task Apply_OneBatchOfManyEvents_CountsEachPersonInItsOrder()
    {
        await using var room = await OpenAsync();
        var events = new List<OutboxMessage>();
        foreach (var key in (string[])["C1", "C2", "C1", "C1", "C2"])
            events.Add(await room.ChangeAsync(room.Four.Civil, key));
        // The third comes before the first, and one comes twice: what is lower than the last of its person is over.
        (await room.ApplyAsync(0, events[2], events[0], events[1], events[4], events[4], events[3])).ShouldBe(new(4, 2, 0));
        room.One<(long, long)>("select max(sequence), sum(events) from stream_applied").ShouldBe((events[4].Sequence, 4));
    }

    [Fact]
    public async Task Apply_PoisonTwiceInOneBatch_IsSetAsideOnce()
    {
        await using var room = await OpenAsync();
        var poison = room.Read("0123", "{}"u8.ToArray(), 7);
        (await room.Application.ApplyAsync(StreamRoom.Incarnation, [poison, poison], TestContext.Current.CancellationToken)).ShouldBe(new(0, 0, 1));
        room.Letters.List(replayed: false).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Apply_Restart_StillKnowsWhatWasAmended()
    {
        await using var room = await OpenAsync();
        room.Four.Programmes.Knows("B1", ("national-id", "010203040"));
        await room.ApplyAsync(0, await room.ChangeAsync(room.Four.Programmes, "B1"));
        using var again = new DirectoryAmendments(room.Store, room.Four.Keys);
        again.Holding("national-id", "010203040").Single().LocalKey.ShouldBe("B1");
        DirectoryAmendments.Drop(room.Store, room.Four.Time.GetUtcNow().AddSeconds(1)).ShouldBe(1);
        using var built = new DirectoryAmendments(room.Store, room.Four.Keys);
        built.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public async Task Store_WholeContent_HoldsNoNumberInTheClear()
    {
        await using var room = await OpenAsync();
        await room.ApplyAsync(0, await room.ChangeAsync(room.Four.Civil, "C1"));
        using var connection = room.Store.Open();
        var rows = string.Join('\n', connection.Query<string>(
            "select payload from stream_outbox union all select person from stream_applied union all select record || sealed from directory_amendment union all select identifier || record from directory_amendment_identifier"));
        rows.Length.ShouldBeGreaterThan(500);
        foreach (var personal in (string[])["010203040", "C1\"", "resident"])
            rows.ShouldNotContain(personal);
    }

    [Theory]
    [InlineData("\"specversion\":\"1.0\"", "\"specversion\":\"0.3\"", "schema: specversion")]
    [InlineData("civil-registry\",\"kind", "land-registry\",\"kind", "registry")]
    [InlineData("\"record\":\"", "\"record\":\"AAAA", "record")]
    [InlineData("{", "", "schema: not-json")]
    public async Task Apply_PoisonEvent_IsSetAsideWithItsReasonAndHoldsUpNobody(string from, string to, string reason)
    {
        await using var room = await OpenAsync();
        var (first, second) = (await room.ChangeAsync(room.Four.Civil, "C1"), await room.ChangeAsync(room.Four.Civil, "C2"));
        var text = System.Text.Encoding.UTF8.GetString(first.Payload);
        var poison = first with { Payload = System.Text.Encoding.UTF8.GetBytes(text[..text.IndexOf(from, StringComparison.Ordinal)] + to + text[(text.IndexOf(from, StringComparison.Ordinal) + from.Length)..]) };
        (await room.ApplyAsync(0, poison, second)).ShouldBe(new(1, 0, 1));
        (await room.ApplyAsync(0, poison, second)).ShouldBe(new(0, 1, 0), "a replay of the broker sets nothing aside twice");
        var letter = room.Letters.List(replayed: false).Single();
        (letter.Reason, letter.Offset, letter.Partition).ShouldBe((reason, 0, 3));
        letter.Payload.ShouldBe(poison.Payload);
        room.Outbox.After(0, 100).Count(m => m.Topic == room.Topics.DeadLetters).ShouldBe(1);
    }

    [Fact]
    public async Task Apply_KeyOfAnother_IsSetAside()
    {
        await using var room = await OpenAsync();
        var change = await room.ChangeAsync(room.Four.Civil, "C1");
        room.Read("0123", change.Payload).Reason.ShouldBe("key");
    }

    [Fact]
    public async Task Replay_Mended_IsAppliedAsANewEvent()
    {
        await using var room = await OpenAsync();
        var (first, later) = (await room.ChangeAsync(room.Four.Civil, "C1"), await room.ChangeAsync(room.Four.Civil, "C1"));
        await room.ApplyAsync(0, first with { Payload = "{}"u8.ToArray() }, later);
        var letter = room.Letters.List(replayed: false).Single();
        room.Letters.Replay(letter.Number, null).ShouldBe(ReplayOutcome.StillWrong);
        room.Letters.Replay(99, first.Payload).ShouldBe(ReplayOutcome.NotFound);
        room.Letters.Replay(letter.Number, first.Payload).ShouldBe(ReplayOutcome.Sent);
        room.Letters.List(replayed: false).ShouldBeEmpty();
        var again = room.Outbox.After(later.Sequence, 100).Single(m => m.Topic == room.Topics.Changes);
        again.Sequence.ShouldBeGreaterThan(later.Sequence);
        (await room.ApplyAsync(2, again)).ShouldBe(new(1, 0, 0));
    }
}
