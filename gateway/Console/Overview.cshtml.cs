using Interop.Gateway.Console.Charts;
using Interop.Gateway.Console.Scopes;
using Interop.Gateway.Misuse;
using Interop.Gateway.Privacy;
using Interop.Identity;
using Interop.Identity.Pages;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Data.Sqlite;

namespace Interop.Gateway.Console;

/// <summary><c>/console</c>: what waits for the officer, which scopes are about to end, and what institutions asked of late.</summary>
[Authorize(AuthenticationSchemes = IdentityRegistration.SessionScheme, Roles = ConsoleRoles.Either)]
internal sealed class OverviewModel(ScopeLedger ledger, SignalStore signals, OverviewCharts charts, ScopeWords words, OfficerNames names) : ConsolePage
{
    public const int WarningDays = 30;

    public ScopeWords Words => words;

    public OfficerNames Names => names;

    /// <summary>Submitted versions that this officer may approve.</summary>
    public IReadOnlyList<ScopeVersion> Waiting { get; private set; } = [];

    /// <summary>Drafts of this officer.</summary>
    public IReadOnlyList<ScopeVersion> Own { get; private set; } = [];

    public IReadOnlyList<ScopeVersion> Ending { get; private set; } = [];

    public int OpenSignals { get; private set; }

    /// <summary>Empty when the log cannot be read.</summary>
    public IReadOnlyList<Chart> Charts { get; private set; } = [];

    public void OnGet([FromServices] PageLanguage language)
    {
        Waiting = IsDpo ? ledger.WaitingFor(Officer) : [];
        Own = IsDpo ? [.. ledger.All().Where(v => v.Status == ScopeStatus.Draft && v.DraftedBy == Officer)] : [];
        Ending = [.. ledger.ExpiringWithin(TimeSpan.FromDays(WarningDays)).OrderBy(v => v.Config.To)];
        OpenSignals = signals.Count(SignalState.Open);
        try
        {
            var (byDay, byInstitution) = charts.Draw(language);
            Charts = [byDay, byInstitution];
        }
        catch (SqliteException)
        {
            // The rest of the page does not need the log, and whoever opens it may be here because of that.
        }
    }
}
