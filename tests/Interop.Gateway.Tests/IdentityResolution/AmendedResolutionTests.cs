using Interop.Gateway.IdentityResolution;
using Interop.Gateway.Tests.Registries;
using Interop.Gateway.Tests.Streams;

namespace Interop.Gateway.Tests.IdentityResolution;

/// <summary>Whom the directory finds after changes that came later than its build.</summary>
public sealed class AmendedResolutionTests
{
    private static Task<StreamRoom> OpenAsync() => StreamRoom.OpenAsync(four =>
    {
        four.Civil.Knows("C1", ("birth-registration", "BR1"), ("family-book", "FB1-01")).Knows("C2", ("national-id", "2"));
        four.Programmes.Knows("B2", ("national-id", "2"));
    });

    [Fact]
    public async Task Resolve_Newborn_IsFoundWithWhatOtherRegistriesEnterOfIt()
    {
        await using var room = await OpenAsync();
        await ChangedAsync(room, room.Four.Civil.Knows("C9", ("birth-registration", "BR9")), "C9");
        await ChangedAsync(room, room.Four.Programmes.Knows("B9", ("birth-registration", "BR9")), "B9");
        Found(room, "birth-registration", "BR9").ShouldBe(["civil-registry C9", "programmes B9"]);
    }

    [Fact]
    public async Task Resolve_CardIssued_LinksWhatIsKnownByTheNewNumberToThePerson()
    {
        await using var room = await OpenAsync();
        room.Four.Civil.Forgets("C1");
        await ChangedAsync(room, room.Four.Civil.Knows("C1", ("national-id", "1"), ("birth-registration", "BR1"), ("family-book", "FB1-01")), "C1");
        await ChangedAsync(room, room.Four.Programmes.Knows("B1", ("national-id", "1")), "B1");
        foreach (var (type, value) in ((string, string)[])[("national-id", "1"), ("birth-registration", "BR1"), ("family-book", "FB1-01")])
        {
            Found(room, type, value).ShouldBe(["civil-registry C1", "programmes B1"], $"{type}");
            room.Directory.Resolve(type, value).Identifiers.ShouldContain(new KeyValuePair<string, string>("national-id", "1"));
        }
    }

    [Fact]
    public async Task Resolve_RecordRemoved_IsNoReferenceAnyMore()
    {
        await using var room = await OpenAsync();
        room.Four.Programmes.Forgets("B2");
        await ChangedAsync(room, room.Four.Programmes, "B2");
        Found(room, "national-id", "2").ShouldBe(["civil-registry C2"]);
        room.Four.Civil.Forgets("C2");
        await ChangedAsync(room, room.Four.Civil, "C2");
        room.Directory.Resolve("national-id", "2").Outcome.ShouldBe(ResolutionOutcome.NotFound);
        Found(room, "birth-registration", "BR1").ShouldBe(["civil-registry C1"]);
    }

    [Fact]
    public async Task Resolve_NumberThatASecondPersonGets_LeadsToNeither()
    {
        await using var room = await OpenAsync();
        await ChangedAsync(room, room.Four.Civil.Knows("C8", ("national-id", "2"), ("birth-registration", "BR8")), "C8");
        room.Directory.Resolve("national-id", "2").Outcome.ShouldBe(ResolutionOutcome.Conflict);
        Found(room, "birth-registration", "BR8").ShouldBe(["civil-registry C8"]);
        room.Directory.Resolve("birth-registration", "BR8").Identifiers.Select(i => i.Key).ShouldBe(["birth-registration"], "nobody is read by a number of two");
    }

    [Fact]
    public async Task Resolve_RecordThatNamesTwoPeople_IsReadForNeither()
    {
        await using var room = await OpenAsync();
        await ChangedAsync(room, room.Four.IdPoor.Knows("E1", ("national-id", "2"), ("family-book", "FB1-01")), "E1");
        foreach (var (type, value) in ((string, string)[])[("national-id", "2"), ("family-book", "FB1-01")])
            room.Directory.Resolve(type, value).References.Single(r => r.Registry == "id-poor").LocalKey.ShouldBeNull();
    }

    [Fact]
    public async Task Resolve_NumberThatPassedToAnother_LeadsToThem()
    {
        await using var room = await OpenAsync();
        room.Four.Civil.Forgets("C2");
        await ChangedAsync(room, room.Four.Civil.Knows("C2", ("national-id", "3")), "C2");
        room.Directory.Resolve("national-id", "2").References.ShouldNotContain(r => r.LocalKey == "C2");
        Found(room, "national-id", "3").ShouldContain("civil-registry C2");
        await ChangedAsync(room, room.Four.Civil.Knows("C7", ("national-id", "2")), "C7");
        Found(room, "national-id", "2").ShouldContain("civil-registry C7");
    }

    [Fact]
    public async Task Resolve_WhomNothingHasHappenedTo_IsFoundAsBuilt()
    {
        await using var room = await OpenAsync();
        await ChangedAsync(room, room.Four.Civil.Knows("C9", ("birth-registration", "BR9")), "C9");
        Found(room, "national-id", "2").ShouldBe(["civil-registry C2", "programmes B2"]);
        room.Directory.Resolve("national-id", "77").ShouldBe(Resolution.NotFound);
    }

    private static async Task ChangedAsync(StreamRoom room, FakeRegistry registry, string key) => await room.ApplyAsync(0, await room.ChangeAsync(registry, key));

    private static string[] Found(StreamRoom room, string type, string value)
    {
        var found = room.Directory.Resolve(type, value);
        found.Outcome.ShouldBe(ResolutionOutcome.Found);
        return [.. found.References.Select(r => $"{r.Registry} {r.LocalKey}").Order(StringComparer.Ordinal)];
    }
}
