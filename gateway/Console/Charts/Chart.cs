using Interop.Identity.Pages;

namespace Interop.Gateway.Console.Charts;

/// <summary>How a chart draws its series.</summary>
internal enum ChartKind
{
    /// <summary>One bar a label, the series on top of each other.</summary>
    Bars,
    /// <summary>One line a series.</summary>
    Lines,
}

/// <summary>One series; a value a label, none below zero.</summary>
internal sealed record ChartSeries(string Name, IReadOnlyList<int> Values);

/// <summary>What a chart shows, in the language of the page. The partial <c>_Chart</c> shows it with its legend and the same as a table.</summary>
/// <param name="Id">Of the element; once in a page.</param>
/// <param name="Summary">What a reader who sees no picture should know of it, a sentence.</param>
/// <param name="Across">What the labels are, e.g. days.</param>
/// <param name="Series">At most <see cref="ChartSvg.MostSeries"/>.</param>
/// <param name="Names">What the table says for the labels, where those are short for want of room; null for the same.</param>
internal sealed record Chart(string Id, ChartKind Kind, string Title, string Summary, string Across, IReadOnlyList<string> Labels, IReadOnlyList<ChartSeries> Series,
    IReadOnlyList<string>? Names = null)
{
    public TableView Table(PageLanguage language) => new(
        Id + "-table", Title, [Across, .. Series.Select(s => s.Name)],
        [.. (Names ?? Labels).Select((label, i) => (IReadOnlyList<string>)[label, .. Series.Select(s => language.Number(s.Values[i]))])]);
}
