using System.Globalization;
using Interop.Gateway.Privacy;
using Interop.Identity;
using Interop.Identity.Pages;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Interop.Gateway.Console.Scopes;

/// <summary><c>/console/scopes/new</c>, empty or from an existing version, and <c>/console/scopes/{scope}/{version}/edit</c> for a draft.</summary>
[Authorize(AuthenticationSchemes = IdentityRegistration.SessionScheme, Roles = ConsoleRoles.Officer)]
internal sealed class EditScopeModel(ScopeLedger ledger, ScopeWords words) : ConsolePage
{
    public const string New = "/console/scopes/new";

    private ScopeConfig? before;

    public ScopeWords Words => words;

    public ScopeForm Form { get; private set; } = null!;

    /// <summary>What is wrong, by the id of the field.</summary>
    public IReadOnlyList<(string Field, PageText Fault)> Wrong { get; private set; } = [];

    /// <summary>What the ledger finds wrong beyond the fields, as it says it; <see cref="FaultTexts"/> has it in Khmer.</summary>
    public IReadOnlyList<string> Further { get; private set; } = [];

    /// <summary>Whether the name and the institution are settled: a version of a scope keeps both.</summary>
    public bool IsNamed => before is not null;

    private bool IsDraft => RouteData.Values.ContainsKey("scope");

    public IActionResult OnGet()
    {
        if (!Find(out var refused))
            return refused!;
        Form = before is null ? ScopeForm.Empty(words.Today) : ScopeForm.Of(before);
        return Page();
    }

    public IActionResult OnPost()
    {
        if (!Find(out var refused))
            return refused!;
        Form = ScopeForm.Read(Request.Form);
        if (before is not null)
            Form = Form with { Name = before.Scope, Consumer = before.Consumer };
        var scope = Form.Scope(words, before, out var wrong);
        Wrong = wrong;
        if (scope is null)
            return Refuse(FormTexts.Mend);
        var result = IsDraft ? ledger.Edit(scope, Officer) : ledger.Draft(scope, Officer);
        if (result.Outcome == LedgerOutcome.Done)
            return Redirect(ScopeModel.LinkTo(scope with { Version = result.Version }) + "?kept");
        Further = result.Faults;
        return Refuse(ActionTexts.Refusal(result.Outcome));
    }

    /// <summary>The fault of a field, if it has one.</summary>
    public PageText? FaultOf(string field) => Wrong.FirstOrDefault(w => w.Field == field).Fault;

    /// <summary>The version the form begins with, if the address names one.</summary>
    private bool Find(out IActionResult? refused)
    {
        refused = null;
        var (scope, version) = IsDraft ? ((string)RouteData.Values["scope"]!, (string)RouteData.Values["version"]!) : (Request.Query["from"].ToString(), Request.Query["version"].ToString());
        if (scope.Length == 0)
            return true;
        if (!int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || ledger.Find(scope, number) is not { } found)
            refused = NotFound();
        else if (IsDraft && found.Status != ScopeStatus.Draft)
            refused = Redirect(ScopeModel.LinkTo(found.Config));
        else
            before = found.Config;
        return refused is null;
    }
}
