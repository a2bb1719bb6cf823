using Interop.Gateway.Registries;

namespace Interop.Gateway.Tests.Registries;

public sealed class FetchOptionsTests
{
    [Fact]
    public void Faults_Defaults_None() => new FetchOptions().Faults().ShouldBeEmpty();

    [Fact]
    public void Faults_AllWrong_AllAreListedWithTheirValues()
    {
        var faults = new FetchOptions
        {
            Deadline = TimeSpan.FromMilliseconds(9), BreakAtFailureRatio = 1.5, BreakAtLeast = 1, BreakFor = TimeSpan.FromMilliseconds(499), Mappings = "/no/such/folder",
        }.Faults().ToArray();
        faults.Length.ShouldBe(5);
        foreach (var (setting, value) in ((string, string)[])[("Deadline", "00:00:00.0090000"), ("BreakAtFailureRatio", "1.5"), ("BreakAtLeast", "1;"), ("BreakFor", "00:00:00.4990000"), ("Mappings", "'/no/such/folder'")])
            faults.ShouldContain(f => f.StartsWith($"Fetch:{setting}", StringComparison.Ordinal) && f.Contains(value, StringComparison.Ordinal), setting);
    }

    [Theory]
    [InlineData(9, 1)]
    [InlineData(10, 0)]
    [InlineData(60_000, 0)]
    [InlineData(60_001, 1)]
    public void Faults_Deadline_LiesBetweenItsEnds(int milliseconds, int faults) =>
        new FetchOptions { Deadline = TimeSpan.FromMilliseconds(milliseconds) }.Faults().Count().ShouldBe(faults);

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.01, 0)]
    [InlineData(1, 0)]
    [InlineData(1.01, 1)]
    [InlineData(double.NaN, 1)]
    public void Faults_Ratio_LiesBetweenItsEnds(double ratio, int faults) =>
        new FetchOptions { BreakAtFailureRatio = ratio }.Faults().Count().ShouldBe(faults);

    [Theory]
    [InlineData(499, 500)]
    [InlineData(500, 499)]
    public void Faults_EitherBreakTooShort_IsOne(int breakFor, int window) =>
        new FetchOptions { BreakFor = TimeSpan.FromMilliseconds(breakFor), BreakWindow = TimeSpan.FromMilliseconds(window) }.Faults().Count().ShouldBe(1);
}
