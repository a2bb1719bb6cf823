using Interop.Gateway.Entitlements;

namespace Interop.Gateway.Tests.Entitlements;

public sealed class ExplanationTests
{
    [Theory]
    [InlineData("hef", "idpoor.level=2 idpoor.validTo=2027-01-01", "alive+ poor+ equity-card-valid+")]
    [InlineData("hef", "idpoor.level=2 idpoor.validTo=2024-01-01", "alive+ poor+ equity-card-valid?")]
    [InlineData("hef", "vital.deathDate=2020-01-01 idpoor.level=2 idpoor.validTo=2024-01-01", "alive-")]
    [InlineData("hef", "", "poor- equity-card-valid- member-hef- under-two- mother-poor- mother-equity-card-valid-")]
    [InlineData("hef", "id-poor:down", "alive+ poor? equity-card-valid?")]
    [InlineData("public-works", "idpoor.level=1 idpoor.validTo=2027-01-01 nssf.status=active", "not-member-nssf-")]
    [InlineData("cash-transfer", "vital.birthDate=2026-01-01 idpoor.level=1 idpoor.validTo=2027-01-01", "alive+ under-two+ poor+ equity-card-valid+")]
    public void Explain_Verdict_NamesTheConditionsThatDecided(string programme, string facts, string expected)
    {
        var reasons = new List<Reason>();
        Given.Rules.Find(programme)!.Explain(Given.Person(facts), Given.Today, reasons);
        string.Join(' ', reasons.Select(r => r.Condition + r.Outcome switch { Truth.True => "+", Truth.False => "-", _ => "?" })).ShouldBe(expected);
    }

    [Fact]
    public void Explain_GroupWithAName_ShowsItsAttributesAndTexts()
    {
        var reasons = new List<Reason>();
        Given.Rules.Find("hef")!.On(Given.Today)!.Enrolled.Explain(Given.Person("hef.status=active"), Given.Today, reasons);
        var reason = reasons.ShouldHaveSingleItem();
        reason.Attributes.Select(a => a.Name).ShouldBe(["hef.status", "hef.from", "hef.to"]);
        reason.Text.En.ShouldBe("An active member of the Health Equity Fund on the date");
        reason.Text.Km.ShouldContain("មូលនិធិសមធម៌");
    }
}
