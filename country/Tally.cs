using Interop.Country.CivilRegistry;
using Interop.Country.HealthInsurance;
using Interop.Country.People;

namespace Interop.Country;

/// <summary>Counts, while the country is written, what is in it and how much of it is dirt. Written to <c>country.json</c>.</summary>
internal sealed class Tally(DateOnly today)
{
    private readonly Dictionary<string, long> counts = [];

    public SortedDictionary<string, long> Counts => new(counts, StringComparer.Ordinal);

    public void Add(Household household)
    {
        Count("households");
        if (household.Card is { } card)
        {
            Count("idPoorHouseholds");
            Count("expiredCards", card.ValidTo < today);
            Count("bookNotShown", !card.BookShown);
        }

        foreach (var person in household.Members)
            Add(person);
    }

    private void Add(Person person)
    {
        Count("people");
        var age = person.AgeOn(today);
        Count("under15", age < 15);
        Count("adults", age >= 18);
        Count("adultsWithoutNationalId", age >= 18 && person.NationalId is null);
        Count("withNationalId", person.NationalId is not null);
        Count("duplicates", person.Duplicated);
        Count("bornSince2000", person.Born.Year >= 2000);
        Count("birthsUnregistered", person.Born.Year >= 2000 && person.BirthRegistration is null);
        Count("over40", age > 40);
        Count("upTo40", age <= 40);
        Count(age > 40 ? "approximateBirthOver40" : "approximateBirthYounger", person.Approximate);
        Count("dead", person.Died is not null);
        Count("farmers", person.Occupation == Occupations.Farmer);
        AddPoverty(person);
        AddElsewhere(person);
    }

    private void AddPoverty(Person person)
    {
        var newborn = person.Household.Card is not null && person.IsNewborn(today);
        Count("newbornsOfPoorHouseholds", newborn);
        Count("newbornsMissing", newborn && person.Assessments.Count == 0);
        Count("idPoorRows", by: person.Assessments.Count);
        if (person.Assessments is not [.., { } row])
            return;
        Count("idPoorPeople");
        Count("idPoorPeopleUnlinked", row.NationalId is null && row.FamilyBook is null);
        Count("idPoorPeopleWithNationalId", row.NationalId is not null);
        Count("contradictoryRows", row.NationalId is not null && row.FamilyBook is not null && row.FamilyBookLine != person.Line);
        CountSpelling(row.Spelling);
    }

    private void AddElsewhere(Person person)
    {
        if (person.Insured is { } insured)
        {
            Count("insured");
            Count("policies", by: insured.Policies.Count);
            var active = insured.Policies.Exists(p => p.Status == 'A');
            Count("deadInsured", person.Died is not null);
            Count("deadStillCovered", person.Died is not null && active);
            CountSpelling(insured.Spelling);
            var other = insured.Policies.Exists(p => p.Scheme != Schemes.HealthEquityFund && p.Status == 'A');
            Count("membersOnEquityCard", other && person.Assessments.Count > 0);
            Count("twoSchemes", other && insured.Policies.Exists(p => p.Scheme == Schemes.HealthEquityFund));
        }

        if (person.Beneficiary is not { } beneficiary)
            return;
        Count("beneficiaries");
        Count("enrolments", by: beneficiary.Enrolments.Count);
        Count("disabled", beneficiary.DisabilityGrade is not null);
        CountSpelling(beneficiary.Spelling);
    }

    private void CountSpelling(Spelling spelling)
    {
        Count("recordsElsewhere");
        Count("otherRomanisation", spelling.OtherLatin);
        Count("swappedOrder", spelling.GivenFirst);
    }

    private void Count(string what, bool holds = true, int by = 1) => counts[what] = counts.GetValueOrDefault(what) + (holds ? by : 0);
}
