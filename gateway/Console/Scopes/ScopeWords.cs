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

    /// <summary>The registries that must be read for these attributes and for the rules of these programmes.</summary>
    public string[] RegistriesFor(IEnumerable<string> attributes, IEnumerable<string> programmes) =>
    [
        .. attributes.Select(catalogue.Find).OfType<CatalogueAttribute>()
            .Concat(programmes.Select(rules.Find).OfType<Programme>().SelectMany(p => p.Versions).SelectMany(v => v.Attributes))
            .Select(a => a.Owner).Distinct().Order(StringComparer.Ordinal),
    ];

    public DateOnly Today => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);

    public CatalogueAttribute? Find(string attribute) => catalogue.Find(attribute);

    public PageText Institution(string code) => Of(institutions.Find(code)?.Name, code);

    public PageText Purpose(string code) => Of(CodeLists.Purposes.GetValueOrDefault(code)?.Title, code);

    public PageText Programme(string code) => Of(rules.Find(code)?.On(Today)?.Title, code);

    public PageText Registry(string code) => Of(registries.All.Select(r => r.Adapter.Mapping).FirstOrDefault(m => m.Registry == code)?.Title, code);

    public PageText Attribute(string name) => Of(catalogue.Find(name)?.Title, name);

    public bool IsSensitive(string name) => catalogue.Find(name)?.Sensitivity == Sensitivity.Sensitive;

    /// <summary>About whom may be asked.</summary>
    public static PageText Subject(ScopeConfig _) => new("any person", "មនុស្សណាក៏បាន");

    /// <summary>The sentence that a scope is.</summary>
    public string Sentence(ScopeVersion version, PageLanguage language)
    {
        var scope = version.Config;
        var text = version.Status is ScopeStatus.Draft or ScopeStatus.Submitted ? ScopeTexts.Would : ScopeTexts.May;
        return text.In(language, language[Institution(scope.Consumer)], language[Subject(scope)], List(scope.Purposes.Select(Purpose), language), Day(scope.From, language), Day(scope.To, language));
    }

    public static string List(IEnumerable<PageText> texts, PageLanguage language) => string.Join(", ", texts.Select(t => language[t]));

    public static string Day(DateOnly day, PageLanguage language) => language.Day(new(day, TimeOnly.MinValue, TimeSpan.Zero));

    private static PageText Of(Title? title, string code) => title is null ? new(code, code) : new(title.En, title.Km);
}
