using Interop.Gateway.Entitlements;

namespace Interop.Gateway.Tests.Entitlements;

public sealed class CoverageAnswerTests
{
    private const string Worker = "nssf.status=active nssf.from=2020-01-01 nssf.contributionsTo=2026-11-01 ";
    private const string Poor = "idpoor.level=1 idpoor.interviewDate=2025-02-03 idpoor.validTo=2028-02-03 ";

    [Fact]
    public void Of_TwoSchemes_AreOrderedWithTheirReasons()
    {
        var answer = Cover(Worker + Poor + "cbhi.status=active");
        answer.Covered.ShouldBe(Truth.True);
        answer.InForce.Select(l => l.Terms.Payer).ShouldBe(["nssf-injury", "nssf", "cbhi", "hef"]);
        answer.InForce[2].Terms.Copayment.Percent.ShouldBe(10);
        answer.InForce[3].Terms.Because.En.ShouldContain("last resort");
        (answer.InForce[3].From, answer.InForce[3].To).ShouldBe((new DateOnly(2025, 2, 3), new DateOnly(2028, 2, 3)));
        (answer.InForce[0].From, answer.InForce[0].To).ShouldBe((new DateOnly(2020, 1, 1), null));
        answer.Unknown.ShouldBeEmpty();
    }

    [Fact]
    public void Of_OneKnownAndOneUnknown_IsCoveredAndListsTheUnknownApart()
    {
        var answer = Cover("health-insurance:down " + Poor);
        answer.Covered.ShouldBe(Truth.True);
        answer.InForce.ShouldHaveSingleItem().Terms.Payer.ShouldBe("hef");
        answer.Unknown.Select(u => u.Terms.Payer).ShouldBe(["nssf-injury", "nssf", "nssf-c", "cbhi"]);
        answer.Unknown.ShouldAllBe(u => u.Because.Any(r => r.Outcome == Truth.Unknown));
    }

    [Fact]
    public void Of_InsurerDown_IsUnknownNeverNo()
    {
        Cover("health-insurance:down").Covered.ShouldBe(Truth.Unknown);
        Cover("").Covered.ShouldBe(Truth.False);
    }

    [Fact]
    public void Of_AskedForAPart_LooksAtThatPartOnly()
    {
        var answer = CoverageAnswer.Of([Given.Rules.Find("hef")!, Given.Rules.Find("veterans")!], Given.Person(Worker), Given.Today);
        answer.Covered.ShouldBe(Truth.False);
        answer.Unknown.ShouldBeEmpty();
    }

    [Fact]
    public void Of_MemberWithACardThatRanOut_LeavesTheRefutedEndOut() =>
        Cover("hef.status=active idpoor.level=1 idpoor.interviewDate=2020-01-01 idpoor.validTo=2023-01-01").InForce.ShouldHaveSingleItem().To.ShouldBeNull();

    [Fact]
    public void Of_DateBeforeAnyRule_IsNotCovered() =>
        CoverageAnswer.Of(Given.Rules.All, Given.Person(Worker), new DateOnly(1990, 1, 1)).Covered.ShouldBe(Truth.False);

    private static CoverageAnswer Cover(string facts) => CoverageAnswer.Of(Given.Rules.All, Given.Person(facts), Given.Today);
}
