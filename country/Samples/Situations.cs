using Interop.Country.HealthInsurance;
using Interop.Country.CivilRegistry;
using static Interop.Country.Samples.Truth;

namespace Interop.Country.Samples;

/// <summary>
/// The situations the sample people show: every programme with each of its answers, every payer and order of payment, every
/// kind of dirt that still has an answer.
/// </summary>
internal static class Situations
{
    public static readonly IReadOnlyList<Situation> All = [.. Insurance(), .. Poverty(), .. Benefits(), .. DirtyData()];

    private static IEnumerable<Situation> Insurance() =>
    [
        new("Insured worker, contributions paid: injury insurance pays before health insurance", c => c.Alive && c.PaidBy("nssf-injury", "nssf")),
        new("Insured worker at the hospital", c => c.Alive && c.PaidBy("nssf-injury", "nssf")) { AtHospital = true },
        new("Member whose employer is behind with contributions: only work injury is covered",
            c => c.Alive && c.PaidBy("nssf-injury") && c.Is("nssf-health", Yes, Yes)) { AtHospital = true },
        new("Factory worker nobody registered: entitled, not enrolled", c => c.Occupation == Occupations.FactoryWorker && c.Is("nssf-health", Yes, No)),
        new("Other private employee nobody registered", c => c.Occupation == Occupations.PrivateEmployee && c.Is("nssf-injury", Yes, No)) { AtHospital = true },
        new("Membership suspended", c => c.Alive && c.HasPolicy(Schemes.Nssf, 'S') && c.Is("nssf-health", Yes, No)),
        new("Changed employer: an ended policy and a newer one in force",
            c => c.Alive && c.HasPolicy(Schemes.Nssf, 'E') && c.HasPolicy(Schemes.Nssf, 'A') && c.Answers.EnrolledIn("nssf-health") == Yes),
        new("Civil servant, member of NSSF-C", c => c.Occupation == Occupations.CivilServant && c.PaidBy("nssf-c")),
        new("Retired civil servant, member of NSSF-C", c => c.Occupation == Occupations.RetiredCivilServant && c.Is("nssf-c", Yes, Yes)) { AtHospital = true },
        new("Civil servant without membership", c => c.Occupation == Occupations.CivilServant && c.Is("nssf-c", Yes, No)),
        new("Member of community insurance", c => c.PaidBy("cbhi")) { AtHospital = true },
        new("Farmer who could join community insurance", c => c.Farms && c.Is("cbhi", Yes, No) && !c.OnCard),
        new("Died, but the social security membership was never ended", c => !c.Alive && c.Is("nssf-health", No, Yes)),
        new("Died, but the civil servants' membership was never ended", c => !c.Alive && c.Is("nssf-c", No, Yes)) { AtHospital = true },
        new("Died, but community insurance was never told", c => !c.Alive && c.Is("cbhi", No, Yes)),
        new("Covered twice: social security pays, the Health Equity Fund last", c => c.PaidBy("nssf-injury", "nssf", "hef")),
        new("Covered twice: NSSF-C pays, the Health Equity Fund last", c => c.OnCard && c.PaidBy("nssf-c", "hef")) { AtHospital = true },
        new("Covered twice: community insurance pays, the Health Equity Fund last", c => c.PaidBy("cbhi", "hef")) { AtHospital = true },
        new("Covered by three payers: work, voucher, Health Equity Fund", c => c.OnCard && c.Benefits?.ExpectedDelivery is not null && c.PaidBy("nssf-injury", "nssf", "rh-voucher", "hef")),
        new("No programme and no cover", c => c.Adult && c.PaidBy() && ExpectedAnswers.Programmes.All(p => c.Is(p, No, No))),
    ];

