using Interop.Gateway.Privacy;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Tests.Privacy;

public sealed class ScopeDiffTests
{
    [Fact]
    public void Of_SameContent_None() =>
        ScopeDiff.Of(ScopeFile.Scope(new GrantConfig("vital.sex")), ScopeFile.Scope(new GrantConfig("vital.sex")) with { Version = 2, Status = ScopeStatus.Draft, ApprovedBy = null }).ShouldBeEmpty();

    [Fact]
    public void Of_SeveralChanges_SaysEachAndWhetherItWidens()
    {
        var before = ScopeFile.Scope(new("vital.birthDate", Reduction.Year), new("vital.sex")) with { Services = [new("beta/people", ["read"], [new("/name")])] };
        var after = ScopeFile.Scope(new GrantConfig("vital.birthDate")) with
        {
            Purposes = ["TREAT", "COVERAGE"], Programmes = [], To = new(2026, 6, 30), RetentionDays = 400, Services = [new("beta/people", ["read"], [new("/born", Reduction.Year)])],
        };
        ScopeDiff.Of(before, after).ShouldBe(
        [
            new("purposes/COVERAGE", null, "yes", true),
            new("programmes/hef", "yes", null, false),
            new("attributes/vital.birthDate", "year", "whole", true),
            new("attributes/vital.sex", "whole", null, false),
            new("services/beta/people/read /born", null, "year", true),
            new("services/beta/people/read /name", "whole", null, false),
            new("to", "2026-12-31", "2026-06-30", false),
            new("retentionDays", "365", "400", true),
        ]);
    }

    [Theory]
    [InlineData(nameof(Reduction.Whole), nameof(Reduction.Masked), false)]
    [InlineData(nameof(Reduction.Masked), nameof(Reduction.Whole), true)]
    [InlineData(nameof(Reduction.Commune), nameof(Reduction.Province), false)]
    [InlineData(nameof(Reduction.Province), nameof(Reduction.District), true)]
    [InlineData(nameof(Reduction.Year), nameof(Reduction.AgeBand), true)]
    public void Of_AnotherReduction_WidensUnlessItShowsLess(string before, string after, bool widens) => ScopeDiff.Of(
        ScopeFile.Scope(new GrantConfig("x.y", Enum.Parse<Reduction>(before))), ScopeFile.Scope(new GrantConfig("x.y", Enum.Parse<Reduction>(after)))).ShouldHaveSingleItem().Widens.ShouldBe(widens);

    [Fact]
    public void Of_ConditionsAndCircumstances_GoneOrLooserWidens()
    {
        var before = ScopeFile.Scope(new("vital.sex", Circumstance: new("Why it is needed", null, true)), new("vital.birthDate", Circumstance: new("Why it is needed", ["TREAT"]))) with
        {
            Subject = [new(SubjectConditionKind.Case), new(SubjectConditionKind.Known, "id-poor", ["insured"], 3)], Purposes = ["TREAT", "COVERAGE"],
        };
        var after = before with
        {
            Attributes = [new("vital.sex", Circumstance: new("Another reason", ["TREAT"], true)), new("vital.birthDate")],
            Subject = [new(SubjectConditionKind.Jurisdiction), new(SubjectConditionKind.Known, "id-poor", ["insured"], 4)],
        };
        ScopeDiff.Of(before, after).ShouldBe(
        [
            new("circumstances/vital.birthDate", "Why it is needed [TREAT]", null, true),
            new("circumstances/vital.sex", "Why it is needed [case]", "Another reason [TREAT, case]", false),
            new("subject/case", "yes", null, true),
            new("subject/jurisdiction", null, "yes", false),
            new("subject/known:id-poor:insured:3", "yes", null, true),
            new("subject/known:id-poor:insured:4", null, "yes", false),
        ]);
        ScopeDiff.Of(after, before).Where(c => c.Widens).Select(c => c.What).ShouldBe(["circumstances/vital.sex", "subject/jurisdiction", "subject/known:id-poor:insured:4"]);
    }

    [Fact]
    public void Of_NewScope_WidensInEverythingItGrants() =>
        ScopeDiff.Of(null, ScopeFile.Scope(new GrantConfig("vital.sex"))).Where(c => !c.Widens).Select(c => c.What).ShouldBe(["legalBasis"]);
}
