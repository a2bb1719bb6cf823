using Interop.Gateway.Keys;
using Interop.Gateway.Privacy;
using Interop.Gateway.Registries;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Tests.Privacy;

public sealed class DisclosureTests : IDisposable
{
    private static readonly DateOnly Today = new(2026, 11, 22);
    private static readonly DateTimeOffset AsOf = new(2026, 5, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly CatalogueAttribute Sex = AttributeCatalogue.Current["vital.sex"], BirthDate = AttributeCatalogue.Current["vital.birthDate"],
        DeathDate = AttributeCatalogue.Current["vital.deathDate"], Level = AttributeCatalogue.Current["idpoor.level"];

    /// <summary>Whole, reduced, reduced to its presence; ID-Poor is withheld.</summary>
    private static readonly PrivacyScope Scope = new(
        ScopeFile.Scope(new GrantConfig("vital.sex"), new GrantConfig("vital.birthDate", Reduction.Year), new GrantConfig("vital.deathDate", Reduction.Present)), AttributeCatalogue.Current);

    private readonly TempFolder folder = new();
    private readonly Disclosure disclosure;

    public DisclosureTests() => disclosure = new(new Minimisation(HubKeys.Open(folder["master.key"])));

    [Fact]
    public void Of_WithheldAttribute_LooksTheSameWhateverTheFacts()
    {
        Fact[] facts =
        [
            default, Fact.Of(AttributeValue.OfCode("1"), AsOf), Fact.Of(AttributeValue.OfCode("2"), null), Fact.Of(AttributeValue.None, null),
            .. Enum.GetValues<UnknownReason>().Select(Fact.Unknown),
        ];
        var seen = facts.Select(f => One(Level, f)).Distinct().ToArray();
        seen.ShouldBe([new(Level, DisclosureStatus.Withheld, default, default, default, null)]);
    }

    [Fact]
    public void Of_GrantedWhole_IsTheValueWithItsTime() =>
        One(Sex, Fact.Of(AttributeValue.OfCode("male"), AsOf)).ShouldBe(new(Sex, DisclosureStatus.Value, AttributeValue.OfCode("male"), Reduction.Whole, default, AsOf));

    [Fact]
    public void Of_GrantedReduced_IsReducedAndSaysSo() =>
        One(BirthDate, Fact.Of(AttributeValue.OfDate(new(1990, 5, 1)), null)).ShouldBe(new(BirthDate, DisclosureStatus.Value, AttributeValue.OfString("1990"), Reduction.Year, default, null));

    [Fact]
    public void Of_NoValue_IsNoneAndItsPresenceIsNo()
    {
        One(BirthDate, Fact.Of(AttributeValue.None, AsOf)).Status.ShouldBe(DisclosureStatus.None);
        One(DeathDate, Fact.Of(AttributeValue.None, AsOf)).ShouldBe(new(DeathDate, DisclosureStatus.Value, AttributeValue.OfBoolean(false), Reduction.Present, default, AsOf));
    }

    [Fact]
    public void Of_Unknown_SaysWhyAndNeverThatThereIsNone()
    {
        foreach (var attribute in (CatalogueAttribute[])[Sex, BirthDate, DeathDate])
            One(attribute, Fact.Unknown(UnknownReason.RegistryTimedOut)).ShouldBe(
                new(attribute, DisclosureStatus.Unknown, default, Scope.ReductionOf(attribute), UnknownReason.RegistryTimedOut, null));
        One(DeathDate, default).Status.ShouldBe(DisclosureStatus.Unknown, "what nobody asked for is not known to be absent");
    }

    [Fact]
    public void Of_LastKnown_IsTheValueWithItsAgeAndNeverThatThereIsNone()
    {
        var read = AsOf.AddDays(3);
        var fresh = new Facts(AttributeCatalogue.Current);
        foreach (var attribute in (CatalogueAttribute[])[Sex, BirthDate, DeathDate])
            fresh.Set(attribute, Fact.Unknown(UnknownReason.RegistryTimedOut));
        var facts = fresh.ToRecall();
        facts.Recall(Sex, Fact.Of(AttributeValue.OfCode("male"), AsOf), read);
        facts.Recall(BirthDate, Fact.Of(AttributeValue.None, AsOf), read);
        facts.Recall(DeathDate, Fact.Of(AttributeValue.None, AsOf), read);
        var told = disclosure.Of([Sex, BirthDate, DeathDate], Scope, facts, Today);
        told[0].ShouldBe(new(Sex, DisclosureStatus.Value, AttributeValue.OfCode("male"), Reduction.Whole, default, AsOf) { LastRead = read });
        foreach (var (one, reduction) in told.Skip(1).Zip((Reduction[])[Reduction.Year, Reduction.Present]))
            one.ShouldBe(new(one.Attribute, DisclosureStatus.Unknown, default, reduction, UnknownReason.RegistryTimedOut, null), "a person may have died since");
    }

    [Fact]
    public void Of_SeveralAttributes_StandInTheOrderAsked() =>
        disclosure.Of([Level, Sex, BirthDate], Scope, new Facts(AttributeCatalogue.Current), Today).Select(d => d.Attribute).ShouldBe([Level, Sex, BirthDate]);

    [Fact]
    public void ToString_Disclosed_HoldsNoValue() => $"{One(Sex, Fact.Of(AttributeValue.OfCode("male"), AsOf))}".ShouldBe("vital.sex Value");

    [Fact]
    public void MayExplain_OnlyWhatIsGrantedWhole()
    {
        Scope.MayExplain([]).ShouldBeTrue();
        Scope.MayExplain([Sex]).ShouldBeTrue();
        Scope.MayExplain([BirthDate]).ShouldBeFalse("a condition tells more than a year");
        Scope.MayExplain([Sex, DeathDate]).ShouldBeFalse();
        Scope.MayExplain([Sex, Level]).ShouldBeFalse();
    }

    [Fact]
    public void Granted_IsInTheOrderOfTheCatalogue()
    {
        Scope.Granted.ShouldBe([BirthDate, Sex, DeathDate]);
        AttributeCatalogue.Current.All.Where(Scope.Grants).ShouldBe(Scope.Granted);
    }

    public void Dispose() => folder.Dispose();

    private DisclosedAttribute One(CatalogueAttribute attribute, Fact fact)
    {
        var facts = new Facts(AttributeCatalogue.Current);
        facts.Set(attribute, fact);
        return disclosure.Of([attribute], Scope, facts, Today).ShouldHaveSingleItem();
    }
}
