using Interop.Gateway.Exchanges;
using Interop.Gateway.IdentityResolution;
using Interop.Gateway.Privacy;
using Interop.Gateway.Registries;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Tests.Exchanges;

/// <summary>What each kind of condition means, to the day.</summary>
public sealed class SubjectConditionsTests
{
    private const string Insurer = "health-insurance";
    private static readonly CatalogueAttribute Residence = AttributeCatalogue.Current[SubjectConditionConfig.Residence];
    private static readonly SubjectConditions Conditions = new(AttributeCatalogue.Current);

    /// <summary>Known from 1 March until 30 June; asked on a day about the same day.</summary>
    [Theory]
    [InlineData("2026-02-28", 0, false)]
    [InlineData("2026-03-01", 0, true)]
    [InlineData("2026-06-30", 0, true)]
    [InlineData("2026-07-01", 0, false)]
    [InlineData("2026-07-01", 1, true)]
    [InlineData("2026-07-30", 30, true)]
    [InlineData("2026-07-31", 30, false)]
    [InlineData("2026-02-28", 36500, false)]
    public void Known_BordersOfThePeriod_AreInAndGraceIsAfterTheEndAlone(string day, int grace, bool within)
    {
        var on = DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture);
        Known(new(SubjectConditionKind.Known, Insurer, null, grace), on, on, Reference()).ShouldBe(within);
    }

    [Fact]
    public void Known_DayAskedAboutOrDayOfTheQuestionOutside_IsOutside()
    {
        var condition = new SubjectConditionConfig(SubjectConditionKind.Known, Insurer);
        Known(condition, asked: new(2026, 9, 1), about: new(2026, 5, 1), Reference()).ShouldBeFalse("or whoever was ever known could be asked about by naming a day of then");
        Known(condition, asked: new(2026, 5, 1), about: new(2026, 9, 1), Reference()).ShouldBeFalse();
        Known(condition with { GraceDays = 100 }, asked: new(2026, 9, 1), about: new(2026, 5, 1), Reference()).ShouldBeTrue();
        Known(condition, asked: new(2026, 9, 1), about: new(2026, 5, 1), Reference(), Reference() with { From = new(2026, 8, 1), To = null }).ShouldBeTrue("each day in a period of its own");
    }

    [Fact]
    public void Known_OpenPeriod_HasNoBorder()
    {
        var condition = new SubjectConditionConfig(SubjectConditionKind.Known, Insurer, null, 36_500);
        Known(condition, DateOnly.MinValue, DateOnly.MinValue, Reference() with { From = null }).ShouldBeTrue();
        Known(condition, DateOnly.MaxValue, DateOnly.MaxValue, Reference() with { To = null }).ShouldBeTrue();
        Known(condition, DateOnly.MaxValue, DateOnly.MaxValue, Reference() with { To = DateOnly.MaxValue }).ShouldBeTrue("days after the last one there is");
    }

    [Fact]
    public void Known_OtherRegistryCapacityOrContradictedRecord_IsOutside()
    {
        var (day, condition) = (new DateOnly(2026, 5, 1), new SubjectConditionConfig(SubjectConditionKind.Known, Insurer, ["insured", "retired"]));
        Known(condition, day, day, Reference()).ShouldBeTrue();
        Known(condition, day, day, Reference() with { Capacity = "employer" }).ShouldBeFalse();
        Known(condition, day, day, Reference() with { Registry = "id-poor" }).ShouldBeFalse();
        Known(condition, day, day, Reference() with { LocalKey = null }).ShouldBeFalse("the record is of several people");
        Known(condition, day, day).ShouldBeFalse();
    }

    [Fact]
    public void BeforeReading_SeveralConditions_AllMustHold()
    {
        var day = new DateOnly(2026, 5, 1);
        SubjectConditionConfig[] both = [new(SubjectConditionKind.Known, Insurer), new(SubjectConditionKind.Known, "id-poor")];
        Before(both, day, day, Reference()).ShouldBe(SubjectVerdict.Outside);
        Before(both, day, day, Reference(), Reference() with { Registry = "id-poor" }).ShouldBe(SubjectVerdict.Within);
        Before([new(SubjectConditionKind.Jurisdiction)], day, day).ShouldBe(SubjectVerdict.Within, "what only facts decide is not decided yet");
        SubjectConditions.BeforeReading(ExchangeOf.Question(both), Resolution.NotFound).ShouldBe(SubjectVerdict.Outside);
        SubjectConditions.BeforeReading(ExchangeOf.Question(both), Resolution.Conflict).ShouldBe(SubjectVerdict.Outside);
    }

    [Theory]
    [InlineData("120101", "12010104", nameof(SubjectVerdict.Within))]
    [InlineData("12", "12010104", nameof(SubjectVerdict.Within))]
    [InlineData("120101", "12010204", nameof(SubjectVerdict.Outside))]
    [InlineData("120101", "1201", nameof(SubjectVerdict.Outside))]
    public void Jurisdiction_Residence_MustBeginWithIt(string jurisdiction, string village, string verdict) =>
        Lives(jurisdiction, Fact.Of(AttributeValue.OfCode(village), null)).ToString().ShouldBe(verdict);

    [Fact]
    public void Jurisdiction_WithoutAResidence_OnlySilenceLeavesItOpen()
    {
        Lives("12", Fact.Of(AttributeValue.None, null)).ShouldBe(SubjectVerdict.Outside);
        Lives("12", default).ShouldBe(SubjectVerdict.Outside);
        foreach (var reason in Enum.GetValues<UnknownReason>())
            Lives("12", Fact.Unknown(reason)).ShouldBe(reason is UnknownReason.RegistryUnavailable or UnknownReason.RegistryTimedOut ? SubjectVerdict.Undecided : SubjectVerdict.Outside, reason.ToString());
    }

    private static Reference Reference() => new(Insurer, "insured", new(2026, 3, 1), new(2026, 6, 30), "N1");

    private static bool Known(SubjectConditionConfig condition, DateOnly asked, DateOnly about, params Reference[] references) => Before([condition], asked, about, references) == SubjectVerdict.Within;

    private static SubjectVerdict Before(SubjectConditionConfig[] conditions, DateOnly asked, DateOnly about, params Reference[] references) =>
        SubjectConditions.BeforeReading(ExchangeOf.Question(conditions, asked, about), new(ResolutionOutcome.Found, [], references));

    private static SubjectVerdict Lives(string jurisdiction, Fact fact)
    {
        var facts = new Facts(AttributeCatalogue.Current);
        facts.Set(Residence, fact);
        return Conditions.AfterReading(ExchangeOf.Question([new(SubjectConditionKind.Jurisdiction)], jurisdiction: jurisdiction), facts);
    }
}
