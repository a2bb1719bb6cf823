using Interop.Bench;
using Interop.Gateway.Matching;

namespace Interop.Gateway.Tests.Matching;

/// <summary>The engine against a dirty country whose truth is known; other people than those the weights were estimated on.</summary>
public sealed class LabelledCountryTests
{
    private static readonly LabelledCountry Country = new(new() { People = 20_000, Seed = 7, Today = new(2026, 11, 23) }, forms: 4_000);

    [Fact]
    public void Measure_SmallCountry_KeepsPrecisionAndRecall()
    {
        var quality = Country.Measure(MatchWeights.Current);

        quality.Known.ShouldBeGreaterThan(3_000);
        (quality.Questions - quality.Known).ShouldBeGreaterThan(300);
        quality.Precision().ShouldBeGreaterThanOrEqualTo(0.99);
        quality.Precision(MatchGrade.Certain).ShouldBeGreaterThanOrEqualTo(0.999);
        quality.Recall.ShouldBeGreaterThanOrEqualTo(0.9);
        // Nobody is compared with a whole country.
        ((double)quality.Compared / quality.Questions).ShouldBeLessThan(200);
    }

    /// <summary>From knowing nothing, without being told whom any question is about.</summary>
    [Fact]
    public void Estimate_FromBlank_FindsWeightsAsGoodAsThoseShipped()
    {
        var estimated = WeightEstimation.Estimate(Country.Index, [.. Country.Forms.Select(f => f.Question)], MatchWeights.Blank, rounds: 12);

        estimated.Known.ShouldBe(0.9, 0.03);
        estimated.Levels[(int)MatchField.NameOrder][1].ShouldBe(0.05, 0.015);
        estimated.Levels[(int)MatchField.Sex][1].ShouldBe(0.004, 0.003);
        foreach (var field in estimated.Levels)
            field.Sum().ShouldBe(1, 1e-9);
        for (var field = 0; field < estimated.Levels.Count; field++)
            estimated.Levels[field][0].ShouldBe(MatchWeights.Current.Levels[field][0], 0.05);
        var quality = Country.Measure(estimated);
        quality.Precision().ShouldBeGreaterThanOrEqualTo(0.99);
        quality.Recall.ShouldBeGreaterThanOrEqualTo(0.9);
    }

    [Fact]
    public void ToJson_WeightsShipped_AreThoseOfTheFile()
    {
        foreach (var level in MatchWeights.Current.Levels)
            level.Sum().ShouldBe(1, 0.001);
        MatchWeights.Current.ToJson().ShouldContain("\"swapped\"");
        MatchWeights.Current.Known.ShouldBeInRange(0.5, 0.99);
    }
}
