using System.Text.Json;

namespace Interop.Country.Tests;

/// <summary>The counts of country.json are re-counted from the registries here, where a query can tell.</summary>
public class DirtTests(WrittenCountry country)
{
    private readonly Dictionary<string, long> counts = JsonDocument.Parse(File.ReadAllText(CountryFiles.Report(country.Folder)))
        .RootElement.GetProperty("counts").Deserialize<Dictionary<string, long>>()!;

    // The tolerance is about four standard deviations of a proportion so large among so many.
    [Theory]
    [InlineData("adultsWithoutNationalId", "adults", Dirt.AdultsWithoutNationalId)]
    [InlineData("otherRomanisation", "recordsElsewhere", Dirt.OtherRomanisation)]
    [InlineData("swappedOrder", "recordsElsewhere", Dirt.SwappedOrder)]
    [InlineData("approximateBirthOver40", "over40", Dirt.ApproximateBirthOver40)]
    [InlineData("approximateBirthYounger", "upTo40", Dirt.ApproximateBirthYounger)]
    [InlineData("duplicates", "withNationalId", Dirt.Duplicates)]
    [InlineData("expiredCards", "idPoorHouseholds", Dirt.ExpiredCards)]
    [InlineData("deadStillCovered", "deadInsured", Dirt.DeadStillCovered)]
    [InlineData("twoSchemes", "membersOnEquityCard", Dirt.TwoSchemes)]
    [InlineData("contradictoryRows", "idPoorPeopleWithNationalId", Dirt.ContradictoryRows)]
    [InlineData("birthsUnregistered", "bornSince2000", Dirt.BirthsUnregistered)]
    [InlineData("bookNotShown", "idPoorHouseholds", Dirt.BookNotShown)]
    public void Dirt_OfEachKind_IsThereInItsProportion(string kind, string of, double proportion)
    {
        var tolerance = (4 * Math.Sqrt(proportion * (1 - proportion) / counts[of])) + (3.0 / counts[of]);

        counts[kind].ShouldBeGreaterThan(0);
        ((double)counts[kind] / counts[of]).ShouldBe(proportion, tolerance);
    }

    [Fact]
    public void Newborns_OfPoorHouseholds_AreMostlyMissingFromTheCard() =>
        ((double)counts["newbornsMissing"] / counts["newbornsOfPoorHouseholds"]).ShouldBeInRange(Dirt.NewbornsMissing - 0.06, 1);

    [Fact]
    public void CivilRegistry_Recounted_AgreesWithTheReport()
    {
        country.CivilCount("SELECT count(*) FROM PEOPLE").ShouldBe(counts["people"] + counts["duplicates"]);
        country.CivilCount("SELECT count(*) FROM (SELECT NID FROM PEOPLE WHERE NID IS NOT NULL GROUP BY NID HAVING count(*) > 1)").ShouldBe(counts["duplicates"]);
        country.CivilCount("SELECT count(*) FROM PEOPLE WHERE NID IS NULL AND DOB <= '2008-11-23'").ShouldBeInRange(
            counts["adultsWithoutNationalId"] - 5, counts["adultsWithoutNationalId"] + 5);
        country.CivilCount("SELECT count(*) FROM PEOPLE WHERE DOB_APPROX = 1 AND DOB NOT LIKE '%-01-01'").ShouldBe(0);
        country.CivilCount("SELECT count(*) FROM DEATHS").ShouldBe(counts["dead"]);
    }

    [Fact]
    public void IdPoor_Recounted_AgreesWithTheReport()
    {
        var rows = country.IdPoor();
        var today = WrittenCountry.Options.Today;

        rows.Count.ShouldBe((int)counts["idPoorRows"]);
        rows.GroupBy(r => r["EquityCardNo"]).Count(card => card.All(r => DateOnly.ParseExact(r["ValidTo"], "dd-MM-yyyy") < today))
            .ShouldBeInRange((int)counts["expiredCards"] - 2, (int)counts["expiredCards"]);
        rows.Where(r => r["NationalIdNo"] == "" && r["FamilyBookNo"] == "").ShouldNotBeEmpty();
    }

    [Fact]
    public void IdPoor_Households_AreAboutOneInSix() =>
        ((double)counts["idPoorHouseholds"] / counts["households"]).ShouldBe(IdPoor.IdPoorDraw.Poor, 0.03);

    [Fact]
    public void People_ByAge_AreAsYoungAsInTheCensus() => ((double)counts["under15"] / counts["people"]).ShouldBeInRange(0.27, 0.32);
}
