using Interop.Gateway.Console.Scopes;
using Interop.Gateway.Entitlements;
using Interop.Gateway.Foresight;
using Interop.Gateway.Privacy;
using Interop.Gateway.Registries;
using Interop.Gateway.Wire;
using Interop.Identity.Pages;
using Interop.Schemas.Codes;

namespace Interop.Gateway.Console.Foresight;

/// <summary>Shows what came of a simulation, in words and in codes.</summary>
internal sealed class SimulatorTables(ScopeWords words)
{
    public ScopeWords Words => words;

    public static string NameOf(PrivacyScope scope, PageLanguage language) => $"{scope.Name} {language[ScopeTexts.Version]} {language.Number(scope.Version)}";

    /// <summary>By registry, those of which something is granted first.</summary>
    public static IEnumerable<IGrouping<string, AttributeVerdict>> ByRegistry(SimulationResult found) =>
        found.Attributes.GroupBy(v => v.Attribute.Owner).OrderByDescending(g => g.Any(v => v.IsGranted));

    public string Refusal(SimulationResult found, PageLanguage language) => SimulatorTexts.Of(found.Outcome).In(
        language, language[words.Institution(found.Exchange.Caller.Institution.Code)], language[words.Purpose(found.Exchange.Caller.Purpose)], language[ScopeTexts.Of(found.Exchange.Operation)]);

    /// <summary>What leaves of an attribute, or that nothing does.</summary>
    public static string Sees(AttributeVerdict verdict, PageLanguage language)
    {
        if (verdict.Shown is not { } shown)
            return language[verdict.Explained ? SimulatorTexts.Explained : verdict.Rule == DecidingRule.GrantedWhole ? SimulatorTexts.NotExplained : SimulatorTexts.Withheld];
        return shown.Status switch
        {
            DisclosureStatus.Value => Value(shown, language),
            DisclosureStatus.None => language[SimulatorTexts.None],
            DisclosureStatus.Unknown => SimulatorTexts.Unknown.In(language, language[SimulatorTexts.Of(shown.Reason)]),
            _ => language[SimulatorTexts.Withheld],
        };
    }

    /// <summary>The rule that decided, with the scope that it is of.</summary>
    public string Rule(AttributeVerdict verdict, PrivacyScope scope, PageLanguage language) => SimulatorTexts.Of(verdict.Rule).In(
        language, NameOf(scope, language), language[ScopeTexts.Of(verdict.Reduction)], language[words.Registry(verdict.Attribute.Owner)]);

    /// <summary>The programmes of a check with the reasons that are shown.</summary>
    public TableView Programmes(SimulationResult found, PageLanguage language) => new(
        "programmes", language[ScopeTexts.Decides],
        [language[SimulatorTexts.Programme], language[SimulatorTexts.Entitled], language[SimulatorTexts.Enrolled], language[SimulatorTexts.Because]],
        [
            .. found.Exchange.Entitlements!.Programmes.Select(p => (IReadOnlyList<string>)[
                language[words.Programme(p.Programme.Code)], language[YesNo(p.Entitled)], language[YesNo(p.Enrolled)],
                string.Join("; ", p.Because.Select(r => $"{language[new PageText(r.Text.En, r.Text.Km)]}{(r.IsWithheld ? "" : $" – {language[Met(r.Outcome)]}")}"))]),
        ]);

    /// <summary>The payers of a check.</summary>
    public static TableView Coverage(SimulationResult found, PageLanguage language) => new(
        "coverage", language[SimulatorTexts.Coverage], [language[SimulatorTexts.Payer], language[SimulatorTexts.Copayment]],
        [.. found.Exchange.Entitlements!.Coverage.InForce.Select(c => (IReadOnlyList<string>)[$"{c.Terms.Payer}: {c.Terms.Package}", language.Number(c.Terms.Copayment.Percent)])]);

    /// <summary>The same in codes, for a spreadsheet or a program.</summary>
    public static TableView Codes(SimulationResult found) => new(
        "simulation", "simulation", ["attribute", "registry", "status", "value", "reduction", "reason", "rule", "scope", "scopeVersion"],
        [
            .. found.Attributes.Select(v => (IReadOnlyList<string>)[
                v.Attribute.Name, v.Attribute.Owner, v.Shown is { } shown ? WireName.Of(shown.Status) : v.Explained ? "explained" : "withheld",
                v.Shown is { Status: DisclosureStatus.Value } value ? value.Value.ToText() : "", v.IsGranted ? WireName.Of(v.Reduction) : "",
                v.Unknown == UnknownReason.NotUnknown ? "" : WireName.Of(v.Unknown), WireName.Of(v.Rule), found.Exchange.Scope!.Name, $"{found.Exchange.Scope.Version}"]),
        ]);

    private static string Value(DisclosedAttribute shown, PageLanguage language)
    {
        var text = shown.Value.ToText();
        return shown.Attribute.Codes is { } list && CodeLists.Find(list)?.GetValueOrDefault(text)?.Title is { } title ? $"{text} ({language[new PageText(title.En, title.Km)]})" : text;
    }

    private static PageText YesNo(Truth truth) => truth switch { Truth.True => new("yes", "បាទ/ចាស"), Truth.False => new("no", "ទេ"), _ => new("unknown", "មិនដឹង") };

    private static PageText Met(Truth truth) => truth switch { Truth.True => new("met", "បំពេញ"), Truth.False => new("not met", "មិនបំពេញ"), _ => new("unknown", "មិនដឹង") };
}
