using System.Security.Claims;
using Interop.Gateway.Exchanges;
using Interop.Gateway.Institutions;
using Interop.Identity;
using Interop.Identity.Pages;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Interop.Gateway.PointOfCare;

/// <summary>
/// <c>/verify</c>: a clerk at the counter of a hospital types or scans a card and sees in one look whether its holder is covered, by whom, and until when;
/// or scans a guarantee that somebody brought and sees what it is worth. All of it works without a script but the camera.
/// </summary>
[RequestSizeLimit(16 * 1024)]
[Authorize(AuthenticationSchemes = IdentityRegistration.SessionScheme, Roles = IdentityRegistration.ClerkRole)]
internal sealed class VerifyModel(InstitutionRegister institutions, CoverageQuestions questions, GuaranteeReading guarantees) : InteropPage
{
    public const string Path = "/verify";

    /// <summary>A guarantee is the longest that can be scanned.</summary>
    public const int Longest = 2_048;

    public override bool HasScript => true;

    /// <summary>What was typed, to be shown again when it was refused.</summary>
    public string Typed { get; private set; } = "";

    /// <summary>Null while no card was asked about.</summary>
    public CoverageFound? Found { get; private set; }

    /// <summary>Null while no guarantee was brought.</summary>
    public GuaranteeRead? Brought { get; private set; }

    /// <summary>For what the clerk may ask; the chosen one is asked for, and stays chosen for the next.</summary>
    public IReadOnlyList<string> Purposes { get; private set; } = [];

    public string Purpose { get; private set; } = "";

    public IActionResult OnGet() => Own() is null ? NotYours() : Page();

    /// <summary>Whose the device is that asks, and the secret by which it compares cards without a network.</summary>
    public IActionResult OnGetDevice()
    {
        if (Own() is not { } own)
            return NotYours();
        Response.Headers.CacheControl = "no-store";
        return new JsonResult(new { facility = own.Code, en = own.Name.En, km = own.Name.Km, cardKey = guarantees.CardKeyOf(own.Code) });
    }

    // No handler arguments: the framework logs those.
    public async Task<IActionResult> OnPostAsync()
    {
        if (Own() is not { } own)
            return NotYours();
        if (Purposes.Contains(Field("purpose")))
            Purpose = Field("purpose");
        var text = Field("value").Trim();
        if (GuaranteeReading.IsMeant(text))
            return Read(text, own);
        Typed = text.Length <= Longest ? text : "";
        if (TypedCard.Read(Typed) is not { } subject)
            return Refuse(VerifyTexts.NotANumber);
        (Found, var refused) = await questions.AskAsync(HttpContext, own, (User.FindFirstValue(IdentityRegistration.PersonClaim)!, Purpose), subject);
        if (refused is not null)
            return Refuse(refused, refused == VerifyTexts.Busy ? StatusCodes.Status429TooManyRequests : StatusCodes.Status403Forbidden);
        Typed = ""; // the next one
        return Page();
    }

    private PageResult Read(string token, Institution own)
    {
        Subject? card = null;
        if (Field("card").Trim() is { Length: > 0 } typed && (card = TypedCard.Read(typed)) is null)
        {
            Brought = guarantees.Read(token, own.Code, null);
            return Refuse(VerifyTexts.NotANumber);
        }
        Brought = guarantees.Read(token, own.Code, card?.Value);
        return Page();
    }

    /// <summary>The clerk's institution, where a scope lets it ask at the point of care.</summary>
    private Institution? Own()
    {
        if (User.FindFirst(IdentityRegistration.InstitutionClaim) is not { } code || (Purposes = questions.PurposesOf(code.Value)).Count == 0)
            return null;
        Purpose = Purposes[0];
        return institutions.Find(code.Value);
    }

    private ForbidResult NotYours() => Forbid(IdentityRegistration.SessionScheme);
}
