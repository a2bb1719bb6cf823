using Interop.Schemas.Catalogue;
using Microsoft.Extensions.Time.Testing;

namespace Interop.Adapters.Tests.Compliance;

/// <summary>What every adapter kind does, whatever its technology. A kind passes by naming its far side.</summary>
public abstract partial class RegistryAdapterCompliance<TFarSide>(TFarSide far) : IClassFixture<TFarSide> where TFarSide : FarSide
{
    protected static readonly CatalogueAttribute[] All = Named(
        "vital.birthDate", "person.nationalId", "person.familyBook", "name.given.latin", "vital.birthDateApproximate", "vital.sex", "address.village", "vital.deathDate");

    protected TFarSide Far { get; } = far;
    protected FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 22, 8, 0, 0, TimeSpan.Zero));
    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(999)]
    [InlineData(1000)]
    public async Task Fetch_Batch_RecordsStandInTheOrderOfTheIdentifiers(int size)
    {
        await using var adapter = Open();
        var people = Population.Crowd.Take(size).Reverse().ToArray();

        var byKey = await FetchAsync(adapter, FetchRequest.LocalKey, [.. people.Select(p => p.Key)], All);
        var byId = await FetchAsync(adapter, "national-id", [.. people.Select(p => p.NationalId!)], All);

        ShouldBe(byKey, people);
        ShouldBe(byId, people);
    }

    [Fact]
    public async Task Fetch_RepeatedIdentifiers_GetEqualRecords()
    {
        await using var adapter = Open();
        var (a, b) = (Population.Crowd[10], Population.Crowd[11]);

        ShouldBe(await FetchAsync(adapter, FetchRequest.LocalKey, [a.Key, b.Key, a.Key, a.Key], All), [a, b, a, a]);
        ShouldBe(await FetchAsync(adapter, "national-id", [a.NationalId!, b.NationalId!, a.NationalId!], All), [a, b, a]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1001)]
    public async Task Fetch_NoneOrTooMany_IsRefused(int size)
    {
        await using var adapter = Open();
        var values = Enumerable.Range(1, size).Select(n => $"P{n:000000}").ToArray();

        await Should.ThrowAsync<ArgumentException>(() => FetchAsync(adapter, FetchRequest.LocalKey, values, All));
    }

    [Fact]
    public async Task Fetch_WhatTheMappingLacks_IsRefused()
    {
        await using var adapter = Open();

        await Should.ThrowAsync<ArgumentException>(() => FetchAsync(adapter, "nssf", ["1"], All));
        await Should.ThrowAsync<ArgumentException>(() => FetchAsync(adapter, FetchRequest.LocalKey, ["1"], Named("nssf.status")));
    }

    [Fact]
    public async Task Fetch_AbsentAmongPresent_OnlyThatOneIsAbsent()
    {
        await using var adapter = Open();
        var known = Population.Crowd[3];

        foreach (var (type, value, absent) in ((string, string, string)[])[(FetchRequest.LocalKey, known.Key, "P999999"), ("national-id", known.NationalId!, "999999999"), ("family-book", known.FamilyBook!, "FB999999999-01")])
        {
            var result = await FetchAsync(adapter, type, [absent, value], All);
            result.Records.Select(r => r.Status).ShouldBe([RecordStatus.Absent, RecordStatus.Found]);
            result.Records[1].LocalKey.ShouldBe(known.Key);
        }
    }

    [Fact]
    public async Task Fetch_PartialAttributes_ValuesStandInTheOrderOfTheRequest()
    {
        await using var adapter = Open();
        var person = Population.Crowd[20];

        var result = await FetchAsync(adapter, FetchRequest.LocalKey, [person.Key], Named("vital.sex", "vital.birthDate"));

        result.Records[0].Values.Select(v => v.ToText()).ShouldBe([SexOf(person), person.Birth]);
        result.Records[0].AsOf[0].ShouldBe(new DateTimeOffset(2026, 5, 1, 0, 0, 0, TimeSpan.Zero));
    }

    [Fact]
    public async Task Fetch_OnlyAttributesOfAnotherSet_FoundTellsWhetherThePersonIsKnown()
    {
        await using var adapter = Open();

        var result = await FetchAsync(adapter, FetchRequest.LocalKey, [Population.Crowd[0].Key, "P999999"], Named("vital.deathDate"));

        result.Records.Select(r => r.Status).ShouldBe([RecordStatus.Found, RecordStatus.Absent]);
        result.Records[0].Values.ShouldBe([AttributeValue.None]);
        result.Records[0].AsOf.ShouldBe([null]);
    }

    [Fact]
    public async Task Fetch_NoAttributes_TellsWhoIsKnown()
    {
        await using var adapter = Open();

        var result = await FetchAsync(adapter, "national-id", [Population.Crowd[0].NationalId!, "999999999"], []);

        result.Records.Select(r => r.Status).ShouldBe([RecordStatus.Found, RecordStatus.Absent]);
    }

    [Fact]
    public async Task Fetch_ByEachIdentifierType_FindsTheSamePerson()
    {
        await using var adapter = Open();
        var person = Population.Crowd[41];

        foreach (var (type, value) in ((string, string)[])[(FetchRequest.LocalKey, person.Key), ("national-id", person.NationalId!), ("family-book", person.FamilyBook!)])
            ShouldBe(await FetchAsync(adapter, type, [value], All), [person]);
        var books = Population.Crowd.Take(300).ToArray();
        ShouldBe(await FetchAsync(adapter, "family-book", [.. books.Select(p => p.FamilyBook!)], All), books);
    }

    [Fact]
    public async Task Fetch_MissingIdentifiersOfAPerson_AreValuesThatAreNotThere()
    {
        await using var adapter = Open();

        var result = await FetchAsync(adapter, FetchRequest.LocalKey, [Population.WithoutNationalId.Key, Population.Undocumented.Key], Named("person.nationalId", "person.familyBook"));

        result.Records[0].Values.Select(v => v.HasValue).ShouldBe([false, true]);
        result.Records[1].Values.Select(v => v.HasValue).ShouldBe([true, false]);
    }

    [Fact]
    public async Task Fetch_IdentifierOfTwoPeople_IsAmbiguous()
    {
        await using var adapter = Open();
        var known = Population.Crowd[5];

        var result = await FetchAsync(adapter, "national-id", [known.NationalId!, Population.SharedNationalId], All);

        result.Records.Select(r => r.Status).ShouldBe([RecordStatus.Found, RecordStatus.Ambiguous]);
        (await FetchAsync(adapter, FetchRequest.LocalKey, [Population.Twins[0].Key], All)).Records[0].Status.ShouldBe(RecordStatus.Found);
    }

    [Fact]
    public async Task Fetch_SeveralRowsOfASet_TheNewestThatPassesTheFilterCounts()
    {
        await using var adapter = Open();

        var result = await FetchAsync(adapter, "national-id", [Population.Dead.NationalId!, Population.DraftDead.NationalId!], Named("vital.deathDate"));

        result.Records[0].Values[0].ToText().ShouldBe("2026-01-02");
        result.Records[0].AsOf[0].ShouldBe(new DateTimeOffset(2026, 3, 2, 0, 0, 0, TimeSpan.Zero));
        result.Records[1].Values[0].HasValue.ShouldBeFalse();
    }

    [Fact]
    public async Task Fetch_MalformedRow_IsThatPersonsOnly()
    {
        await using var adapter = Open();
        var (bad, good) = (Population.Bad, Population.Crowd[7]);

        (await FetchAsync(adapter, FetchRequest.LocalKey, [bad.Key, good.Key], All)).Records.Select(r => r.Status).ShouldBe([RecordStatus.Malformed, RecordStatus.Found]);
        (await FetchAsync(adapter, "national-id", [good.NationalId!, bad.NationalId!], All)).Records.Select(r => r.Status).ShouldBe([RecordStatus.Found, RecordStatus.Malformed]);
    }

    [Fact]
    public async Task Fetch_MalformedCellThatIsNotRequested_IsNotRead()
    {
        await using var adapter = Open();

        var result = await FetchAsync(adapter, FetchRequest.LocalKey, [Population.Bad.Key], Named("vital.sex"));

        result.Records[0].Status.ShouldBe(RecordStatus.Found);
    }

    [Fact]
    public async Task Fetch_ManyAtOnce_EachGetsTheirOwn()
    {
        await using var adapter = Open();

        await Task.WhenAll(Population.Crowd.Take(200).Select(async person =>
            ShouldBe(await FetchAsync(adapter, "national-id", [person.NationalId!], All), [person])));
    }

    [Fact]
    public async Task Known_Keys_AreWhatAnEnumerationSaysOfThem()
    {
        await using var adapter = Open();
        var people = new List<KnownPerson>();
        await foreach (var person in adapter.EnumerateAsync(new(), Stop))
            people.Add(person);
        var asked = people.Take(300).Reverse().ToArray();

        var known = await adapter.KnownAsync([.. asked.Select(p => p.LocalKey), "P999999"], Stop);

        known.Count.ShouldBe(asked.Length + 1);
        known[^1].ShouldBeNull();
        foreach (var (now, enumerated) in known.Zip(asked))
        {
            (now!.LocalKey, now.Capacity, now.From, now.To).ShouldBe((enumerated.LocalKey, enumerated.Capacity, enumerated.From, enumerated.To));
            now.Identifiers.ShouldBe(enumerated.Identifiers);
        }
        await using var gone = Open(Fault.Gone);
        (await Should.ThrowAsync<RegistryReadException>(() => gone.KnownAsync(["P000001"], Stop))).Message.ShouldNotContain("P000001");
    }

    /// <summary>The adapter under test, connected to the far side with that fault.</summary>
    protected RegistryAdapter Open(Fault fault = Fault.None)
    {
        if (Far.Unavailable is { } reason) Assert.Skip(reason);
        return RegistryAdapters.Create(Far.Mapping(fault), Time);
    }

    protected static Task<FetchResult> FetchAsync(RegistryAdapter adapter, string type, IReadOnlyList<string> values, IReadOnlyList<CatalogueAttribute> attributes) =>
        adapter.FetchAsync(new FetchRequest(type, values, attributes, TimeSpan.FromSeconds(5)), Stop);

    protected static CatalogueAttribute[] Named(params string[] names) => [.. names.Select(n => AttributeCatalogue.Current[n])];

    private static void ShouldBe(FetchResult result, IReadOnlyList<Citizen> people)
    {
        result.Outcome.ShouldBe(FetchOutcome.Answered);
        result.Records.Select(r => (r.Status, r.LocalKey)).ShouldBe(people.Select(p => (RecordStatus.Found, (string?)p.Key)));
        result.Records.Select(r => string.Join('|', r.Values.Select(v => v.ToText()))).ShouldBe(people.Select(p =>
            $"{p.Birth}|{p.NationalId}|{p.FamilyBook}|{p.Given}|{(p.Approximate ? "true" : "false")}|{SexOf(p)}|{p.Village}|"));
    }

    private static string SexOf(Citizen person) => person.Sex == "1" ? "male" : "female";
}
