using Interop.Country.CivilRegistry;
using Interop.Country.HealthInsurance;
using Interop.Country.People;
using Interop.Country.Programmes;
using Interop.Country.Samples;

namespace Interop.Country.Tests;

/// <summary>The samples' answers are only as good as this second implementation of the rules; its edges are worked out by hand here.</summary>
public class ExpectedAnswersTests
{
    private static readonly DateOnly Day = new(2026, 11, 23);

    [Theory]
    [InlineData("2011-11-23", false, "entitled")] // fifteen today
    [InlineData("2011-11-24", false, "not-entitled")]
    [InlineData("2011-01-01", true, "unknown")] // fourteen or fifteen
    [InlineData("2010-01-01", true, "entitled")]
    [InlineData("2012-01-01", true, "not-entitled")]
    [InlineData("2027-01-01", false, "not-entitled")] // not yet born
    public void NssfHealth_WorkersAge_DecidesAsFarAsTheBirthDateIsKnown(string born, bool approximate, string expected)
    {
        var person = Somebody(DateOnly.Parse(born));
        person.Occupation = Occupations.FactoryWorker;
        person.Approximate = approximate;

        Ask(person).Of("nssf-health").ShouldBe(new ExpectedAnswer(expected, "no"));
    }

    [Theory]
    [InlineData(0, "nssf-injury nssf")]
    [InlineData(60, "nssf-injury nssf")]
    [InlineData(61, "nssf-injury")]
    public void Coverage_ContributionsBehind_LeavesInjuryOnlyAfterSixtyDays(int daysBehind, string coverage)
    {
        var person = Insured(new(Schemes.Nssf, 'A', Day.AddYears(-1), null, Day.AddDays(-daysBehind), default));

        string.Join(' ', Ask(person).Coverage).ShouldBe(coverage);
    }

    [Theory]
    [InlineData('A', 0, null, "yes")]
    [InlineData('A', 1, null, "no")]
    [InlineData('A', -9, 0, "yes")]
    [InlineData('A', -9, -1, "no")]
    [InlineData('S', -9, null, "no")]
    [InlineData('E', -9, null, "no")]
    public void Membership_StatusAndPeriod_BothCount(char status, int from, int? to, string enrolled)
    {
        var person = Insured(new(Schemes.Community, status, Day.AddDays(from), to is null ? null : Day.AddDays(to.Value), null, default));

        Ask(person).Of("cbhi").Enrolled.ShouldBe(enrolled);
    }

    [Fact]
    public void Membership_TwoPoliciesOfAScheme_TheLaterCounts()
    {
        var ended = new Policy(Schemes.NssfCivil, 'E', Day.AddYears(-5), Day.AddYears(-4), null, default);
        var person = Insured(new(Schemes.NssfCivil, 'A', Day.AddYears(-1), null, null, default));
        person.Insured!.Policies.Add(ended);

        Ask(person).Of("nssf-c").ShouldBe(new ExpectedAnswer("entitled", "yes"));
    }

    [Theory]
    [InlineData(0, "entitled")]
    [InlineData(-1, "unknown")]
    public void Hef_CardValidity_OutOfDateIsUnknown(int validFor, string expected)
    {
        var person = Somebody(new(1990, 5, 5));
        GiveCard(person, Day.AddDays(validFor));

        Ask(person).Of("hef").ShouldBe(new ExpectedAnswer(expected, "no"));
    }

    [Fact]
    public void Hef_CardNamesNobody_SilenceOfIdPoorIsNo()
    {
        var person = Somebody(new(1990, 5, 5));
        GiveCard(person, Day.AddDays(100), linked: false);

        Ask(person).Of("hef").Entitled.ShouldBe("not-entitled");
        Ask(person, Registry.IdPoor).Of("hef").Entitled.ShouldBe("unknown"); // poor, but is the person alive?
    }

    [Theory]
    [InlineData("2024-11-24", 10, "entitled")] // one year old until tomorrow
    [InlineData("2024-11-23", 10, "not-entitled")] // two today
    [InlineData("2026-10-01", -1, "unknown")] // the mother's card has expired
    public void CashTransfer_ChildOfAMotherOnACard_FollowsHerCard(string born, int validFor, string expected)
    {
        var mother = Somebody(new(1995, 5, 5));
        GiveCard(mother, Day.AddDays(validFor));
        var child = Somebody(DateOnly.Parse(born), mother);
        child.NationalId = null;
        child.BirthRegistration = "BR202400000001";

        Ask(child).Of("cash-transfer").Entitled.ShouldBe(expected);
    }

