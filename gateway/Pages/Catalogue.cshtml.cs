using Interop.Gateway.Catalogue;
using Interop.Gateway.Demo;
using Interop.Gateway.Institutions;
using Interop.Gateway.Privacy;
using Interop.Gateway.Rechecks;
using Interop.Identity;
using Interop.Schemas.Codes;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Data.Sqlite;

namespace Interop.Gateway.Pages;

/// <summary><c>/catalogue</c>: what there is, for everybody; what one's own institution may use, and a way to try it, for whoever is signed in.</summary>
[RequestSizeLimit(64 * 1024)]
[Authorize(AuthenticationSchemes = IdentityRegistration.SessionScheme), AllowAnonymous] // whoever is signed in is known, and nobody has to be
internal sealed class CatalogueModel(CatalogueRoom catalogue, InstitutionRegister institutions, CatalogueTrial trial, RecheckStore rechecks) : PageModel
{
    public const string Path = "/catalogue";

    private Institution? own;

    public CatalogueView View { get; private set; } = null!;

    public IReadOnlyList<DemoPerson> Samples { get; private set; } = [];

    /// <summary>Questions of the own institution that an outage left open.</summary>
    public long Waiting { get; private set; }

    public bool CanTry => own is not null && Samples.Count > 0;

    /// <summary>The purpose to begin with: the first that the institution may name.</summary>
    public string? FirstPurpose => View.Own?.Scopes.SelectMany(s => s.Purposes).FirstOrDefault();

    public Trial? Tried { get; private set; }

    public void OnGet() => Enter();

    // No handler arguments: the framework logs those.
    public async Task<IActionResult> OnPostTryAsync()
    {
        Enter();
        if (!CanTry)
            return Forbid(IdentityRegistration.SessionScheme);
        var form = Request.Form;
        var operation = form["operation"] == "lookup" ? Operation.Lookup : Operation.EntitlementCheck;
        if (!int.TryParse(form["person"], out var person) || person < 0 || person >= Samples.Count || !CodeLists.Purposes.ContainsKey(form["purpose"].ToString()))
            return BadRequest();
        Tried = await trial.AskAsync(HttpContext, own!, person, form["purpose"].ToString(), operation);
        return Page();
    }

    private void Enter()
    {
        own = User.FindFirst(IdentityRegistration.InstitutionClaim) is { } code && User.Identity?.AuthenticationType == IdentityRegistration.SessionScheme ? institutions.Find(code.Value) : null;
        (View, Samples) = (catalogue.For(own), own is null ? [] : trial.Samples);
        try
        {
            Waiting = own is null ? 0 : rechecks.Waiting(own.Code);
        }
        catch (SqliteException)
        {
            // The rest of the page does not need it.
        }
    }
}
