using Interop.Gateway.Console.Scopes;
using Interop.Gateway.Privacy;
using Interop.Identity;
using Microsoft.AspNetCore.Authorization;

namespace Interop.Gateway.Console;

/// <summary><c>/console</c>: what waits for the officer, and which scopes are about to end.</summary>
[Authorize(AuthenticationSchemes = IdentityRegistration.SessionScheme, Roles = ConsoleRoles.Either)]
internal sealed class OverviewModel(ScopeLedger ledger, ScopeWords words, OfficerNames names) : ConsolePage
{
    public const int WarningDays = 30;

    public ScopeWords Words => words;

    public OfficerNames Names => names;

    /// <summary>Submitted versions that this officer neither drafted nor submitted. The ledger refuses whoever edited one as well, and says so then.</summary>
    public IReadOnlyList<ScopeVersion> Waiting { get; private set; } = [];

    /// <summary>Drafts of this officer.</summary>
    public IReadOnlyList<ScopeVersion> Own { get; private set; } = [];

    public IReadOnlyList<ScopeVersion> Ending { get; private set; } = [];

    public void OnGet()
    {
        var all = ledger.All();
        Waiting = IsDpo ? [.. all.Where(v => v.Status == ScopeStatus.Submitted && v.DraftedBy != Officer && v.SubmittedBy != Officer)] : [];
        Own = IsDpo ? [.. all.Where(v => v.Status == ScopeStatus.Draft && v.DraftedBy == Officer)] : [];
        Ending = [.. ledger.ExpiringWithin(TimeSpan.FromDays(WarningDays)).OrderBy(v => v.Config.To)];
    }
}
