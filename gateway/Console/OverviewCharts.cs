using Interop.Gateway.Audit.Search;
using Interop.Gateway.Console.Charts;
using Interop.Gateway.Console.Scopes;
using Interop.Gateway.Problems;
using Interop.Identity.Pages;

namespace Interop.Gateway.Console;

/// <summary>Draws what institutions asked of late, as far as the audit log is indexed. What the hub and its officers do there has no institution and is left out.</summary>
internal sealed class OverviewCharts(AuditSearch search, ScopeWords words)
{
    public const int Days = 14;

    /// <summary>As many names as find room below a picture.</summary>
    private const int MostInstitutions = 5;

    /// <summary>By day, and by institution.</summary>
    /// <exception cref="Microsoft.Data.Sqlite.SqliteException">The log or its index cannot be read.</exception>
    public (Chart ByDay, Chart ByInstitution) Draw(PageLanguage language)
    {
        var days = Enumerable.Range(0, Days).Select(i => words.Today.AddDays(i + 1 - Days)).ToArray();
        // Every exchange that is admitted has a second entry, which says how it ended.
        var ended = search.Counts(days[0], days[^1]).Where(c => c.Institution.Length > 0 && c.Outcome != "admitted").ToArray();
        return (ByDay(days, ended, language), ByInstitution(ended, language));
    }

    private static Chart ByDay(DateOnly[] days, AuditCount[] ended, PageLanguage language)
    {
        var series = Series(days, ended, c => c.Day, language);
        return new(
            "days", ChartKind.Bars, OverviewTexts.ByDay.In(language, Days), OverviewTexts.ByDaySummary.In(language, [.. series.Select(s => (object)Whole(s.Values.Sum(v => (long)v)))]),
            language[OverviewTexts.Day], [.. days.Select(d => $"{language.Number(d.Day)}/{language.Number(d.Month)}")], series);
    }

    private Chart ByInstitution(AuditCount[] ended, PageLanguage language)
    {
        var busiest = ended.GroupBy(c => c.Institution).Select(g => (Code: g.Key, Count: g.Sum(c => c.Count)))
            .OrderByDescending(i => i.Count).ThenBy(i => i.Code, StringComparer.Ordinal).Take(MostInstitutions).ToArray();
        string[] names = [.. busiest.Select(i => language[words.Institution(i.Code)])];
        return new(
            "institutions", ChartKind.Bars, language[OverviewTexts.ByInstitution],
            busiest.Length == 0 ? language[OverviewTexts.Nobody] : OverviewTexts.ByInstitutionSummary.In(language, names[0], Whole(busiest[0].Count)),
            language[OverviewTexts.Institution], [.. busiest.Select(i => i.Code)], Series([.. busiest.Select(i => i.Code)], ended, c => c.Institution, language), names);
    }

    private static ChartSeries[] Series<T>(T[] labels, AuditCount[] ended, Func<AuditCount, T> labelOf, PageLanguage language)
    {
        var counts = ended.ToLookup(c => (labelOf(c), NameOf(c.Outcome)), c => c.Count);
        return [.. ((PageText[])[OverviewTexts.Answered, OverviewTexts.Refused, OverviewTexts.Failed]).Select(name => new ChartSeries(language[name], [.. labels.Select(l => Whole(counts[(l, name)].Sum()))]))];
    }

    private static PageText NameOf(string outcome) =>
        outcome == "answered" ? OverviewTexts.Answered : ProblemKinds.IsFailure(outcome) ? OverviewTexts.Failed : OverviewTexts.Refused;

    private static int Whole(long number) => (int)Math.Min(number, int.MaxValue);
}
