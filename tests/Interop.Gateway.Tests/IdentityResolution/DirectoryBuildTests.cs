using Interop.Gateway.IdentityResolution;
using Interop.Gateway.Registries;
using Interop.Gateway.Tests.Registries;
using Microsoft.Extensions.DependencyInjection;

namespace Interop.Gateway.Tests.IdentityResolution;

/// <summary>Which record belongs to whom. Everybody is looked up in the file that was written.</summary>
public sealed class DirectoryBuildTests : IDisposable
{
    private readonly FourRegistries four = new();

    [Theory]
    [InlineData("national-id", "010203040")]
    [InlineData("birth-registration", "20100001")]
    [InlineData("family-book", "120101001-03")]
    [InlineData("equity-card", "77001-02")]
    [InlineData("nssf", "55555551")]
    public async Task Write_OnePersonInFourRegistries_AnyIdentifierFindsAllOfThem(string type, string value)
    {
        four.Civil.Knows("C1", ("national-id", "010203040"), ("birth-registration", "20100001"), ("family-book", "120101001-03")).Knows("C2", ("national-id", "999999999"));
        four.IdPoor.Knows("I1", ("equity-card", "77001-02"), ("national-id", "010203040"));
        four.Insurance.Knows("H1", ("nssf", "55555551"), ("national-id", "010203040"));
        four.Programmes.Knows("P1", ("birth-registration", "20100001"));
        (await four.BuildDirectoryAsync()).ShouldBe(new(2, 5, 0, 0));

        var person = Resolve(type, value);
        person.Outcome.ShouldBe(ResolutionOutcome.Found);
        person.References.Select(r => (r.Registry, r.LocalKey)).ShouldBe([("civil-registry", "C1"), ("id-poor", "I1"), ("health-insurance", "H1"), ("programmes", "P1")], ignoreOrder: true);
        person.Identifiers.Select(i => (i.Key, i.Value)).ShouldBe(
            [("national-id", "010203040"), ("birth-registration", "20100001"), ("family-book", "120101001-03"), ("equity-card", "77001-02"), ("nssf", "55555551")], ignoreOrder: true);
    }

    [Fact]
    public async Task Write_SameValueOfAnotherType_IsAnotherPerson()
    {
        four.Civil.Knows("C1", ("national-id", "12345678"));
        four.Insurance.Knows("H1", ("nssf", "12345678"));
        (await four.BuildDirectoryAsync()).People.ShouldBe(2);
        Keys("nssf", "12345678").ShouldBe(["H1"]);
    }

