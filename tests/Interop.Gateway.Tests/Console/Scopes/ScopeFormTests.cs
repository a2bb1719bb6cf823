using Interop.Gateway.Console.Scopes;
using Interop.Gateway.Privacy;
using Interop.Gateway.Privacy.Templates;
using Interop.Gateway.Tests.Privacy;

namespace Interop.Gateway.Tests.Console.Scopes;

public sealed class ScopeFormTests
{
    private static readonly DateOnly Today = new(2026, 11, 25);

    [Fact]
    public void For_Template_TicksWhatItIsForAndNothingThatItLearns()
    {
        var form = ScopeForm.For(new(ScopeFile.Care), Today);
        form.UseCase.ShouldBe("care");
        form.Purposes.ShouldBe(["TREAT", "COVERAGE"], ignoreOrder: true);
        form.Operations.ShouldBe([Operation.Lookup]);
        form.Grants.ShouldBeEmpty();
        form.Programmes.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(30, 7, "2026-12-24", "7")]
    [InlineData(1096, 3650, "2027-11-25", "365")]
    public void For_Template_IsNoLongerThanAYearOrTheTemplateAllows(int longest, int retention, string to, string kept)
    {
        var form = ScopeForm.For(new(ScopeFile.Care with { LongestDays = longest, LongestRetentionDays = retention }), Today);
        (form.From, form.To, form.Retention).ShouldBe(("2026-11-25", to, kept));
    }

    [Fact]
    public void For_Exceptional_TicksNothing()
    {
        var form = ScopeForm.For(null, Today);
        (form.UseCase, form.Purposes.Count, form.Operations.Count, form.To).ShouldBe((ScopeTemplates.Exceptional, 0, 0, "2027-11-25"));
    }
}
