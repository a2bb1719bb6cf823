using Interop.Gateway.Privacy;
using Interop.Gateway.Privacy.Templates;
using Interop.Gateway.Wire;
using Interop.Identity;
using Interop.Identity.Pages;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Interop.Gateway.Console.Scopes;

/// <summary><c>/console/scopes</c>: every version of every scope, by institution and status.</summary>
[Authorize(AuthenticationSchemes = IdentityRegistration.SessionScheme, Roles = ConsoleRoles.Either)]
internal sealed class ScopeListModel(ScopeLedger ledger, ScopeWords words, UseCaseWords useCases) : ConsolePage
{
    public const string Path = "/console/scopes";

    public static readonly IReadOnlyList<ScopeStatus> Statuses = Enum.GetValues<ScopeStatus>();

    public ScopeWords Words => words;

    public UseCaseWords UseCases => useCases;

    public IReadOnlyList<ScopeVersion> Listed { get; private set; } = [];

    public string Institution { get; private set; } = "";

    public string Status { get; private set; } = "";

    public string CsvLink => Path + QueryString.Create("institution", Institution).Add("status", Status).Add("format", "csv");

    public IActionResult OnGet([FromServices] PageLanguage language)
    {
        (Institution, Status) = (Request.Query["institution"].ToString(), Request.Query["status"].ToString());
        Listed = [.. ledger.All().Where(v => (Institution.Length == 0 || v.Config.Consumer == Institution) && (Status.Length == 0 || WireName.Of(v.Status) == Status))];
        return WantsCsv ? Csv("scopes", Table(language)) : Page();
    }

    private TableView Table(PageLanguage language) => new(
        "scopes", language[ScopeTexts.Title],
        ["scope", "version", "institution", "institutionName", "status", "purposes", "attributes", "from", "to", "legalBasis", "useCase", "beyondUseCase"],
        [
            .. Listed.Select(v => (IReadOnlyList<string>)[
                v.Config.Scope, Plain($"{v.Config.Version}"), v.Config.Consumer, language[words.Institution(v.Config.Consumer)], WireName.Of(v.Status),
                string.Join(' ', v.Config.Purposes), string.Join(' ', v.Config.Attributes.Select(a => $"{a.Name}:{WireName.Of(a.Reduction)}")),
                Plain($"{v.Config.From:yyyy-MM-dd}"), Plain($"{v.Config.To:yyyy-MM-dd}"), v.Config.LegalBasis,
                v.Config.UseCase ?? ScopeTemplates.Exceptional, useCases.ExcessesOf(v.Config).Count > 0 ? "yes" : "no"]),
        ]);

    private static string Plain(FormattableString text) => FormattableString.Invariant(text);
}