    [Fact]
    public async Task Write_RecordsThatNoCivilRecordNames_AreOnePersonOnceARecordNamesThemTogether()
    {
        four.IdPoor.Knows("I1", ("equity-card", "77001-02"));
        four.Insurance.Knows("H1", ("nssf", "55555551"), ("national-id", "010203040"));
        four.Programmes.Knows("P1", ("equity-card", "77001-02"), ("national-id", "010203040"));
        (await four.BuildDirectoryAsync()).ShouldBe(new(1, 3, 0, 0));
        foreach (var (type, value) in ((string, string)[])[("equity-card", "77001-02"), ("nssf", "55555551"), ("national-id", "010203040")])
            Keys(type, value).ShouldBe(["I1", "H1", "P1"], ignoreOrder: true, type);
        Resolve("nssf", "55555551").Identifiers.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Write_UnanchoredRecordNamedWithACivilOne_BecomesTheCivilPersons()
    {
        four.Civil.Knows("C1", ("national-id", "010203040"));
        four.IdPoor.Knows("I1", ("equity-card", "77001-02"));
        four.Programmes.Knows("P1", ("equity-card", "77001-02"), ("national-id", "010203040"));
        (await four.BuildDirectoryAsync()).ShouldBe(new(1, 3, 0, 0));
        Keys("equity-card", "77001-02").ShouldBe(["C1", "I1", "P1"], ignoreOrder: true);
    }

    [Fact]
    public async Task Write_RecordThatNamesTwoCivilPeople_BelongsToNeitherAndBothLearnOfIt()
    {
        four.Civil.Knows("C1", ("national-id", "010203040")).Knows("C2", ("birth-registration", "20100001"));
        four.Programmes.Knows("P1", ("national-id", "010203040"), ("birth-registration", "20100001"));
        (await four.BuildDirectoryAsync()).ShouldBe(new(2, 2, 1, 0));
        foreach (var (type, value, key) in ((string, string, string)[])[("national-id", "010203040", "C1"), ("birth-registration", "20100001", "C2")])
        {
            var person = Resolve(type, value);
            person.Outcome.ShouldBe(ResolutionOutcome.Found, "a lesser registry takes no identifier away");
            person.In("civil-registry", FourRegistries.Today)!.LocalKey.ShouldBe(key);
            person.In("programmes", FourRegistries.Today)!.LocalKey.ShouldBeNull();
            person.Identifiers.ShouldBe([new(type, value)]);
        }
    }

    [Fact]
    public async Task Write_NewIdentifierOfAContradictoryRecord_IsAConflict()
    {
        four.Civil.Knows("C1", ("national-id", "010203040")).Knows("C2", ("birth-registration", "20100001"));
        four.Programmes.Knows("P1", ("national-id", "010203040"), ("birth-registration", "20100001"), ("equity-card", "77001-02"));
        await four.BuildDirectoryAsync();
        Resolve("equity-card", "77001-02").ShouldBe(Resolution.Conflict);
        Resolve("national-id", "010203040").Identifiers.ShouldNotContain(i => i.Key == "equity-card");
    }

    [Fact]
    public async Task Write_IdentifierOfTwoCivilPeople_IsAConflictAndNobodyIsReadByIt()
    {
        four.Civil.Knows("C1", ("national-id", "010203040"), ("family-book", "1-01")).Knows("C2", ("national-id", "010203040"), ("family-book", "1-02"));
        four.IdPoor.Knows("I1", ("equity-card", "77001-02"), ("national-id", "010203040"));
        (await four.BuildDirectoryAsync()).ShouldBe(new(2, 2, 1, 0));
        Resolve("national-id", "010203040").ShouldBe(Resolution.Conflict);
        foreach (var (book, key) in ((string, string)[])[("1-01", "C1"), ("1-02", "C2")])
        {
            var person = Resolve("family-book", book);
            person.In("civil-registry", FourRegistries.Today)!.LocalKey.ShouldBe(key);
            person.Identifiers.ShouldNotContain(i => i.Key == "national-id");
            person.In("id-poor", FourRegistries.Today)!.LocalKey.ShouldBeNull("whose of the two it is cannot be said");
        }
    }

    [Fact]
    public async Task Write_IdentifierOfThree_IsAConflict()
    {
        four.Civil.Knows("C1", ("national-id", "010203040"), ("family-book", "1-01")).Knows("C2", ("national-id", "010203040")).Knows("C3", ("national-id", "010203040"));
        await four.BuildDirectoryAsync();
        Resolve("national-id", "010203040").ShouldBe(Resolution.Conflict);
        Resolve("family-book", "1-01").Identifiers.ShouldBe([new("family-book", "1-01")]);
    }

    [Fact]
    public async Task Write_TwoCardsOfOnePerson_AreTwoReferences()
    {
        four.Civil.Knows("C1", ("national-id", "010203040"));
        four.IdPoor.Knows("I1", ("equity-card", "1-01"), ("national-id", "010203040")).Knows("I2", ("equity-card", "2-01"), ("national-id", "010203040"));
        (await four.BuildDirectoryAsync()).ShouldBe(new(1, 3, 0, 0));
        Keys("equity-card", "1-01").ShouldBe(["C1", "I1", "I2"], ignoreOrder: true);
    }

    [Fact]
    public async Task Write_RecordWithoutIdentifiers_IsAPersonOfItsOwn()
    {
        four.Civil.Knows("C1").Knows("C2", ("national-id", "010203040"));
        (await four.BuildDirectoryAsync()).ShouldBe(new(2, 2, 0, 0));
        Keys("national-id", "010203040").ShouldBe(["C2"]);
    }

    [Fact]
    public async Task Write_OrderOfRegistries_IsThatOfTheirPrecedence()
    {
        four.Civil.Knows("C1", ("national-id", "010203040"));
        four.IdPoor.Knows("I1", ("equity-card", "1-01"), ("national-id", "010203040"));
        var progress = new List<string>();
        (await new DirectoryBuild(four.Keys).WriteAsync(four.DirectoryPath, [.. four.All.Reverse()], new Heard(progress), TestContext.Current.CancellationToken)).ShouldBe(new(1, 2, 0, 0));
        progress.ShouldBe(["civil-registry 1", "id-poor 1", "health-insurance 0", "programmes 0"]);
    }

    [Fact]
    public async Task Write_MalformedRows_AreCounted()
    {
        (four.Civil.Malformed, four.IdPoor.Malformed) = (2, 3);
        (await four.BuildDirectoryAsync()).ShouldBe(new(0, 0, 0, 5));
    }

    /// <summary>A build remembers everyone it has seen: a second one by the same would take them for others, and a hub would carry them for ever.</summary>
    [Fact]
    public void AddRegistries_DirectoryBuild_IsANewOneForEachBuild() =>
        new ServiceCollection().AddRegistries("directory.db").Single(s => s.ServiceType == typeof(DirectoryBuild)).Lifetime.ShouldBe(ServiceLifetime.Transient);

    public void Dispose() => four.Dispose();

    private Resolution Resolve(string type, string value)
    {
        using var directory = ReferenceDirectory.Open(four.DirectoryPath, four.Keys);
        return directory.Resolve(type, value);
    }

    private IEnumerable<string?> Keys(string type, string value) => Resolve(type, value).References.Select(r => r.LocalKey);

    private sealed class Heard(List<string> into) : IProgress<(string Registry, long Read)>
    {
        public void Report((string Registry, long Read) value) => into.Add($"{value.Registry} {value.Read}");
    }
}
