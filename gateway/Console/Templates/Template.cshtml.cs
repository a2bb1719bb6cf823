using Interop.Gateway.Console.Scopes;
using Interop.Gateway.Privacy;
using Interop.Gateway.Privacy.Templates;
using Interop.Gateway.Wire;
using Interop.Identity;
using Interop.Identity.Pages;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Interop.Gateway.Console.Templates;

/// <summary><c>/console/templates/{template}</c>: one use case in plain words, and the scopes of it.</summary>
[Authorize(AuthenticationSchemes = IdentityRegistration.SessionScheme, Roles = ConsoleRoles.Either)]
internal sealed class TemplateModel(ScopeLedger ledger, ScopeWords words, UseCaseWords useCases) : ConsolePage
{
    public ScopeWords Words => words;

    public UseCaseWords UseCases => useCases;

    public ScopeTemplate Template { get; private set; } = null!;

    /// <summary>Versions that are in force, or may come in force.</summary>
    public IReadOnlyList<ScopeVersion> Scopes { get; private set; } = [];

    public IActionResult OnGet([FromServices] PageLanguage language)
    {
        if (useCases.Find((string)RouteData.Values["template"]!) is not { } template)
            return NotFound();
        Template = template;
        Scopes = [.. ledger.All().Where(v => v.Config.UseCase == template.Code && v.Status is ScopeStatus.Draft or ScopeStatus.Submitted or ScopeStatus.Active or ScopeStatus.Suspended)];
        return WantsCsv ? Csv("use-case-" + template.Code, Codes(language)) : Page();
    }

    public TableView Attributes(PageLanguage language) => new(
        "attributes", language[TemplateTexts.Attributes], [language[TemplateTexts.Attribute], language[TemplateTexts.Registry], language[TemplateTexts.Most]],
        [.. Template.Attributes.Select(a => (IReadOnlyList<string>)[language[words.Attribute(a.Name)], language[words.Registry(OwnerOf(a))], language[ScopeTexts.Of(a.Most)]])],
        UseCaseWords.LinkTo(Template.Code) + "?format=csv");

    private TableView Codes(PageLanguage language) => new(
        "attributes", language[TemplateTexts.Attributes], ["attribute", "title", "registry", "most"],
        [.. Template.Attributes.Select(a => (IReadOnlyList<string>)[a.Name, language[words.Attribute(a.Name)], OwnerOf(a), WireName.Of(a.Most)])]);

    private string OwnerOf(AttributeBound bound) => words.Find(bound.Name)?.Owner ?? "";
}
