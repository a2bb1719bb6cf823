using Interop.Gateway.Consents;
using Interop.Gateway.Console.Scopes;
using Interop.Gateway.Wire;
using Interop.Identity;
using Interop.Identity.Pages;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Interop.Gateway.Console.Embargoes;

/// <summary><c>/console/embargoes</c>: every embargo, those asked for last first. Looking is recorded before anything is shown.</summary>
[Authorize(AuthenticationSchemes = IdentityRegistration.SessionScheme, Roles = ConsoleRoles.Either)]
internal sealed class EmbargoListModel(EmbargoDesk desk, ScopeWords words, OfficerNames names, TimeProvider time) : ConsolePage
{
    public const string Path = "/console/embargoes";

    private const int Most = 1_000;

    public static readonly IReadOnlyList<EmbargoStatus> Statuses = Enum.GetValues<EmbargoStatus>();

    public ScopeWords Words => words;

    public DateTimeOffset Now { get; } = time.GetUtcNow();

    /// <summary>Null shows every status.</summary>
    public EmbargoStatus? Status { get; private set; }

    public IReadOnlyList<Embargo> Listed { get; private set; } = [];

    public string CsvLink => Path + QueryString.Create("status", Status is { } status ? WireName.Of(status) : "").Add("format", "csv");

    public async Task<IActionResult> OnGetAsync([FromServices] PageLanguage language)
    {
        var wanted = Request.Query["status"].ToString();
        Status = Statuses.Where(s => WireName.Of(s) == wanted).Select(s => (EmbargoStatus?)s).FirstOrDefault();
        if (await desk.ListAsync(Officer, Most, HttpContext.RequestAborted) is not { } all)
            return Refuse(PersonTexts.NotRecorded, StatusCodes.Status503ServiceUnavailable);
        Listed = [.. all.Where(e => Status is null || e.At(Now) == Status)];
        return WantsCsv ? Csv("embargoes", Table(language)) : Page();
    }

    private TableView Table(PageLanguage language) => new(
        "embargoes", language[EmbargoTexts.Title],
        ["id", "institution", "institutionName", "case", "status", "until", "legalBasis", "reason", "requestedBy", "requestedAt", "decidedBy", "decidedAt", "decidedBecause", "liftedBy", "liftedAt", "liftedBecause"],
        [
            .. Listed.Select(e => (IReadOnlyList<string>)[
                $"{e.Id}", e.Institution, language[words.Institution(e.Institution)], e.Case ?? "", WireName.Of(e.At(Now)), FormattableString.Invariant($"{e.Until:yyyy-MM-dd}"), e.LegalBasis,
                e.Request.Note, .. Step(e.Request, language)[..2], .. Step(e.Decision, language), .. Step(e.Lift, language)]),
        ]);

    private string[] Step(OfficerStep? step, PageLanguage language) =>
        step is null ? ["", "", ""] : [language[names.Of(step.Officer)], FormattableString.Invariant($"{step.At:yyyy-MM-dd'T'HH:mm:ss'Z'}"), step.Note];
}
