using Interop.Gateway.Entitlements;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Tests.Entitlements;

public sealed class AgeTestTests
{
    [Theory]
    [InlineData("2008-11-22", false, 'T', "18 today")]
    [InlineData("2008-11-23", false, 'F', "18 tomorrow")]
    [InlineData("1965-11-23", false, 'T', "61 tomorrow")]
    [InlineData("1965-11-22", false, 'F', "61 today")]
    [InlineData("2026-11-23", false, 'F', "born tomorrow")]
    [InlineData("2007-01-01", true, 'T', "18 or 19 whenever in 2007")]
    [InlineData("2008-01-01", true, 'U', "17 or 18")]
    [InlineData("2009-01-01", true, 'F', "16 or 17")]
    [InlineData("1966-01-01", true, 'T', "59 or 60")]
    [InlineData("1965-01-01", true, 'U', "60 or 61")]
    [InlineData("1964-01-01", true, 'F', "61 or 62")]
    [InlineData("2027-01-01", true, 'F', "not born whenever in 2027")]
    public void Evaluate_18To60_CountsCompletedYears(string born, bool approximate, char expected, string why) =>
        new AgeTest(null, AttributeCatalogue.Current, 18, 60)
            .Evaluate(Given.Person($"vital.birthDate={born} vital.birthDateApproximate={(approximate ? "true" : "false")}"), Given.Today).ShouldBe(Given.TruthOf(expected), why);

    [Theory]
    [InlineData("2027-02-28", 'F')]
    [InlineData("2027-03-01", 'T')]
    public void Evaluate_BornOnALeapDay_TurnsAYearOlderOnTheFirstOfMarch(string date, char expected) =>
        new AgeTest(null, AttributeCatalogue.Current, 3, 3)
            .Evaluate(Given.Person("vital.birthDate=2024-02-29"), DateOnly.ParseExact(date, "yyyy-MM-dd")).ShouldBe(Given.TruthOf(expected));

    [Theory]
    [InlineData("vital.birthDate=none")]
    [InlineData("vital.birthDate=?")]
    [InlineData("vital.birthDate=2008-06-01 vital.birthDateApproximate=?")]
    public void Evaluate_NotKnownWhetherOldEnough_IsUnknown(string facts) =>
        new AgeTest(null, AttributeCatalogue.Current, 18, 60).Evaluate(Given.Person(facts), Given.Today).ShouldBe(Truth.Unknown);

    [Fact]
    public void Evaluate_NotKnownWhetherApproximateButFarFromTheEdge_IsKnown() =>
        new AgeTest(null, AttributeCatalogue.Current, 18, 60).Evaluate(Given.Person("vital.birthDateApproximate=?"), Given.Today).ShouldBe(Truth.True);

    [Fact]
    public void Evaluate_NoNoteThatTheDateIsApproximate_TakesItAsExact() =>
        new AgeTest(null, AttributeCatalogue.Current, 18, 60).Evaluate(Given.Person("vital.birthDate=2008-06-01 vital.birthDateApproximate=none"), Given.Today).ShouldBe(Truth.True);

    [Fact]
    public void Evaluate_ApproximateBirthThisYear_IsAged0() =>
        new AgeTest(null, AttributeCatalogue.Current, 0, 0).Evaluate(Given.Person("vital.birthDate=2026-01-01 vital.birthDateApproximate=true"), Given.Today).ShouldBe(Truth.True);
}
