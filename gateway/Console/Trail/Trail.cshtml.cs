using Interop.Gateway.Audit.Search;
using Interop.Gateway.Console.Charts;
using Interop.Identity;
using Interop.Identity.Pages;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Data.Sqlite;

namespace Interop.Gateway.Console.Trail;

/// <summary>
/// <c>/console/audit</c>: searches the audit log. A search is sent as a form, since a user may be somebody; it is recorded before its result is
/// shown, and what cannot be recorded is answered 503 without a result.
/// </summary>
[Authorize(AuthenticationSchemes = IdentityRegistration.SessionScheme, Roles = ConsoleRoles.Either)]
internal sealed class TrailModel(AuditLook look, AuditSearch search, TrailTables tables) : ConsolePage
{
    public const string Path = "/console/audit";

    private const int MostShown = 50, MostKept = 1_000;

    public TrailTables Tables => tables;

    public TrailForm Form { get; private set; } = new();

    /// <summary>What was found; null when nothing was looked for.</summary>
    public AuditPage? Found { get; private set; }

    /// <summary>The last days; null beside a result.</summary>
    public Chart? Chart { get; private set; }

    public IActionResult OnGet([FromServices] PageLanguage language)
    {
        try
        {
            Chart = tables.ByDay(search, language);
            return Page();
        }
        catch (SqliteException)
        {
            return Refuse(TrailTexts.Unreadable, StatusCodes.Status503ServiceUnavailable);
        }
    }

    public async Task<IActionResult> OnPostAsync()
    {
        try
        {
            return await FindAsync();
        }
        catch (SqliteException)
        {
            // Recorded perhaps, and nothing is shown: the log went away in between.
            return Refuse(TrailTexts.Unreadable, StatusCodes.Status503ServiceUnavailable);
        }
    }

    private async Task<IActionResult> FindAsync()
    {
        var keeps = Field("format") == "csv";
        Form = TrailForm.Read(Field);
        if (Form.Query(Field("before"), keeps ? MostKept : MostShown) is not { } query)
            return Refuse(TrailTexts.Wrong);
        if (await look.FindAsync(Officer, query, HttpContext.RequestAborted) is not { } found)
            return Refuse(TrailTexts.NotRecorded, StatusCodes.Status503ServiceUnavailable);
        Found = found;
        return keeps ? Csv("audit", TrailTables.Codes(found)) : Page();
    }
}
