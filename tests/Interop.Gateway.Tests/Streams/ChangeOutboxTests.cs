using Interop.Adapters;

namespace Interop.Gateway.Tests.Streams;

public sealed class ChangeOutboxTests
{
    private static Task<StreamRoom> OpenAsync() => StreamRoom.OpenAsync(four => four.Civil.Knows("C1", ("national-id", "010203040")));

    [Fact]
    public async Task Record_SamePageTwice_IsThereOnce()
    {
        await using var room = await OpenAsync();
        (RegistryChange, string, string)[] page = [(new("C1", "death-registered", room.Four.Time.GetUtcNow()), new('0', 32), room.Names.Seal("civil-registry", "C1"))];
        room.Outbox.Record("civil-registry", null, "7", page).ShouldBeTrue();
        room.Outbox.Record("civil-registry", null, "7", page).ShouldBeFalse("another has followed meanwhile");
        room.Outbox.PositionOf("civil-registry").ShouldBe("7");
        room.Outbox.After(0, 100).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Record_NewStore_NumbersGoOnBehindThoseOfTheLostOne()
    {
        await using var room = await OpenAsync();
        var first = await room.ChangeAsync(room.Four.Civil, "C1");
        first.Sequence.ShouldBe(room.Four.Time.GetUtcNow().ToUnixTimeMilliseconds() * 1000);
        (await room.ChangeAsync(room.Four.Civil, "C1")).Sequence.ShouldBe(first.Sequence + 1);
    }

    [Fact]
    public async Task Drop_OldAndApplied_IsGoneAndNothingElse()
    {
        await using var room = await OpenAsync();
        var (applied, open) = (await room.ChangeAsync(room.Four.Civil, "C1"), await room.ChangeAsync(room.Four.Civil, "C1"));
        await room.ApplyAsync(0, applied);
        room.Outbox.Drop(TimeSpan.Zero, StreamRoom.Incarnation).ShouldBe(0, "the broker does not have it");
        room.Outbox.SetPublished(StreamRoom.Incarnation, open.Sequence, 2);
        room.Outbox.Drop(TimeSpan.FromHours(1), StreamRoom.Incarnation).ShouldBe(0, "a broker that starts empty may want it");
        room.Outbox.Drop(TimeSpan.Zero, StreamRoom.Incarnation).ShouldBe(1);
        room.Outbox.After(0, 100).Single().Sequence.ShouldBe(open.Sequence);
        room.Outbox.Ahead.ShouldBe(2);
    }

    [Fact]
    public async Task PersonOf_RecordsOfOnePerson_IsTheSameInEveryRegistry()
    {
        await using var room = await OpenAsync();
        room.Four.Programmes.Knows("B1", ("national-id", "010203040")).Knows("B2", ("national-id", "999999999"));
        var civil = (await room.ChangeAsync(room.Four.Civil, "C1")).Person;
        (await room.ChangeAsync(room.Four.Programmes, "B1")).Person.ShouldBe(civil);
        (await room.ChangeAsync(room.Four.Programmes, "B2")).Person.ShouldNotBe(civil);
        room.Names.Open("programmes", room.Names.Seal("civil-registry", "C1")).ShouldBeNull("sealed for another registry");
    }
}
