using Interop.Country.CivilRegistry;
using Interop.Country.HealthInsurance;
using Interop.Country.Programmes;
using static Interop.Country.Samples.Kleene;

namespace Interop.Country.Samples;

/// <summary>
/// The twelve rules once more, written out by hand in plain code so that the hub's rule engine can be held against something
/// that shares nothing with it. One instance answers for one person on one day.
/// </summary>
internal sealed class ExpectedAnswers
{
    public static readonly string[] Programmes =
    [
        "nssf-health", "nssf-injury", "nssf-c", "veterans", "hef", "cbhi", "rh-voucher", "cash-transfer",
        "scholarship", "school-meals", "public-works", "disability-allowance",
    ];

    private readonly PersonFacts facts;
    private readonly DateOnly day;
    private readonly Dictionary<string, (Truth Entitled, Truth Enrolled)> answers = [];

    public ExpectedAnswers(PersonFacts facts, DateOnly day)
    {
        (this.facts, this.day) = (facts, day);
        var alive = Or(facts.Died.IsNone, facts.Died.Is(died => died > day));
        var (nssf, civil, fund, community) = (Member(Schemes.Nssf), Member(Schemes.NssfCivil), Member(Schemes.HealthEquityFund), Member(Schemes.Community));
        var working = Age(15, 120);
        var infant = Age(0, 1);
        var poor = Valid(facts.CardValidTo);
        var poorMother = Valid(facts.MotherCardValidTo);
        var female = facts.Female.Is(f => f);
        var pregnant = facts.ExpectedDelivery.Is(due => day <= due.AddDays(42) && day >= due.AddDays(-280));
        var inSchool = facts.InSchool.Is(s => s);

        Truth Works(params string[] occupations) => facts.Occupation.Is(occupations.Contains);

        var privateWorker = And(alive, working, Or(nssf, Works(Occupations.FactoryWorker, Occupations.PrivateEmployee)));
        answers["nssf-health"] = (privateWorker, nssf);
        answers["nssf-injury"] = (privateWorker, nssf);
        answers["nssf-c"] = (And(alive, working, Or(civil, Works(Occupations.CivilServant, Occupations.RetiredCivilServant))), civil);
        answers["veterans"] = (And(alive, facts.Veteran.Is(kind => kind is "V" or "D")), Enrolled(ProgrammeCodes.Veterans));
        answers["hef"] = (And(alive, Or(poor, fund, And(infant, poorMother))), fund);
        answers["cbhi"] = (And(alive, Or(community, Works(Occupations.Farmer, Occupations.Informal))), community);
        answers["rh-voucher"] = (And(alive, female, pregnant, poor), Enrolled(ProgrammeCodes.Voucher));
        answers["cash-transfer"] = (And(alive, Or(And(female, pregnant, poor), And(infant, Or(poor, poorMother)))), Enrolled(ProgrammeCodes.CashTransfer));
        answers["scholarship"] = (And(alive, Age(6, 20), inSchool, facts.Grade.Is(g => g is >= 4 and <= 12), poor), Enrolled(ProgrammeCodes.Scholarship));
        answers["school-meals"] = (And(alive, inSchool, facts.Grade.Is(g => g is >= 1 and <= 6), facts.Meals.Is(m => m)), Enrolled(ProgrammeCodes.SchoolMeals));
        answers["public-works"] = (And(alive, Age(18, 60), poor, Not(nssf), Not(civil), Not(pregnant)), Enrolled(ProgrammeCodes.PublicWorks));
        answers["disability-allowance"] = (And(alive, facts.Disability.Is(grade => grade is "M" or "H"), Certified(), poor), Enrolled(ProgrammeCodes.Disability));

        var paid = facts.Membership(Schemes.Nssf).Is(m => m.PaidTo >= day.AddDays(-60));
        InForce =
        [
            ("nssf-injury", And(alive, nssf)),
            ("nssf", And(alive, nssf, paid)),
            ("nssf-c", And(alive, civil)),
            ("cbhi", And(alive, community)),
            ("rh-voucher", And(answers["rh-voucher"].Entitled, answers["rh-voucher"].Enrolled)),
            ("hef", answers["hef"].Entitled),
        ];
    }

    /// <summary>Every payer, in the order of payment: the Health Equity Fund is the last resort.</summary>
    public IReadOnlyList<(string Payer, Truth InForce)> InForce { get; }

    public IEnumerable<string> Coverage => InForce.Where(p => p.InForce == Truth.Yes).Select(p => p.Payer);

    public Truth Entitled(string programme) => answers[programme].Entitled;

    public Truth EnrolledIn(string programme) => answers[programme].Enrolled;

    public ExpectedAnswer Of(string programme)
    {
        var (entitled, enrolled) = answers[programme];
        return new(
            entitled switch { Truth.Yes => "entitled", Truth.No => "not-entitled", _ => "unknown" },
            enrolled switch { Truth.Yes => "yes", Truth.No => "no", _ => "unknown" });
    }

    private Truth Member(string scheme) => facts.Membership(scheme).Is(m => m.Status == 'A' && m.From <= day && !(m.To < day));

    private Truth Enrolled(string programme) => facts.Enrolment(programme).Is(e => e.From <= day && !(e.To < day));

    /// <summary>An assessment out of date no longer says that a household is poor, nor that it is not.</summary>
    private Truth Valid(Known<DateOnly> validTo) => !validTo.HasValue ? validTo.Is(_ => true) : validTo.Value >= day ? Truth.Yes : Truth.Unknown;

    private Truth Certified() =>
        facts.DisabilityUntil.IsUnknown ? Truth.Unknown : !facts.DisabilityUntil.HasValue || facts.DisabilityUntil.Value >= day ? Truth.Yes : Truth.Unknown;

    /// <summary>Between so many whole years. Of an approximate birth date only the year is certain.</summary>
    private Truth Age(int from, int to)
    {
        if (!facts.Born.HasValue)
            return Truth.Unknown;
        var earliest = facts.Born.Value;
        if (earliest > day)
            return Truth.No;
        var latest = earliest;
        if (facts.BornApproximate)
        {
            earliest = new DateOnly(earliest.Year, 1, 1);
            latest = new DateOnly(earliest.Year, 12, 31);
            if (latest > day)
                latest = day;
        }

        // Between the two days lies at most one birthday, so no age between oldest and youngest is missed.
        var (oldest, youngest) = (Within(earliest), Within(latest));
        return oldest == youngest ? Kleene.Of(oldest) : Truth.Unknown;

        bool Within(DateOnly born) => People.Ages.Completed(born, day) is var age && age >= from && age <= to;
    }
}
