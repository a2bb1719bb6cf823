using System.Text.RegularExpressions;

namespace Interop.Country.Tests;

public partial class RegistryTests(WrittenCountry country)
{
    [Fact]
    public void People_ByProvince_StandInCensusProportions()
    {
        var quotas = Gazetteer.Apportion(WrittenCountry.Options.People);
        var counted = country.Civil("SELECT substr(VILL_CD, 1, 2), count(*) FROM PEOPLE WHERE FBN IS NOT NULL OR BRN IS NOT NULL GROUP BY 1 ORDER BY 1");

        counted.Select(r => r[0]).ShouldBe(Gazetteer.Provinces.Select(p => p.Code));
        counted.Select(r => int.Parse(r[1]!)).ShouldBe(quotas);
    }

    [Fact]
    public void Villages_OfEverybody_AreInTheGazetteer()
    {
        var villages = country.Civil("SELECT DISTINCT VILL_CD FROM PEOPLE").Select(r => r[0]!).ToArray();

        villages.ShouldAllBe(v => Gazetteer.IsVillage(v));
        country.IdPoor().ShouldAllBe(r => Gazetteer.IsVillage(r["VillageCode"]) && r["EquityCardNo"].StartsWith(r["VillageCode"].Substring(0, 6)));
    }

    [Fact]
    public void Identifiers_InAllRegistries_HaveTheirPatterns()
    {
        foreach (var row in country.Civil("SELECT NID, BRN, FBN || '-' || FB_LINE FROM PEOPLE"))
            ShouldMatch(row[0], row[1], row[2], null, null);
        foreach (var row in country.Insurer("SELECT id_card_no, birth_cert_no, insured_no, equity_ref FROM policy"))
            ShouldMatch(row[0], row[1], null, row[2], row[3]);
        foreach (var row in country.Programmes("SELECT citizen_no, birth_reg, equity_no FROM beneficiary"))
            ShouldMatch(row[0], row[1], null, null, row[2]);
        foreach (var row in country.IdPoor())
            ShouldMatch(Absent(row["NationalIdNo"]), null, Absent(row["FamilyBookNo"]) is { } book ? $"{book}-{row["FamilyBookLine"]}" : null, null, $"{row["EquityCardNo"]}-{row["MemberNo"]}");
    }

    [Fact]
    public void References_BetweenTables_AllLeadToSomebody()
    {
        country.CivilCount("SELECT count(*) FROM BIRTHS WHERE MOTHER_NID IS NOT NULL").ShouldBeGreaterThan(1000);
        country.CivilCount("SELECT count(*) FROM BIRTHS b WHERE MOTHER_NID IS NOT NULL AND NOT EXISTS (SELECT 1 FROM PEOPLE m WHERE m.NID = b.MOTHER_NID AND m.SEX_CD = '2')").ShouldBe(0);
        country.CivilCount("SELECT count(*) FROM BIRTHS b LEFT JOIN PEOPLE p ON p.PID = b.CHILD_PID WHERE p.BRN IS NOT b.BRN").ShouldBe(0);
        country.CivilCount("SELECT count(*) FROM DEATHS d LEFT JOIN PEOPLE p ON p.PID = d.PID WHERE p.PID IS NULL OR d.DOD < p.DOB OR d.REG_DT < d.DOD").ShouldBe(0);
        country.CivilCount("SELECT count(*) FROM FAMILY_BOOKS f LEFT JOIN PEOPLE p ON p.PID = f.HEAD_PID AND p.FBN = f.FBN AND p.FB_REL = '1' WHERE p.PID IS NULL").ShouldBe(0);
        country.CivilCount("SELECT count(*) FROM PEOPLE WHERE FBN IS NOT NULL AND FBN NOT IN (SELECT FBN FROM FAMILY_BOOKS)").ShouldBe(0);
        country.CivilCount("SELECT count(*) FROM (SELECT FBN, FB_LINE FROM PEOPLE WHERE FBN IS NOT NULL GROUP BY 1, 2 HAVING count(*) > 1)").ShouldBe(0);
        country.Programmes("SELECT * FROM enrolment WHERE benef_id NOT IN (SELECT benef_id FROM beneficiary) OR prog_code NOT IN (SELECT prog_code FROM programme)").ShouldBeEmpty();
    }

