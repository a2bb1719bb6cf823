using Interop.Gateway.Entitlements;

namespace Interop.Gateway.Tests.Entitlements;

/// <summary>Hand-made people under each rule. Without other facts: a woman born on 1 May 1990, alive, of whom no registry holds more.</summary>
public sealed class TwelveRulesTests
{
    private const string Poor = "idpoor.level=1 idpoor.validTo=2027-06-30 ";
    private const string Stale = "idpoor.level=1 idpoor.validTo=2026-11-21 ";
    private const string Member = "nssf.status=active nssf.from=2020-01-01 ";
    private const string Pregnant = "maternity.expectedDelivery=2027-02-01 ";
    private const string Baby = "vital.birthDate=2025-03-01 ";
    private const string MotherPoor = "mother.idpoor.level=2 mother.idpoor.validTo=2027-06-30 ";
    private const string Pupil = "vital.birthDate=2014-05-01 school.enrolled=true ";

    [Theory]
    // programme, facts, entitled, enrolled, in force (T, F, U), why
    [InlineData("nssf-health", Member + "nssf.contributionsTo=2026-09-23", "TTT", "contributions are exactly 60 days old")]
    [InlineData("nssf-health", Member + "nssf.contributionsTo=2026-09-22", "TTF", "contributions are 61 days old")]
    [InlineData("nssf-health", Member + "nssf.contributionsTo=none", "TTF", "no contributions")]
    [InlineData("nssf-health", "occupation.code=factory-worker", "TFF", "entitled but not enrolled")]
    [InlineData("nssf-health", "occupation.code=farmer", "FFF", "neither member nor employee")]
    [InlineData("nssf-health", Member + "vital.deathDate=2026-11-22", "FTF", "dead today; enrolment does not depend on being alive")]
    [InlineData("nssf-health", Member + "vital.deathDate=2026-11-23 nssf.contributionsTo=2026-11-01", "TTT", "was alive on the date")]
    [InlineData("nssf-health", "occupation.code=factory-worker vital.birthDate=2012-01-01", "FFF", "aged 14")]
    [InlineData("nssf-health", "occupation.code=factory-worker vital.birthDate=2011-01-01 vital.birthDateApproximate=true", "UFF", "14 or 15")]
    [InlineData("nssf-health", "health-insurance:down occupation.code=farmer", "UUU", "the insurer does not answer")]
    [InlineData("nssf-health", "health-insurance:down occupation.code=private-employee", "TUU", "an employee whatever the insurer says")]
    [InlineData("nssf-injury", Member + "nssf.contributionsTo=2020-01-01", "TTT", "no waiting for contributions")]
    [InlineData("nssf-injury", "nssf.status=suspended occupation.code=informal", "FFF", "suspended")]
    [InlineData("nssf-injury", Member + "nssf.to=2026-11-21", "FFF", "ended yesterday")]
    [InlineData("nssf-injury", Member + "nssf.to=2026-11-22", "TTT", "ends today")]
    [InlineData("nssf-injury", "nssf.status=active nssf.from=2026-11-23", "FFF", "begins tomorrow")]
    [InlineData("nssf-injury", "nssf.status=?", "UUU", "not linkable")]
    [InlineData("nssf-c", "nssfc.status=active nssfc.from=2015-01-01", "TTT", "member")]
    [InlineData("nssf-c", "occupation.code=retired-civil-servant", "TFF", "entitled but not enrolled")]
    [InlineData("nssf-c", Member, "FFF", "of the other fund")]
    [InlineData("nssf-c", "occupation.code=? nssfc.status=ended", "UFF", "occupation not known")]
    [InlineData("veterans", "veteran.status=dependant", "TFF", "dependant, not enrolled")]
    [InlineData("veterans", "veteran.status=veteran enrolment.veterans.from=2010-01-01", "TTF", "enrolled; no coverage")]
    [InlineData("veterans", "enrolment.veterans.from=2010-01-01 enrolment.veterans.to=2026-11-21", "FFF", "enrolment ended")]
    [InlineData("veterans", "programmes:down", "UUF", "programmes do not answer")]
    [InlineData("hef", Poor, "TFT", "own card")]
    [InlineData("hef", Stale, "UFU", "the card is out of date: stale is not no")]
    [InlineData("hef", Stale + "hef.status=active", "TTT", "member, whatever the card says")]
    [InlineData("hef", "idpoor.level=1", "FFF", "a level without a date of validity is not a valid card")]
    [InlineData("hef", Baby + MotherPoor, "TFT", "newborn missing from ID-Poor, poor mother")]
    [InlineData("hef", Baby + "mother.idpoor.level=? mother.idpoor.validTo=?", "UFU", "the mother cannot be resolved")]
    [InlineData("hef", "mother.idpoor.level=? mother.idpoor.validTo=?", "FFF", "an adult does not depend on the mother")]
    [InlineData("hef", "id-poor:down", "UFU", "ID-Poor does not answer")]
    [InlineData("hef", "", "FFF", "not poor")]
    [InlineData("hef", Poor + "vital.deathDate=2020-01-01", "FFF", "dead")]
    [InlineData("hef", Poor + "vital.deathDate=?", "UFU", "not known whether alive")]
    [InlineData("cbhi", "cbhi.status=active", "TTT", "member without dates")]
    [InlineData("cbhi", "occupation.code=farmer", "TFF", "may join")]
    [InlineData("cbhi", "occupation.code=military", "FFF", "may not join")]
    [InlineData("cbhi", "cbhi.status=active cbhi.to=? occupation.code=none", "UUU", "end not known")]
    [InlineData("rh-voucher", Poor + Pregnant, "TFF", "entitled but not enrolled")]
    [InlineData("rh-voucher", Poor + Pregnant + "enrolment.rhvoucher.from=2026-09-01", "TTT", "enrolled")]
    [InlineData("rh-voucher", Poor + Pregnant + "enrolment.rhvoucher.from=?", "TUU", "enrolment not known")]
    [InlineData("rh-voucher", Poor + "maternity.expectedDelivery=2026-10-11", "TFF", "42 days after")]
    [InlineData("rh-voucher", Poor + "maternity.expectedDelivery=2026-10-10", "FFF", "43 days after")]
    [InlineData("rh-voucher", Poor + "maternity.expectedDelivery=2027-08-29", "TFF", "280 days before")]
    [InlineData("rh-voucher", Poor + "maternity.expectedDelivery=2027-08-30", "FFF", "281 days before")]
    [InlineData("rh-voucher", Stale + Pregnant, "UFF", "the card is out of date")]
    [InlineData("cash-transfer", Poor + Pregnant, "TFF", "pregnant and poor")]
    [InlineData("cash-transfer", Baby + MotherPoor + "enrolment.cashtransfer.from=2025-06-01", "TTF", "child of a poor mother")]
    [InlineData("cash-transfer", Poor + "vital.birthDate=2024-11-22", "FFF", "two today")]
    [InlineData("cash-transfer", Poor + "vital.birthDate=2024-01-01 vital.birthDateApproximate=true", "UFF", "one or two")]
    [InlineData("cash-transfer", Baby + "mother.idpoor.level=1 mother.idpoor.validTo=2024-01-01", "UFF", "the mother's card is out of date")]
    [InlineData("scholarship", Pupil + Poor + "school.grade=6", "TFF", "poor pupil")]
    [InlineData("scholarship", Pupil + Poor + "school.grade=3", "FFF", "grade 3")]
    [InlineData("scholarship", Pupil + Poor + "school.grade=?", "UFF", "grade not known")]
    [InlineData("scholarship", Poor + "school.enrolled=true school.grade=12", "FFF", "aged 36")]
    [InlineData("scholarship", Pupil + "school.grade=?", "FFF", "not poor, whatever the grade")]
    [InlineData("school-meals", Pupil + "school.grade=6 school.meals=true enrolment.schoolmeals.from=2026-10-01", "TTF", "has meals")]
    [InlineData("school-meals", Pupil + "school.grade=7 school.meals=true", "FFF", "grade 7")]
    [InlineData("school-meals", Pupil + "school.grade=5 school.meals=false", "FFF", "school without meals")]
    [InlineData("school-meals", "vital.birthDate=2016-01-01 programmes:down", "UUF", "programmes do not answer")]
    [InlineData("public-works", Poor, "TFF", "poor and of age")]
    [InlineData("public-works", Poor + Member, "FFF", "insured worker")]
    [InlineData("public-works", Poor + Pregnant, "FFF", "pregnant")]
    [InlineData("public-works", Poor + "maternity.expectedDelivery=?", "UFF", "not known whether pregnant")]
    [InlineData("public-works", Poor + "vital.birthDate=1965-01-01 vital.birthDateApproximate=true", "UFF", "60 or 61")]
    [InlineData("disability-allowance", Poor + "disability.severity=severe enrolment.disabilityallowance.from=2024-01-01", "TTF", "certificate without end")]
    [InlineData("disability-allowance", Poor + "disability.severity=moderate disability.certifiedTo=2026-11-22", "TFF", "certified until today")]
    [InlineData("disability-allowance", Poor + "disability.severity=moderate disability.certifiedTo=2026-11-21", "UFF", "certificate out of date")]
    [InlineData("disability-allowance", Poor + "disability.severity=mild", "FFF", "mild")]
    [InlineData("disability-allowance", "disability.severity=severe", "FFF", "not poor")]
    public void Evaluate_HandMadePerson_AnswersAsTheProseSays(string programme, string facts, string expected, string why)
    {
        var verdict = Given.Rules.Find(programme)!.Evaluate(Given.Person(facts), Given.Today);
        string.Concat(new[] { verdict.Entitled, verdict.Enrolled, verdict.InForce }.Select(t => t.ToString()[0])).ShouldBe(expected, why);
    }

