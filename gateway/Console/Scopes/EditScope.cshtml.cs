using System.Globalization;
using Interop.Gateway.Privacy;
using Interop.Gateway.Privacy.Templates;
using Interop.Identity;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Interop.Gateway.Console.Scopes;

/// <summary><c>/console/scopes/new</c>, which begins with the use case or from an existing version, and <c>/console/scopes/{scope}/{version}/edit</c> for a draft.</summary>
[Authorize(AuthenticationSchemes = IdentityRegistration.SessionScheme, Roles = ConsoleRoles.Officer)]
internal sealed class EditScopeModel(ScopeLedger ledger, ScopeWords words, UseCaseWords useCases) : ConsolePage
{
    public const string New = "/console/scopes/new";

    private ScopeConfig? before;

    public ScopeWords Words => words;

    public UseCaseWords UseCases => useCases;

    /// <summary>Null while the use case is to be chosen.</summary>
    public ScopeForm? Begun { get; private set; }

    public ScopeForm Form => Begun!;

    /// <summary>What the ledger finds wrong beyond the fields, as it says it; <see cref="FaultTexts"/> has it in Khmer.</summary>
    public IReadOnlyList<string> Further { get; private set; } = [];

    /// <summary>Whether the name and the institution are settled: a version of a scope keeps both.</summary>
    public bool IsNamed => before is not null;

    private bool IsDraft => RouteData.Values.ContainsKey("scope");

    public IActionResult OnGet()
    {
        if (!Find(out var refused))
            return refused!;
        var useCase = Request.Query["useCase"].ToString();
        if (before is not null)
            // That a version is exceptional is decided anew whenever one is drafted.
            Begun = ScopeForm.Of(before) is var form && before.UseCase is null && !IsDraft ? form with { UseCase = "" } : form;
        else if (useCases.Find(useCase) is { } template)
            Begun = ScopeForm.For(template, words.Today);
        else if (useCase == ScopeTemplates.Exceptional)
            Begun = ScopeForm.For(null, words.Today);
        return Page();
    }

    public IActionResult OnPost()
    {
        if (!Find(out var refused))
            return refused!;
        Begun = ScopeForm.Read(Request.Form);
        if (before is not null)
            Begun = Form with { Name = before.Scope, Consumer = before.Consumer };
        var scope = Form.Scope(words, useCases, before, out var wrong);
        Wrong = wrong;
        if (scope is null)
            return Refuse(FormTexts.Mend);
        var result = IsDraft ? ledger.Edit(scope, Officer) : ledger.Draft(scope, Officer);
        if (result.Outcome == LedgerOutcome.Done)
            return Redirect(ScopeModel.LinkTo(scope with { Version = result.Version }) + "?kept");
        Further = result.Faults;
        return Refuse(ActionTexts.Refusal(result.Outcome));
    }

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
