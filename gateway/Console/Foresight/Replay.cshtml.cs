using System.Globalization;
using Interop.Gateway.Audit;
using Interop.Gateway.Foresight;
using Interop.Identity;
using Interop.Identity.Pages;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Interop.Gateway.Console.Foresight;

/// <summary><c>/console/replay?version=scope/2&amp;days=30</c>: what recorded exchanges would be under a draft. The look is recorded before it is made.</summary>
[Authorize(AuthenticationSchemes = IdentityRegistration.SessionScheme, Roles = ConsoleRoles.Either)]
internal sealed class ReplayModel(Drafts drafts, Replays replays, ForesightRecord record, AuditLog log, ReplayTables tables, TimeProvider time) : ConsolePage
{
    public const string Path = "/console/replay";

    public ReplayTables Tables => tables;

    public Drafts Drafts => drafts;

    /// <summary>The version as the form names it.</summary>
    public string Version { get; private set; } = "";

    public int Days { get; private set; } = Replays.UsualDays;

    /// <summary>Null when nothing was replayed.</summary>
    public ReplayResult? Found { get; private set; }

    /// <summary>What is wrong with the version, in English, for it quotes codes.</summary>
    public IReadOnlyList<string> Faults { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync([FromServices] PageLanguage language)
    {
        Version = Request.Query["version"].ToString();
        if (Request.Query["days"].ToString() is { Length: > 0 } text)
        {
            if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) || days is < 1 or > Replays.MostDays)
                return Refuse(ForesightTexts.DaysWrongUpTo(Replays.MostDays, language));
            Days = days;
        }
        if (Version.Length == 0)
            return Page();
        if (drafts.Find(Version) is not { } version)
            return Refuse(SimulatorTexts.VersionGone);
        if (drafts.With(version.Config, out var faults) is not { } scopes)
        {
            Faults = faults;
            return Refuse(SimulatorTexts.VersionFaulty);
        }
        var cancellation = HttpContext.RequestAborted;
        if (!await record.ReadAsync(Officer, ForesightRecord.Replay, version.Config, cancellation))
            return Refuse(SimulatorTexts.NotRecorded, StatusCodes.Status503ServiceUnavailable);
        using var reader = await log.ReadAsync(cancellation);
        Found = await replays.RunAsync(scopes, reader, PassBounds.OfPage(time.GetUtcNow().AddDays(-Days)), null, cancellation);
        return WantsCsv ? Csv("replay-" + Table, ReplayTables.Codes(Found, Table)) : Page();
    }

    public string CsvLink(string table) =>
        Path + QueryString.Create("version", Version).Add("days", Days.ToString(CultureInfo.InvariantCulture)).Add("table", table).Add("format", "csv");

    private string Table => Request.Query["table"] == "rules" ? "rules" : Request.Query["table"] == "reveals" ? "reveals" : "kinds";
}
