using System.Globalization;
using Interop.Gateway.Privacy;
using Interop.Identity;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Interop.Gateway.Console.Scopes;

/// <summary><c>/console/scopes/{scope}/{version}</c>: one version in plain words, what happened to it, and what the officer can do with it.</summary>
[Authorize(AuthenticationSchemes = IdentityRegistration.SessionScheme, Roles = ConsoleRoles.Either)]
internal sealed class ScopeModel(ScopeLedger ledger, ScopeWords words, UseCaseWords useCases, OfficerNames names) : ConsolePage
{
    private const int LongestNote = 500;

    public ScopeWords Words => words;

    public UseCaseWords UseCases => useCases;

    public OfficerNames Names => names;

    public ScopeVersion Version { get; private set; } = null!;

    public IReadOnlyList<ScopeVersion> Versions { get; private set; } = [];

    public IReadOnlyList<ScopeEvent> History { get; private set; } = [];

    /// <summary>What the ledger finds wrong, a sentence each; in English, for it quotes codes.</summary>
    public IReadOnlyList<string> Faults { get; private set; } = [];

    /// <summary>The attributes that the version grants, by registry.</summary>
    public IEnumerable<IGrouping<string, GrantConfig>> Grants => Version.Config.Attributes.GroupBy(a => words.Find(a.Name)?.Owner ?? "");

    private string Scope => (string)RouteData.Values["scope"]!;

    private int Number => int.Parse((string)RouteData.Values["version"]!, CultureInfo.InvariantCulture);

    public static string LinkTo(ScopeConfig scope) => FormattableString.Invariant($"/console/scopes/{scope.Scope}/{scope.Version}");

    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        if (!Look())
            context.Result = NotFound();
        else if (HttpMethods.IsPost(Request.Method) && !IsDpo)
            context.Result = NotYours();
    }

    public void OnGet() => Done = Request.Query.ContainsKey("kept") ? ActionTexts.Kept : null;

    public IActionResult OnPostSubmit() => Show(ScopeStep.Submitted, ledger.Submit(Scope, Number, Officer));

    public IActionResult OnPostReturn() => Show(ScopeStep.Returned, ledger.Return(Scope, Number, Officer, Note));

    public IActionResult OnPostApprove() => Show(ScopeStep.Approved, ledger.Approve(Scope, Number, Officer));

    public IActionResult OnPostSuspend() => Show(ScopeStep.Suspended, ledger.Suspend(Scope, Number, Officer, Note));

    public IActionResult OnPostResume() => Show(ScopeStep.Resumed, ledger.Resume(Scope, Number, Officer, Note));

    public IActionResult OnPostRevoke() => Show(ScopeStep.Revoked, ledger.Revoke(Scope, Number, Officer, Note));

    private string Note => Field("note") is { Length: > LongestNote } note ? note[..LongestNote] : Field("note");

    private bool Look()
    {
        Versions = ledger.Versions(Scope);
        if (Versions.FirstOrDefault(v => v.Config.Version == Number) is not { } version)
            return false;
        (Version, History) = (version, ledger.History(Scope));
        return true;
    }

    private PageResult Show(ScopeStep step, LedgerResult result)
    {
        Look();
        if (result.Outcome == LedgerOutcome.Done)
        {
            Done = ActionTexts.Done(step);
            return Page();
        }
        Faults = result.Faults;
        return Refuse(ActionTexts.Refusal(result.Outcome));
    }
}
