using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using Interop.Identity.Pages;
using Microsoft.AspNetCore.Html;

namespace Interop.Gateway.Console.Charts;

/// <summary>
/// Draws a chart as SVG, on the server and without a style of its own: colours come from the style sheet (Okabe and Ito's, told apart by people
/// who do not see red or green), and a hatch or a dash a series says the same in grey.
/// </summary>
internal static class ChartSvg
{
    /// <summary>As many hatches, dashes and colours as there are.</summary>
    public const int MostSeries = 6;

    private const double Width = 720, Height = 260, Left = 56, Right = 12, Top = 12, Bottom = 36;
    private const int Ticks = 4, MostLabels = 8;

    private static readonly string[] Hatches =
    [
        "", "M-2 2 2 -2M0 8 8 0M6 10 10 6", "M2 2h1v1h-1zM6 6h1v1h-1z", "M0 4h8", "M-2 6 2 10M0 0 8 8M6 -2 10 2", "M4 0v8",
    ];

    private static readonly string[] Dashes = ["", "8 4", "2 3", "12 4 2 4", "4 4", "1 5"];

    public static IHtmlContent Of(Chart chart, PageLanguage language)
    {
        var svg = new StringBuilder();
        Line(svg, $"""<svg class="plot" viewBox="0 0 {Width} {Height}" role="img" aria-labelledby="{chart.Id}-title {chart.Id}-desc">""");
        Line(svg, $"""<title id="{chart.Id}-title">{Safe(chart.Title)}</title><desc id="{chart.Id}-desc">{Safe(chart.Summary)}</desc>""");
        var most = Ceiling(chart);
        Grid(svg, most, language);
        Labels(svg, chart);
        if (chart.Kind == ChartKind.Bars)
            Bars(svg, chart, most);
        else
            Lines(svg, chart, most);
        return new HtmlString(svg.Append("</svg>").ToString());
    }

    /// <summary>The mark of a series in the legend. It carries the hatch that the bars refer to, since a picture may not stand above its legend.</summary>
    public static IHtmlContent Swatch(Chart chart, int series)
    {
        var svg = new StringBuilder();
        Line(svg, $"""<svg class="swatch" viewBox="0 0 24 16" aria-hidden="true">""");
        if (chart.Kind == ChartKind.Bars)
        {
            Line(svg, $"""<defs><pattern id="{chart.Id}-hatch-{series}" width="8" height="8" patternUnits="userSpaceOnUse"><rect class="fill-{series}" width="8" height="8"/><path class="hatch" d="{Hatches[series]}"/></pattern></defs>""");
            Line(svg, $"""<rect class="bar" x="1" y="1" width="22" height="14" fill="url(#{chart.Id}-hatch-{series})"/>""");
        }
        else
            Line(svg, $"""<path class="line stroke-{series}" d="M0 8h24" stroke-dasharray="{Dashes[series]}"/>""");
        return new HtmlString(svg.Append("</svg>").ToString());
    }

    /// <summary>The round number at the top of the scale: 1, 2 or 5 times a power of ten a tick.</summary>
    internal static int Ceiling(Chart chart)
    {
        var most = Enumerable.Range(0, chart.Labels.Count).Select(i => chart.Kind == ChartKind.Bars ? chart.Series.Sum(s => s.Values[i]) : chart.Series.Max(s => s.Values[i])).DefaultIfEmpty().Max();
        for (long step = 1; ; step *= 10)
            foreach (var tick in (long[])[step, 2 * step, 5 * step])
                if (tick * Ticks >= most)
                    return (int)Math.Min(tick * Ticks, int.MaxValue);
    }

    private static void Grid(StringBuilder svg, int most, PageLanguage language)
    {
        for (var tick = 0; tick <= Ticks; tick++)
        {
            var (value, y) = ((int)((long)most * tick / Ticks), Y((long)most * tick / Ticks, most));
            Line(svg, $"""<path class="grid" d="M{Left} {y:0.#}H{Width - Right}"/><text class="tick" x="{Left - 6}" y="{y + 4:0.#}" text-anchor="end">{language.Number(value)}</text>""");
        }
    }

    private static void Labels(StringBuilder svg, Chart chart)
    {
        var every = Math.Max(1, (chart.Labels.Count + MostLabels - 1) / MostLabels);
        for (var i = 0; i < chart.Labels.Count; i += every)
            Line(svg, $"""<text class="tick" x="{Middle(chart, i):0.#}" y="{Height - 12}" text-anchor="middle">{Safe(chart.Labels[i])}</text>""");
    }

    private static void Bars(StringBuilder svg, Chart chart, int most)
    {
        var width = Math.Min(48, Step(chart) * 0.7);
        for (var i = 0; i < chart.Labels.Count; i++)
        {
            long below = 0;
            for (var s = 0; s < chart.Series.Count; s++)
            {
                var value = chart.Series[s].Values[i];
                if (value > 0)
                    Line(svg, $"""<rect class="bar" x="{Middle(chart, i) - width / 2:0.#}" y="{Y(below + value, most):0.#}" width="{width:0.#}" height="{Y(below, most) - Y(below + value, most):0.#}" fill="url(#{chart.Id}-hatch-{s})"/>""");
                below += value;
            }
        }
    }

    private static void Lines(StringBuilder svg, Chart chart, int most)
    {
        for (var s = 0; s < chart.Series.Count; s++)
        {
            var points = string.Join('L', chart.Series[s].Values.Select((v, i) => string.Create(CultureInfo.InvariantCulture, $"{Middle(chart, i):0.#} {Y(v, most):0.#}")));
            Line(svg, $"""<path class="line stroke-{s}" d="M{points}" stroke-dasharray="{Dashes[s]}"/>""");
        }
    }

    private static double Step(Chart chart) => (Width - Left - Right) / Math.Max(1, chart.Labels.Count);

    private static double Middle(Chart chart, int label) => Left + (label + 0.5) * Step(chart);

    private static double Y(long value, int most) => Height - Bottom - (Height - Top - Bottom) * value / most;

    private static string Safe(string text) => HtmlEncoder.Default.Encode(text);

    // SVG is written with a point, whatever the language of the machine.
    private static void Line(StringBuilder svg, FormattableString text) => svg.Append(text.ToString(CultureInfo.InvariantCulture));
}