    private static IEnumerable<Situation> Poverty() =>
    [
        new("Poor, with a Health Equity Fund policy", c => c.OnCard && c.Is("hef", Yes, Yes) && c.PaidBy("hef")),
        new("On a valid card, never enrolled in the Health Equity Fund: covered all the same", c => c.OnCard && c.Is("hef", Yes, No)) { AtHospital = true },
        new("Assessed a second time: two rounds hold the card, the latest counts", c => c.Person.Assessments.Count == 2 && c.OnCard && c.Is("hef", Yes)),
        new("The last ID-Poor round is over three years old: unknown, not no", c => c.Alive && c.CardExpired && c.Is("hef", Unknown, No) && c.HasPapers),
        new("Expired card, but the Health Equity Fund policy is still in force", c => c.Alive && c.CardExpired && c.Is("hef", Yes, Yes)) { AtHospital = true },
        new("Died, but the Health Equity Fund policy is still active", c => !c.Alive && c.Is("hef", No, Yes)),
        new("The day after the card expires", c => c.Alive && c.OnCard && c.HasPapers && c.Person.Insured is null && !c.CardExpired && c.Is("hef", Yes, No))
        { AskedOn = c => c.Card!.Interview.ValidTo.AddDays(1) },
        new("The last day the card is valid", c => c.Alive && c.OnCard && c.HasPapers && c.Person.Insured is null && !c.CardExpired && c.Is("hef", Yes, No))
        { AskedOn = c => c.Card!.Interview.ValidTo },
        new("Newborn missing from the card: entitled through the mother", c => c.Age < 1 && !c.OnCard && c.Facts.CardValidTo is { IsUnknown: false } && c.Is("hef", Yes)),
        new("Newborn of a poor mother, receives the cash transfer", c => c.Age < 1 && c.Is("cash-transfer", Yes, Yes)),
        new("Newborn of a poor mother, cash transfer not yet asked for", c => c.Age < 1 && c.Is("cash-transfer", Yes, No)),
        new("Newborn at the hospital, mother poor", c => c.Age < 1 && c.Is("hef", Yes)) { AtHospital = true },
        new("Newborn not yet in the family book and mother not poor: ID-Poor cannot be asked about the child",
            c => c.Age < 1 && !c.Person.InFamilyBook && c.Facts.MotherCardValidTo is { IsUnknown: false, HasValue: false } && c.Is("cash-transfer", Unknown)),
    ];

