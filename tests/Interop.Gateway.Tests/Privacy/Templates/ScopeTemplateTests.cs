using System.Text.Json;
using CsCheck;
using Interop.Gateway.Privacy;
using Interop.Gateway.Privacy.Templates;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Tests.Privacy.Templates;

public sealed class ScopeTemplateTests
{
    private static readonly Gen<Reduction> Any = Gen.Int[0, Enum.GetValues<Reduction>().Length - 1].Select(i => Enum.GetValues<Reduction>()[i]);
    private static readonly ScopeConfig Within = ScopeFile.Scope(new("vital.birthDate", Reduction.Year), new("vital.sex"), new("address.village", Reduction.Province)) with { UseCase = "care" };

    [Fact]
    public void ExcessesOf_ScopeAtEveryBound_None() => new ScopeTemplate(ScopeFile.Care).ExcessesOf(Within).ShouldBeEmpty();

    [Fact]
    public void ExcessesOf_EveryBoundExceeded_OneEachWithWhatIsGrantedAndTheMost()
    {
        var beyond = Within with
        {
            Purposes = ["TREAT", "HRESCH"], Operations = [Operation.EntitlementCheck], Programmes = ["hef", "cbhi"], Services = [new("beta/people", ["read"], [])],
            Attributes = [new("vital.birthDate"), new("vital.sex"), new("address.village", Reduction.Commune), new("occupation.code")], To = new(2027, 1, 1), RetentionDays = 366,
        };
        new ScopeTemplate(ScopeFile.Care with { Conditions = [SubjectConditionKind.Case, SubjectConditionKind.Known] }).ExcessesOf(beyond).Select(e => e.ToString()).ShouldBe(
        [
            "use case 'care': purpose 'HRESCH' is granted, at most TREAT, COVERAGE may be",
            "use case 'care': operation 'entitlement-check' is granted, at most lookup may be",
            "use case 'care': 'vital.birthDate' is granted whole, at most year of it may be",
            "use case 'care': 'address.village' is granted commune, at most district of it may be",
            "use case 'care': 'occupation.code' is granted whole, at most nothing of it may be",
            "use case 'care': programme 'cbhi' is granted, at most hef may be",
            "use case 'care': service 'beta/people' is granted, at most nothing may be",
            "use case 'care': is in force for 366 days, at most 365 may be",
            "use case 'care': lets what is learned be kept for 366 days, at most 365 may be",
            "use case 'care': has no subject condition 'case', which it must have",
            "use case 'care': has no subject condition 'known', which it must have",
        ]);
    }

    [Fact]
    public void ExcessesOf_AllProgrammesAndServices_None() => new ScopeTemplate(ScopeFile.Care with { Programmes = JsonSerializer.SerializeToElement("all"), Services = true })
        .ExcessesOf(Within with { Programmes = ["hef", "cbhi"], Services = [new("beta/people", ["read"], [])] }).ShouldBeEmpty();

    [Fact]
    public void ExcessesOf_SetOfTemplates_NothingBoundsTheExceptionalAndAnUnknownUseCaseIsTold()
    {
        var templates = new ScopeTemplates([new(ScopeFile.Care)]);
        templates.ExcessesOf(Within with { UseCase = null, RetentionDays = 10_000 }).ShouldBeEmpty();
        templates.ExcessesOf(Within with { UseCase = "gone" }).ShouldHaveSingleItem().ToString().ShouldBe("use case 'gone': there is no such template; there are care");
    }

    /// <summary>For one attribute and any reduction: an excess unless the order says otherwise.</summary>
    [Fact]
    public void ExcessesOf_AnyReductionUnderAnyBound_FollowsTheOrder() =>
        Gen.Select(Any, Any).Sample((granted, most) =>
            new ScopeTemplate(ScopeFile.Care with { Attributes = [new("vital.sex", most)] }).ExcessesOf(Within with { Attributes = [new("vital.sex", granted)] }).Any().ShouldBe(!granted.IsAtMost(most)));
}
