using Interop.Gateway.Console.Charts;
using Interop.Gateway.Console.Scopes;
using Interop.Gateway.Foresight;
using Interop.Gateway.Privacy;
using Interop.Gateway.Wire;
using Interop.Identity.Pages;

namespace Interop.Gateway.Console.Foresight;

/// <summary>Shows a replay: in words, as a picture, and in codes.</summary>
internal sealed class ReplayTables(ScopeWords words)
{
    public ScopeWords Words => words;

    public string Summary(ReplayResult replay, int days, PageLanguage language) => ForesightTexts.Summary.In(
        language, Whole(replay.Sum(r => r.Exchanges)), language[words.Institution(replay.Version.Consumer)], days, Whole(replay.Sum(r => r.NewlyRefused)), Whole(replay.Sum(r => r.NewlyAdmitted)),
        Whole(replay.Sum(r => r.Reveal)), Whole(replay.Sum(r => r.Withhold)), Whole(replay.Sum(r => r.CannotBeTold)));

    public static Chart Chart(ReplayResult replay, PageLanguage language)
    {
        var (all, before, after, unclear) = (replay.Sum(r => r.Exchanges), replay.Sum(r => r.AdmittedBefore), replay.Sum(r => r.AdmittedAfter), replay.Sum(r => r.CannotBeTold));
        return new(
            "before-after", ChartKind.Bars, language[ForesightTexts.Chart], ForesightTexts.ChartSummary.In(language, Whole(before), Whole(after)), language[ForesightTexts.Moment],
            [language[ForesightTexts.Before], language[ForesightTexts.After]],
            [
                new(language[ForesightTexts.Admitted], [Whole(before), Whole(after)]), new(language[ForesightTexts.Refused], [Whole(all - before), Whole(all - after - unclear)]),
                new(language[ForesightTexts.Unclear], [0, Whole(unclear)]),
            ]);
    }

    public TableView Kinds(ReplayResult replay, PageLanguage language, string? link) => new(
        "kinds", language[ForesightTexts.ByKind],
        [
            .. ((PageText[])[
                ForesightTexts.Purpose, ForesightTexts.Operation, ForesightTexts.Exchanges, ForesightTexts.NewlyRefused, ForesightTexts.NewlyAdmitted, ForesightTexts.LearnMore,
                ForesightTexts.LearnLess, ForesightTexts.Unclear, ForesightTexts.Untouched]).Select(t => language[t]),
        ],
        [
            .. replay.Rows.Select(r => (IReadOnlyList<string>)[
                language[words.Purpose(r.Purpose)], Operation(r.Operation, language),
                .. Numbers(r).Select(n => language.Number(Whole(n)))]),
        ], link);

    public TableView Rules(ReplayResult replay, PageLanguage language, string? link) => new(
        "rules", language[ForesightTexts.ByRule], [language[ForesightTexts.Rule], language[ForesightTexts.Purpose], language[ForesightTexts.Operation], language[ForesightTexts.Exchanges]],
        [
            .. replay.Refusals.Select(r => (IReadOnlyList<string>)[
                language[ForesightTexts.Of(r.Rule)], language[words.Purpose(r.Purpose)], Operation(r.Operation, language), language.Number(Whole(r.Count))]),
        ], link);

    public TableView Reveals(ReplayResult replay, PageLanguage language, string? link) => new(
        "reveals", language[ForesightTexts.ByName],
        [.. ((PageText[])[ForesightTexts.What, ForesightTexts.Purpose, ForesightTexts.Operation, ForesightTexts.More, ForesightTexts.Less]).Select(t => language[t])],
        [
            .. replay.Reveals.Select(r => (IReadOnlyList<string>)[
                language[r.Kind == RevealedKind.Attribute ? words.Attribute(r.Name) : words.Programme(r.Name)], language[words.Purpose(r.Purpose)], Operation(r.Operation, language),
                language.Number(Whole(r.More)), language.Number(Whole(r.Less))]),
        ], link);

    /// <summary>One of the tables in codes.</summary>
    /// <param name="table"><c>rules</c>, <c>reveals</c>, else the exchanges by kind.</param>
    public static TableView Codes(ReplayResult replay, string table) => table switch
    {
        "rules" => new("rules", "rules", ["institution", "purpose", "operation", "rule", "exchanges"],
            [.. replay.Refusals.Select(r => (IReadOnlyList<string>)[replay.Version.Consumer, r.Purpose, r.Operation, WireName.Of(r.Rule), $"{r.Count}"])]),
        "reveals" => new("reveals", "reveals", ["institution", "purpose", "operation", "kind", "name", "more", "less"],
            [.. replay.Reveals.Select(r => (IReadOnlyList<string>)[replay.Version.Consumer, r.Purpose, r.Operation, WireName.Of(r.Kind), r.Name, $"{r.More}", $"{r.Less}"])]),
        _ => new("kinds", "kinds",
            ["institution", "purpose", "operation", "exchanges", "newlyRefused", "newlyAdmitted", "learnMore", "learnLess", "cannotBeTold", "untouched"],
            [.. replay.Rows.Select(r => (IReadOnlyList<string>)[replay.Version.Consumer, r.Purpose, r.Operation, .. Numbers(r).Select(n => $"{n}")])]),
    };

    private static long[] Numbers(ReplayRow row) =>
        [row.Exchanges, row.NewlyRefused, row.NewlyAdmitted, row.Reveal, row.Withhold, row.CannotBeTold, row.Untouched];

    private static string Operation(string code, PageLanguage language)
    {
        foreach (var operation in Enum.GetValues<Operation>())
            if (WireName.Of(operation) == code)
                return language[ScopeTexts.Of(operation)];
        return code;
    }

    private static int Whole(long number) => (int)Math.Min(number, int.MaxValue);
}