    private static IEnumerable<Situation> Benefits() =>
    [
        new("Veteran, enrolled in the fund", c => c.Benefits?.Veteran == "V" && c.Is("veterans", Yes, Yes)),
        new("Veteran, not enrolled", c => c.Benefits?.Veteran == "V" && c.Is("veterans", Yes, No)),
        new("Dependant of a veteran", c => c.Benefits?.Veteran == "D" && c.Is("veterans", Yes)),
        new("Died, but still on the veterans' list", c => !c.Alive && c.Is("veterans", No, Yes)),
        new("Pregnant, poor, with a voucher: the voucher pays before the Health Equity Fund", c => c.PaidBy("rh-voucher", "hef")) { AtHospital = true },
        new("Pregnant and poor, no voucher", c => c.Is("rh-voucher", Yes, No)),
        new("Delivered more than six weeks ago, voucher still open", c => c.Is("rh-voucher", No, Yes) && c.Alive),
        new("Pregnant, but the card has expired", c => c.CardExpired && c.Benefits?.ExpectedDelivery is not null && c.Is("rh-voucher", Unknown)),
        new("Pregnant today, asked about half a year after the delivery", c => c.Is("cash-transfer", Yes) && c.Adult)
        { AskedOn = c => c.Benefits!.ExpectedDelivery!.Value.AddDays(180) },
        new("Pregnant and poor, receives the cash transfer", c => c.Adult && c.Benefits?.ExpectedDelivery is not null && c.Is("cash-transfer", Yes, Yes)),
        new("Past two years, cash transfer not ended", c => c.Age is 2 && c.Is("cash-transfer", No, Yes)),
        new("Poor pupil with a scholarship", c => c.Is("scholarship", Yes, Yes)),
        new("Poor pupil without a scholarship", c => c.Is("scholarship", Yes, No)),
        new("Scholarship goes on although the pupil left school", c => c.Benefits?.InSchool == false && c.Is("scholarship", No, Yes)),
        new("Pupil whose household's card has expired", c => c.Is("scholarship", Unknown) && c.CardExpired),
        new("Meals at school", c => c.Is("school-meals", Yes, Yes)),
        new("Meals are given at the school, the pupil is not on the list", c => c.Is("school-meals", Yes, No)),
        new("Moved on to grade seven, still on the list for meals", c => c.Is("school-meals", No, Yes) && c.Alive),
        new("Takes part in public works", c => c.Is("public-works", Yes, Yes)),
        new("Could take part in public works", c => c.Is("public-works", Yes, No)),
        new("In public works, though a member of social security", c => c.Is("public-works", No, Yes) && c.Answers.EnrolledIn("nssf-health") == Yes && c.OnCard),
        new("In public works, card expired", c => c.CardExpired && c.Is("public-works", Unknown, Yes)),
        new("Disability allowance", c => c.Is("disability-allowance", Yes, Yes)),
        new("Disabled and poor, no allowance", c => c.Is("disability-allowance", Yes, No)),
        new("Receives the allowance, but is not on any card", c => c.Alive && !c.OnCard && c.Is("disability-allowance", No, Yes)),
        new("Disability certificate out of date", c => c.OnCard && !c.CardExpired && c.Is("disability-allowance", Unknown) && c.Facts.DisabilityUntil.HasValue),
        new("Mild disability gives no allowance", c => c.OnCard && c.Alive && c.Benefits?.DisabilityGrade == "L" && c.Is("disability-allowance", No)),
    ];

    private static IEnumerable<Situation> DirtyData() =>
    [
        new("Adult without national ID, known by family book only: no insurer can be asked",
            c => c.Adult && c.Alive && c.Linked.Identifiers.Count == 1 && c.Is("nssf-health", Unknown) && c.Is("cbhi", Unknown) && c.Is("veterans", Unknown)),
        new("Child whose birth was never registered: the school's registry cannot be asked", c => c.Age is >= 6 and < 15 && c.Is("school-meals", Unknown, Unknown)),
        new("Adult without national ID, reached through the equity card", c => c.Adult && !c.HasPapers && c.OnCard && c.Linked.Has(Registry.HealthInsurance)),
        new("Equity card whose row names neither ID nor family book: nobody can say who it is",
            c => c.Person.Assessments.Count > 0 && !c.Linked.Has(Registry.Civil) && c.Linked.Identifiers.Count == 1) { Start = Registry.IdPoor },
        new("Insured under a number that leads to nobody else", c => !c.Linked.Has(Registry.Civil) && c.Is("hef", Unknown, Yes)) { Start = Registry.HealthInsurance, AtHospital = true },
        new("Only the year of birth is known, and it decides: unknown",
            c => c.Alive && c.Person.Approximate && c.Is("public-works", Unknown) && c.OnCard && !c.CardExpired),
        new("Only the year of birth is known, and it does not matter", c => c.Alive && c.Person.Approximate && c.Is("public-works", Yes)),
        new("The insurer romanises the name otherwise", c => c.Linked.Has(Registry.HealthInsurance) && c.Person.Insured!.Spelling is { OtherLatin: true, GivenFirst: false } && c.PaidBy("hef")),
        new("The insurer writes the given name first", c => c.Linked.Has(Registry.HealthInsurance) && c.Person.Insured!.Spelling.GivenFirst),
        new("Dead, and all registries know it", c => !c.Alive && c.Person.Insured is { } insured && insured.Policies.TrueForAll(p => p.Status == 'E') && c.HasPapers),
        new("Asked about a day before the death", c => !c.Alive && c.Farms) { AskedOn = c => c.Person.Died!.Value.AddDays(-1) },
    ];
}
