using System.Globalization;
using Interop.Gateway.Audit.Search;
using Interop.Gateway.Console.Charts;
using Interop.Gateway.Console.Scopes;
using Interop.Identity.Pages;

namespace Interop.Gateway.Console.Trail;

/// <summary>Shows entries of the audit log: to a reader in words, to a program in codes, and by day as a picture.</summary>
internal sealed class TrailTables(ScopeWords words, OfficerNames names)
{
    private const int Days = 30;

    private static readonly TimeSpan Cambodia = TimeSpan.FromHours(7);

    public ScopeWords Words => words;

    /// <summary>A page of entries in words.</summary>
    public TableView Shown(AuditPage page, PageLanguage language) => new(
        "entries", language[TrailTexts.Found],
        [
            .. ((PageText[])[
                TrailTexts.At, TrailTexts.Institution, TrailTexts.Purpose, TrailTexts.Operation, TrailTexts.Outcome, TrailTexts.Door, TrailTexts.By,
                TrailTexts.Scope, TrailTexts.Disclosed, TrailTexts.Entry]).Select(t => language[t]),
        ],
        [
            .. page.Hits.Select(h => (IReadOnlyList<string>)[
                language.Moment(h.Entry.At), h.Entry.Institution.Length > 0 ? language[words.Institution(h.Entry.Institution)] : "–",
                h.Entry.Purpose is { } purpose ? language[words.Purpose(purpose)] : "–", h.Entry.Operation, language[TrailTexts.Of(h.Entry.Outcome)], h.Entry.Door,
                UserOf(h, language), h.Entry.Scope ?? "–", language.Number(h.Entry.Disclosed.Count), Number(h.Index, language)]),
        ]);

    /// <summary>The same in codes, for a spreadsheet or a program.</summary>
    public static TableView Codes(AuditPage page) => new(
        "entries", "entries",
        ["time", "institution", "purpose", "operation", "outcome", "door", "user", "scope", "scopeVersion", "disclosed", "phase", "exchange", "entry"],
        [
            .. page.Hits.Select(h => (IReadOnlyList<string>)[
                h.Entry.At.ToOffset(Cambodia).ToString("yyyy-MM-dd'T'HH:mm:ss.fffzzz", CultureInfo.InvariantCulture), h.Entry.Institution, h.Entry.Purpose ?? "",
                h.Entry.Operation, h.Entry.Outcome, h.Entry.Door, h.Entry.User ?? "", h.Entry.Scope ?? "", $"{h.Entry.ScopeVersion}", $"{h.Entry.Disclosed.Count}",
                Wire.WireName.Of(h.Entry.Phase), $"{h.Entry.Exchange}", h.Index.ToString(CultureInfo.InvariantCulture)]),
        ]);

    /// <summary>How many exchanges ended on each of the last days. What the hub and its officers do there has no institution and is left out.</summary>
    public Chart ByDay(AuditSearch search, PageLanguage language)
    {
        var days = Enumerable.Range(0, Days).Select(i => words.Today.AddDays(i + 1 - Days)).ToArray();
        var ended = search.Counts(days[0], days[^1]).Where(c => c.Institution.Length > 0 && c.Outcome != "admitted").ToLookup(c => (c.Day, Answered: c.Outcome == "answered"), c => c.Count);
        int[] Of(bool answered) => [.. days.Select(d => Whole(ended[(d, answered)].Sum()))];
        var (good, bad) = (Of(true), Of(false));
        return new(
            "exchanges", ChartKind.Bars, language[TrailTexts.ChartTitle], TrailTexts.ChartSummary.In(language, good.Sum(), bad.Sum()), language[TrailTexts.Day],
            [.. days.Select(d => $"{language.Number(d.Day)}/{language.Number(d.Month)}")], [new(language[TrailTexts.Answered], good), new(language[TrailTexts.Refused], bad)]);
    }

    /// <summary>A number that may exceed what a page writes.</summary>
    public static int Whole(long number) => (int)Math.Min(number, int.MaxValue);

    private static string Number(long number, PageLanguage language) => language.Number(Whole(number));

    private string UserOf(AuditHit hit, PageLanguage language) =>
        hit.Entry.User is not { } user ? "–" : hit.Entry.Institution.Length == 0 ? language[names.Of(user)] : user;
}
