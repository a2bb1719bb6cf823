using Interop.Gateway.Entitlements;
using Interop.Gateway.Institutions;
using Interop.Gateway.Privacy;
using Interop.Gateway.Registries;
using Interop.Identity.Pages;
using Interop.Schemas.Catalogue;
using Interop.Schemas.Codes;

namespace Interop.Gateway.Console.Scopes;

/// <summary>What the codes of a scope mean, in both languages: an officer reads titles and not codes.</summary>
internal sealed class ScopeWords(InstitutionRegister institutions, AttributeCatalogue catalogue, ProgrammeRules rules, RegistrySet registries, TimeProvider time)
{
    public IEnumerable<Institution> Institutions => institutions.All;

    /// <summary>Programmes that have a rule today.</summary>
    public IEnumerable<string> Programmes => rules.All.Where(p => p.On(Today) is not null).Select(p => p.Code);

    /// <summary>Every attribute there is, by the registry that owns it.</summary>
    public IEnumerable<IGrouping<string, CatalogueAttribute>> Attributes => catalogue.All.GroupBy(a => a.Owner);

    /// <summary>The registries that must be read for these attributes, for the rules of these programmes, and to know about whom may be asked.</summary>
    public string[] RegistriesFor(IEnumerable<string> attributes, IEnumerable<string> programmes, IEnumerable<SubjectConditionConfig> subject) =>
    [
        .. attributes.Select(catalogue.Find).OfType<CatalogueAttribute>()
            .Concat(programmes.Select(rules.Find).OfType<Programme>().SelectMany(p => p.Versions).SelectMany(v => v.Attributes))
            .Concat(SubjectConditionConfig.Reads(subject, catalogue))
            .Select(a => a.Owner).Distinct().Order(StringComparer.Ordinal),
    ];

    /// <summary>Codes of all registries.</summary>
    public IEnumerable<string> Registries => catalogue.All.Select(a => a.Owner).Distinct();

    /// <summary>In which capacity each registry knows people, by code.</summary>
    public string Capacities => string.Join(", ", registries.All.Select(r => $"{r.Registry}: {r.Adapter.Mapping.Known.Capacity}"));

    public DateOnly Today => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);

    public CatalogueAttribute? Find(string attribute) => catalogue.Find(attribute);

    public PageText Institution(string code) => Of(institutions.Find(code)?.Name, code);

    public PageText Purpose(string code) => Of(CodeLists.Purposes.GetValueOrDefault(code)?.Title, code);

    public PageText Programme(string code) => Of(rules.Find(code)?.On(Today)?.Title, code);

    public PageText Registry(string code) => Of(registries.All.Select(r => r.Adapter.Mapping).FirstOrDefault(m => m.Registry == code)?.Title, code);

    public PageText Attribute(string name) => Of(catalogue.Find(name)?.Title, name);

    public bool IsSensitive(string name) => catalogue.Find(name)?.Sensitivity == Sensitivity.Sensitive;

    /// <summary>About whom may be asked.</summary>
    public string Subject(ScopeConfig scope, PageLanguage language) => scope.Subject.Length == 0
        ? language[SubjectTexts.Anybody]
        : SubjectTexts.People.In(language, string.Join(", ", scope.Subject.Select(c => Condition(c, language))));

    /// <summary>One condition about the subject, to follow the word for people.</summary>
    public string Condition(SubjectConditionConfig condition, PageLanguage language) => condition.Kind != SubjectConditionKind.Known
        ? language[SubjectTexts.Of(condition.Kind)]
        : string.Join(' ', (string[])
        [
            SubjectTexts.KnownTo.In(language, language[Registry(condition.Registry ?? "")]),
            .. condition.Capacities is { } capacities ? [SubjectTexts.As.In(language, string.Join(" / ", capacities))] : Array.Empty<string>(),
            .. condition.GraceDays > 0 ? [SubjectTexts.Grace.In(language, condition.GraceDays)] : Array.Empty<string>(),
        ]);

    /// <summary>In which circumstance an attribute is granted: why, and beyond that for which purposes and whether only in a case.</summary>
    public string Circumstance(CircumstanceConfig circumstance, PageLanguage language)
    {
        string[] only =
        [
            .. circumstance.Purposes is { } purposes ? [SubjectTexts.For.In(language, List(purposes.Select(Purpose), language))] : Array.Empty<string>(),
            .. circumstance.Case ? [language[SubjectTexts.InACase]] : Array.Empty<string>(),
        ];
        return circumstance.Because + (only.Length == 0 ? "" : $" ({SubjectTexts.Only.In(language, string.Join(", ", only))})");
    }

    /// <summary>The sentence that a scope is.</summary>
    public string Sentence(ScopeVersion version, PageLanguage language)
    {
        var scope = version.Config;
        var text = version.Status is ScopeStatus.Draft or ScopeStatus.Submitted ? ScopeTexts.Would : ScopeTexts.May;
        return text.In(language, language[Institution(scope.Consumer)], Subject(scope, language), List(scope.Purposes.Select(Purpose), language), Day(scope.From, language), Day(scope.To, language));
    }

    public static string List(IEnumerable<PageText> texts, PageLanguage language) => string.Join(", ", texts.Select(t => language[t]));

    public static string Day(DateOnly day, PageLanguage language) => language.Day(new(day, TimeOnly.MinValue, TimeSpan.Zero));

    private static PageText Of(Title? title, string code) => title is null ? new(code, code) : new(title.En, title.Km);
}
