using Interop.Gateway.IdentityResolution;
using Interop.Gateway.Registries;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Tests.Registries;

public sealed class RelativeReadingTests : IDisposable
{
    private const string Mother = "010203040";
    private static readonly CatalogueAttribute MotherId = AttributeCatalogue.Current["birth.motherNationalId"],
        HerLevel = AttributeCatalogue.Current["mother.idpoor.level"], HerCardTo = AttributeCatalogue.Current["mother.idpoor.validTo"];

    private readonly FourRegistries four = new();
    private readonly Facts facts = new(AttributeCatalogue.Current);

    [Fact]
    public async Task Read_NoMotherOnTheRecord_IsNone()
    {
        facts.Set(MotherId, Fact.Of(AttributeValue.None, null));
        await ReadAsync();
        facts[HerLevel].State.ShouldBe(FactState.None);
        facts[HerCardTo].State.ShouldBe(FactState.None);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Read_MotherNotKnown_IsUnknown(bool asked)
    {
        if (asked)
            facts.Set(MotherId, Fact.Unknown(UnknownReason.RegistryTimedOut));
        await ReadAsync();
        ShouldBeUnknown(UnknownReason.RelativeUnknown);
    }

    [Fact]
    public async Task Read_MotherNotInTheDirectory_IsUnknown()
    {
        facts.Set(MotherId, Fact.Of(AttributeValue.OfString(Mother), null));
        await ReadAsync();
        ShouldBeUnknown(UnknownReason.RelativeUnknown);
    }

    [Fact]
    public async Task Read_MothersNumberHeldByTwo_IsUnknownAndNobodyIsRead()
    {
        four.Civil.Knows("C1", ("national-id", Mother)).Knows("C2", ("national-id", Mother));
        facts.Set(MotherId, Fact.Of(AttributeValue.OfString(Mother), null));
        await ReadAsync();
        ShouldBeUnknown(UnknownReason.RelativeUnknown);
    }

    [Fact]
    public async Task Read_MotherFound_HerFactsBecomeTheChilds()
    {
        four.Civil.Knows("C1", ("national-id", Mother));
        four.IdPoor.Knows("I1", ("equity-card", "7-01"), ("national-id", Mother));
        four.IdPoor.Finds("I1", ("idpoor.level", AttributeValue.OfCode("2")));
        facts.Set(MotherId, Fact.Of(AttributeValue.OfString(Mother), null));
        await ReadAsync();
        facts[HerLevel].ShouldBe(Fact.Of(AttributeValue.OfCode("2"), four.Time.GetUtcNow()));
        facts[HerCardTo].State.ShouldBe(FactState.None);
        facts[AttributeCatalogue.Current["idpoor.level"]].State.ShouldBe(FactState.NotAsked, "what is hers is not the child's own");
        four.IdPoor.Asked.ShouldHaveSingleItem().Values.ShouldBe(["I1"]);
        four.Civil.Asked.ShouldBeEmpty("no more of her is read than the question needs");
    }

    [Fact]
    public async Task Read_RegistryWithheld_IsNotAskedAboutHerEither()
    {
        four.Civil.Knows("C1", ("national-id", Mother));
        facts.Set(MotherId, Fact.Of(AttributeValue.OfString(Mother), null));
        await ReadAsync(FourRegistries.Allowed("civil-registry"));
        ShouldBeUnknown(UnknownReason.RegistryWithheld);
    }

    public void Dispose() => four.Dispose();

    private void ShouldBeUnknown(UnknownReason reason)
    {
        facts[HerLevel].ShouldBe(Fact.Unknown(reason));
        facts[HerCardTo].ShouldBe(Fact.Unknown(reason));
        four.IdPoor.Asked.ShouldBeEmpty();
    }

    private async Task ReadAsync(HashSet<string>? allowed = null)
    {
        await four.BuildDirectoryAsync();
        using var directory = ReferenceDirectory.Open(four.DirectoryPath, four.Keys);
        var relative = new AttributePlan([HerLevel, HerCardTo], four.Set, AttributeCatalogue.Current).Relatives.ShouldHaveSingleItem();
        await new RelativeReading(four.Reading, directory, AttributeCatalogue.Current).ReadAsync(
            relative, allowed ?? FourRegistries.Allowed(), FourRegistries.Today, four.Reading.Start(), facts, TestContext.Current.CancellationToken);
    }
}
