using System.Globalization;
using Interop.Gateway.Console.Scopes;
using Interop.Gateway.Pages;
using Interop.Gateway.Privacy;
using Interop.Gateway.Wire;
using Interop.Identity;
using Interop.Identity.Pages;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Interop.Gateway.Console.Templates;

/// <summary><c>/console/templates</c>: the use cases, what each allows at most, and how many scopes in force are of it.</summary>
[Authorize(AuthenticationSchemes = IdentityRegistration.SessionScheme, Roles = ConsoleRoles.Either)]
internal sealed class TemplateListModel(ScopeLedger ledger, ScopeWords words, UseCaseWords useCases) : ConsolePage
{
    private ILookup<string?, ScopeVersion> inForce = null!;

    public ScopeWords Words => words;

    public UseCaseWords UseCases => useCases;

    /// <param name="useCase">Null counts the exceptional.</param>
    public int InForce(string? useCase) => inForce[useCase].Count();

    public IActionResult OnGet([FromServices] PageLanguage language)
    {
        inForce = ledger.All().Where(v => v.Status == ScopeStatus.Active).ToLookup(v => v.Config.UseCase);
        return WantsCsv ? Csv("use-cases", Table(language)) : Page();
    }

    private TableView Table(PageLanguage language) => new(
        "templates", language[TemplateTexts.Title],
        ["useCase", "title", "purposes", "operations", "attributes", "programmes", "longestDays", "longestRetentionDays", "services", "conditions", "scopesInForce"],
        [
            .. useCases.All.Select(t => (IReadOnlyList<string>)[
                t.Code, t.Title.In(language), string.Join(' ', t.Purposes), string.Join(' ', t.Operations.Select(WireName.Of)),
                string.Join(' ', t.Attributes.Select(a => $"{a.Name}:{WireName.Of(a.Most)}")), t.Programmes is { } listed ? string.Join(' ', listed) : "all",
                Plain(t.LongestDays), Plain(t.LongestRetentionDays), t.AllowsServices ? "yes" : "no", string.Join(' ', t.Conditions.Select(WireName.Of)), Plain(InForce(t.Code))]),
        ]);

    private static string Plain(int number) => number.ToString(CultureInfo.InvariantCulture);
}