    [Theory]
    [InlineData(-42, "entitled")]
    [InlineData(-43, "not-entitled")]
    [InlineData(280, "entitled")]
    [InlineData(281, "not-entitled")]
    public void Voucher_DaysToDelivery_WithinPregnancyAndSixWeeks(int due, string expected)
    {
        var person = Somebody(new(1995, 5, 5));
        GiveCard(person, Day.AddDays(1));
        person.Beneficiary = Benefits(person);
        person.Beneficiary.ExpectedDelivery = Day.AddDays(due);

        Ask(person).Of("rh-voucher").Entitled.ShouldBe(expected);
        Ask(person).Of("public-works").Entitled.ShouldBe(expected == "entitled" ? "not-entitled" : "entitled");
    }

    [Fact]
    public void FourPayers_InForce_HealthEquityFundComesLast()
    {
        var person = Insured(new(Schemes.Nssf, 'A', Day.AddYears(-1), null, Day, default));
        GiveCard(person, Day.AddDays(1));
        person.Beneficiary = Benefits(person);
        person.Beneficiary.ExpectedDelivery = Day;
        person.Beneficiary.Enrolments.Add(new(ProgrammeCodes.Voucher, Day, null, null, default));

        Ask(person).Coverage.ShouldBe(["nssf-injury", "nssf", "rh-voucher", "hef"]);
    }

    [Theory]
    [InlineData(1, "entitled")]
    [InlineData(0, "not-entitled")]
    public void AnyProgramme_DeathOnTheDay_IsNoLongerAlive(int diedAfter, string expected)
    {
        var person = Insured(new(Schemes.Community, 'A', Day.AddYears(-1), null, null, default));
        person.Died = Day.AddDays(diedAfter);

        Ask(person).Of("cbhi").ShouldBe(new ExpectedAnswer(expected, "yes"));
    }

    [Fact]
    public void OnlyAFamilyBook_InsurersAndProgrammesCannotBeAsked_Unknown()
    {
        var person = Somebody(new(1980, 5, 5));
        person.NationalId = null;

        var answers = Ask(person);

        answers.Of("veterans").ShouldBe(new ExpectedAnswer("unknown", "unknown"));
        answers.Of("nssf-health").ShouldBe(new ExpectedAnswer("unknown", "unknown"));
        answers.Of("disability-allowance").ShouldBe(new ExpectedAnswer("not-entitled", "unknown")); // ID-Poor can be asked: not poor
        answers.Of("public-works").Entitled.ShouldBe("not-entitled");
    }

    [Theory]
    [InlineData("M", null, "entitled")]
    [InlineData("H", 0, "entitled")]
    [InlineData("H", -1, "unknown")]
    [InlineData("L", null, "not-entitled")]
    [InlineData("L", -1, "not-entitled")]
    public void DisabilityAllowance_SeverityAndCertificate_OutOfDateIsUnknown(string grade, int? until, string expected)
    {
        var person = Somebody(new(1980, 5, 5));
        GiveCard(person, Day.AddDays(1));
        person.Beneficiary = Benefits(person);
        (person.Beneficiary.DisabilityGrade, person.Beneficiary.DisabilityUntil) = (grade, until is null ? null : Day.AddDays(until.Value));

        Ask(person).Of("disability-allowance").Entitled.ShouldBe(expected);
    }

    private static ExpectedAnswers Ask(Person person, Registry start = Registry.Civil) => new(new(LinkedRecords.From(person, start)), Day);

    private static Person Somebody(DateOnly born, Person? mother = null)
    {
        var household = mother?.Household ?? new Household(1, Gazetteer.Provinces[11], 40, 40, "12010101");
        var person = new Person
        {
            Household = household,
            Line = household.Members.Count + 1,
            Relation = Relation.Other,
            Female = true,
            Born = born,
            Family = NameLists.Family[0],
            Given = NameLists.Women[0],
            Mother = mother,
        };
        person.NationalId = person.Numbers.NationalId;
        household.Members.Add(person);
        return person;
    }

    private static Person Insured(Policy policy)
    {
        var person = Somebody(new(1980, 5, 5));
        person.Insured = new() { Number = person.Numbers.Insured, Name = "SOK SOPHEA", Spelling = default, IdCard = person.NationalId };
        person.Insured.Policies.Add(policy);
        return person;
    }

    private static Beneficiary Benefits(Person person) =>
        new() { Id = person.Numbers.Beneficiary, NameKhmer = "", NameLatin = "", Spelling = default, CitizenNumber = person.NationalId };

    private static void GiveCard(Person person, DateOnly validTo, bool linked = true) =>
        person.Assessments.Add(new(new(2025, validTo.AddYears(-3), 1), "120101000040", 1, linked ? person.NationalId : null, null, null, default, "", ""));
}
