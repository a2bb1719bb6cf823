using System.Globalization;
using Interop.Gateway.Privacy;
using Interop.Gateway.Privacy.Templates;
using Interop.Gateway.Wire;
using Interop.Identity.Pages;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Console.Scopes;

/// <summary>What use cases are called, and in what a scope goes beyond its own, in both languages.</summary>
internal sealed class UseCaseWords(ScopeTemplates templates, ScopeWords words)
{
    public const string Path = "/console/templates";

    public IReadOnlyList<ScopeTemplate> All => templates.All;

    public ScopeTemplate? Find(string? code) => templates.Find(code);

    public IReadOnlyList<TemplateExcess> ExcessesOf(ScopeConfig scope) => [.. templates.ExcessesOf(scope)];

    public static string LinkTo(string code) => $"{Path}/{code}";

    /// <param name="code">Null for an exceptional scope.</param>
    public PageText Title(string? code) =>
        code is null ? UseCaseTexts.Exceptional : templates.Find(code)?.Title is { } title ? new(title.En, title.Km) : new(code, code);

    /// <summary>One excess as a sentence: what, how much of it is granted, and the most there may be.</summary>
    public PageText Sentence(TemplateExcess excess)
    {
        var (what, title) = (What(excess), Title(excess.UseCase));
        return excess.Kind switch
        {
            BoundKind.UseCase => Filled(UseCaseTexts.Gone, title),
            BoundKind.Condition => Filled(UseCaseTexts.ConditionMissing, what, title),
            _ when excess.Granted is { } granted && excess.Most is { } most => Filled(UseCaseTexts.TooMuch, what, title, Amount(excess.Kind, granted), Amount(excess.Kind, most)),
            _ => Filled(UseCaseTexts.NotAllowed, what, title),
        };
    }

    /// <summary>The field of the form that shows what is granted there. What the form does not show is said at the use case.</summary>
    public static string FieldOf(TemplateExcess excess) => excess.Kind switch
    {
        BoundKind.Purpose => "purposes",
        BoundKind.Operation => "operations",
        BoundKind.Attribute => "attribute-" + excess.What,
        BoundKind.Programme => "programmes",
        BoundKind.Validity => "to",
        BoundKind.Retention => "retention",
        BoundKind.LastKnown => "lastKnown",
        _ => "useCase",
    };

    public static PageText Reduced(string reduction) => ScopeTexts.Of(Enum.GetValues<Reduction>().First(r => WireName.Of(r) == reduction));

    private PageText What(TemplateExcess excess) => excess.Kind switch
    {
        BoundKind.Purpose => words.Purpose(excess.What),
        BoundKind.Operation => ScopeTexts.Of(Enum.GetValues<Operation>().First(o => WireName.Of(o) == excess.What)),
        BoundKind.Attribute => words.Attribute(excess.What),
        BoundKind.Programme => words.Programme(excess.What),
        BoundKind.Validity => UseCaseTexts.Validity,
        BoundKind.Retention => ScopeTexts.Retention,
        BoundKind.LastKnown => ScopeTexts.LastKnown,
        BoundKind.Condition => UseCaseTexts.Of(Enum.GetValues<SubjectConditionKind>().First(k => WireName.Of(k) == excess.What)),
        _ => new(excess.What, excess.What),
    };

    private static PageText Amount(BoundKind kind, string amount) => kind switch
    {
        BoundKind.Attribute => Reduced(amount),
        BoundKind.LastKnown => Filled(ScopeTexts.Hours, new PageText(amount, amount)),
        _ => Filled(ScopeTexts.Days, new PageText(amount, amount)),
    };

    private static PageText Filled(PageText pattern, params PageText[] values) => new(
        string.Format(CultureInfo.InvariantCulture, pattern.En, [.. values.Select(v => v.En)]), string.Format(CultureInfo.InvariantCulture, pattern.Km, [.. values.Select(v => v.Km)]));
}