    [Fact]
    public void Load_ShippedRules_AreTheTwelveProgrammes() => Given.Rules.All.Select(p => p.Code).ShouldBe(ProseRules.Codes);

    [Fact]
    public void Evaluate_DateBeforeTheFirstVersion_IsFalseWithOneReason()
    {
        var longAgo = new DateOnly(1990, 1, 1);
        var hef = Given.Rules.Find("hef")!;
        var reasons = new List<Reason>();
        hef.Explain(Given.Person(Poor), longAgo, reasons);
        hef.Evaluate(Given.Person(Poor), longAgo).ShouldBe(default);
        reasons.ShouldHaveSingleItem().Condition.ShouldBe(Programme.NotInForce);
    }

    [Fact]
    public void Reads_AttributesOfTheRule_CoverRelativesAndCoveragePeriods()
    {
        var hef = Given.Rules.Find("hef")!.On(Given.Today)!;
        hef.Attributes.Select(a => a.Name).ShouldBe(
        [
            "vital.deathDate", "idpoor.level", "idpoor.validTo", "hef.status", "hef.from", "hef.to", "vital.birthDate", "vital.birthDateApproximate",
            "mother.idpoor.level", "mother.idpoor.validTo", "idpoor.interviewDate",
        ]);
        hef.Attributes.ShouldAllBe(a => hef.Reads(a));
        hef.Reads(Interop.Schemas.Catalogue.AttributeCatalogue.Current["school.grade"]).ShouldBeFalse();
    }

    [Fact]
    public void Evaluate_AllProgrammes_AllocatesNothing()
    {
        var people = new[] { "", Poor + Pregnant + Member, Baby + "vital.birthDateApproximate=true", "civil-registry:down" }.Select(Given.Person).ToArray();
        Span<Verdict> verdicts = stackalloc Verdict[ProseRules.Codes.Length];
        Given.Rules.Evaluate(people[0], Given.Today, verdicts); // whatever is made once
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
            Given.Rules.Evaluate(people[i % people.Length], Given.Today, verdicts);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }
}