    [Fact]
    public void Identifiers_HeldElsewhere_AreThoseOfTheCivilRegistry()
    {
        var people = country.Civil("SELECT DISTINCT NID FROM PEOPLE WHERE NID IS NOT NULL").Select(r => r[0]!).ToHashSet();
        var cards = country.IdPoor().Select(r => $"{r["EquityCardNo"]}-{r["MemberNo"]}").ToHashSet();

        country.IdPoor().Select(r => r["NationalIdNo"]).Where(n => n != "").ShouldAllBe(n => people.Contains(n));
        country.Insurer("SELECT id_card_no FROM policy WHERE id_card_no IS NOT NULL").ShouldAllBe(r => people.Contains(r[0]!));
        country.Insurer("SELECT equity_ref FROM policy WHERE equity_ref IS NOT NULL").ShouldAllBe(r => cards.Contains(r[0]!));
        country.Programmes("SELECT equity_no FROM beneficiary WHERE equity_no IS NOT NULL").ShouldAllBe(r => cards.Contains(r[0]!));
    }

    [Fact]
    public void Enrolments_LastBenefit_IsTheNewestDeclaration()
    {
        country.Programmes("SELECT * FROM v_enrolment WHERE last_benefit_month IS NOT NULL").Count.ShouldBeGreaterThan(100);
        country.Programmes("""
            SELECT * FROM v_enrolment v WHERE last_benefit_month IS NOT
                (SELECT max(month) FROM benefit_declaration d WHERE d.benef_id = v.benef_id AND d.prog_code = v.prog_code)
            """).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("SELECT * FROM PEOPLE WHERE NID = ?", true)]
    [InlineData("SELECT * FROM PEOPLE WHERE BRN = ?", true)]
    [InlineData("SELECT * FROM PEOPLE WHERE FBN = ? AND FB_LINE = ?", true)]
    [InlineData("SELECT * FROM BIRTHS WHERE CHILD_PID = ?", true)]
    [InlineData("SELECT * FROM beneficiary WHERE citizen_no = ?", false)]
    [InlineData("SELECT * FROM beneficiary WHERE equity_no = ?", false)]
    [InlineData("SELECT * FROM v_enrolment WHERE prog_code = 'NFV' AND benef_id IN (?, ?)", false)]
    public void Fetch_ByKeyOrIdentifier_SearchesAnIndex(string sql, bool civil)
    {
        var plan = civil ? country.Civil($"EXPLAIN QUERY PLAN {sql}") : country.Programmes($"EXPLAIN QUERY PLAN {sql}");

        plan.ShouldAllBe(step => !step[3]!.StartsWith("SCAN", StringComparison.Ordinal));
    }

    [Fact]
    public void IdPoorFiles_Text_IsUtf8WithoutMarkAndNormalised()
    {
        var file = Directory.EnumerateFiles(CountryFiles.IdPoor(country.Folder), "12-phnom-penh.csv", SearchOption.AllDirectories).First();
        var text = File.ReadAllText(file, new System.Text.UTF8Encoding(false, throwOnInvalidBytes: true));

        File.ReadAllBytes(file)[0].ShouldBe((byte)'E');
        text.ShouldContain("\u179F");
        text.IsNormalized().ShouldBeTrue();
    }

    private static string? Absent(string value) => value == "" ? null : value;

    private static void ShouldMatch(string? nationalId, string? birth, string? book, string? insured, string? card)
    {
        (nationalId is null || NationalId().IsMatch(nationalId)).ShouldBeTrue();
        (birth is null || Birth().IsMatch(birth)).ShouldBeTrue();
        (book is null || Book().IsMatch(book)).ShouldBeTrue();
        (insured is null || Insured().IsMatch(insured)).ShouldBeTrue();
        (card is null || Card().IsMatch(card)).ShouldBeTrue();
    }

    [GeneratedRegex("^[0-9]{9}$", RegexOptions.None, 1000)]
    private static partial Regex NationalId();

    [GeneratedRegex("^BR[0-9]{12}$", RegexOptions.None, 1000)]
    private static partial Regex Birth();

    [GeneratedRegex("^FB[0-9]{9}-[0-9]{2}$", RegexOptions.None, 1000)]
    private static partial Regex Book();

    [GeneratedRegex("^[0-9]{8}$", RegexOptions.None, 1000)]
    private static partial Regex Insured();

    [GeneratedRegex("^[0-9]{12}-[0-9]{2}$", RegexOptions.None, 1000)]
    private static partial Regex Card();
}
