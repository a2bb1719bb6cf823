using System.Globalization;
using Interop.Gateway.Matching;

namespace Interop.Bench;

/// <summary>Finding people by what they say of themselves: how well, and how fast, among <c>PEOPLE</c> people.</summary>
internal static class MatchingBench
{
    private const int Forms = 10_000;
    private static readonly DateOnly Today = new(2026, 11, 23);

    public static BenchResult Run()
    {
        var people = int.TryParse(Environment.GetEnvironmentVariable("PEOPLE"), CultureInfo.InvariantCulture, out var asked) ? asked : 1_000_000;
        Console.WriteLine($"Drawing {people} people and {Forms} forms");
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var started = TimeProvider.System.GetTimestamp();
        var country = new LabelledCountry(new() { People = people, Today = Today }, Forms);
        Console.WriteLine(FormattableString.Invariant($"{country.Index.People} rows in {TimeProvider.System.GetElapsedTime(started).TotalSeconds:0.0} s; {(double)country.Index.Bytes / country.Index.People:0} bytes each"));
        country.Measure(MatchWeights.Current);
        var quality = country.Measure(MatchWeights.Current);
        foreach (var grade in (ReadOnlySpan<MatchGrade>)[MatchGrade.Certain, MatchGrade.Probable, MatchGrade.Possible])
            Console.WriteLine(FormattableString.Invariant($"{grade}: {quality.Count(grade)}, right {quality.Grades.GetValueOrDefault((grade, true))}"));
        Console.WriteLine(FormattableString.Invariant(
            $"Questions {quality.Questions}, known {quality.Known}, compared with {(double)quality.Compared / quality.Questions:0} each, among them the one meant {(double)quality.Gathered / quality.Known:0.0000}"));
        Console.WriteLine(FormattableString.Invariant(
            $"Certain and probable: precision {quality.Precision():0.0000}, recall {quality.Recall:0.0000}; certain alone: precision {quality.Precision(MatchGrade.Certain):0.00000}"));
        var took = quality.Took;
        Array.Sort(took);
        Console.WriteLine(FormattableString.Invariant($"p50 {took[took.Length / 2]:0.000} ms, p99 {took[(int)(took.Length * 0.99)]:0.000} ms, longest {took[^1]:0.000} ms; {(GC.GetTotalMemory(true) - before) / 1048576.0:0} MiB held"));
        return new("matching", 1000 / took.Average(), took[took.Length / 2], took[(int)(took.Length * 0.99)], Environment.WorkingSet / 1024.0 / 1024.0, null, null);
    }

    /// <summary>Prints weights estimated on a country of other people than those measured by, in the form of <c>gateway/Matching/weights.json</c>.</summary>
    public static int Estimate()
    {
        var country = new LabelledCountry(new() { People = 200_000, Seed = 99, Today = Today }, Forms);
        Console.WriteLine(WeightEstimation.Estimate(country.Index, [.. country.Forms.Select(f => f.Question)], MatchWeights.Blank, rounds: 20).ToJson());
        return 0;
    }
}
