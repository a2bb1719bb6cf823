using CsCheck;
using Interop.Gateway.Matching;

namespace Interop.Gateway.Tests.Matching;

public sealed class WeightTableTests
{
    private static readonly string[] Families = ["Sok", "Sok", "Sok", "Sok", "Chan", "Chhun", "Kim", "Ly"], Givens = ["Dara", "Bopha", "Sophea", "Rithy", "Vanna"];

    private static readonly PersonIndex Index = Make(400);

    private static readonly Gen<Agreement> Agreements =
        from family in Gen.SByte[-1, 4]
        from given in Gen.SByte[-1, 4]
        from swapped in Gen.Bool
        from birth in Gen.SByte[-1, 5]
        from sex in Gen.SByte[-1, 1]
        from place in Gen.SByte[-1, 4]
        from card in Gen.SByte[-1, 3]
        select new Agreement(family, NameScript.Latin, given, NameScript.Latin, swapped, birth, Agreement.Unknown, sex, place, card);

    [Fact]
    public void Of_AgreeingMoreInOneField_NeverWeighsLess()
    {
        var table = WeightTable.Of(Asked("Sok", "Dara"), Index, MatchWeights.Current);

        Agreements.Sample(less =>
        {
            // The household's card and the place are weighed together, so it is the card's that may not be moved here.
            foreach (var more in (Agreement[])[
                less with { Family = Up(less.Family) }, less with { Given = Up(less.Given) }, less with { Birth = Up(less.Birth) },
                less with { Sex = Up(less.Sex) }, less with { Place = Up(less.Place) }, less with { Swapped = false }])
                if (table.Of(more) < table.Of(less) - 1e-9 && more.Swapped == less.Swapped)
                    return false;
            return true;
        });

        static sbyte Up(sbyte level) => level > 0 ? (sbyte)(level - 1) : level;
    }

    [Fact]
    public void Of_ARareName_WeighsMoreThanACommonOne()
    {
        var (rare, common) = (WeightTable.Of(Asked("Ly", "Dara"), Index, MatchWeights.Current), WeightTable.Of(Asked("Sok", "Dara"), Index, MatchWeights.Current));
        var same = new Agreement(0, NameScript.Latin, 0, NameScript.Latin, false, 0, -1, 0, 0, -1);

        rare.Of(MatchField.FamilyName, same).ShouldBeGreaterThan(common.Of(MatchField.FamilyName, same) + 1);
    }

    [Fact]
    public void Of_NothingKnown_WeighsNothing() =>
        WeightTable.Of(Asked("Sok", "Dara"), Index, MatchWeights.Current).Of(new Agreement(-1, NameScript.Khmer, -1, NameScript.Khmer, false, -1, -1, -1, -1, -1)).ShouldBe(0);

    /// <summary>Who shares the card shares the house: that they live together is not weighed a second time.</summary>
    [Fact]
    public void Of_TheHouseholdsCard_TakesThePlaceIn()
    {
        var table = WeightTable.Of(Asked("Sok", "Dara"), Index, MatchWeights.Current);
        var sibling = new Agreement(0, NameScript.Latin, 4, NameScript.Latin, false, 5, -1, 0, 0, 1);

        table.Of(MatchField.Place, sibling).ShouldBe(0);
        table.Of(MatchField.Place, sibling with { Card = -1 }).ShouldBeGreaterThan(0);
        table.Of(MatchField.FamilyName, sibling).ShouldBe(0);
    }

    internal static MatchQuestion Asked(string family, string given, string birth = "1980-05-03", string place = "12010203") => new()
    {
        FamilyLatin = NamePart.Of(family), GivenLatin = NamePart.Of(given), Female = false,
        Birth = BirthDate.TryRead(birth, false, out var born) ? born : null, Place = Place.TryRead(place, out var there) ? there : null,
        Card = EquityCard.TryRead("120102000001", out var card) ? card : null,
    };

    internal static PersonIndex Make(int people)
    {
        var build = new PersonIndexBuild();
        for (var i = 0; i < people; i++)
            build.Add(new("national-id", $"{100_000_000 + i}", new()
            {
                FamilyLatin = NamePart.Of(Families[i % Families.Length]), GivenLatin = NamePart.Of(Givens[i / Families.Length % Givens.Length]), Female = i % 2 == 1,
                Birth = BirthDate.Of(new DateOnly(1950 + (i % 60), 1 + (i % 12), 1 + (i % 28)), false), Place = new(12_010_000 + (i % 300) + 1, 4),
            }));
        return build.Complete();
    }
}
