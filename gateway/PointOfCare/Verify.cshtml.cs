using System.Security.Claims;
using Interop.Gateway.Exchanges;
using Interop.Gateway.Institutions;
using Interop.Gateway.Rechecks;
using Interop.Identity;
using Interop.Identity.Pages;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Data.Sqlite;

namespace Interop.Gateway.PointOfCare;

/// <summary>
/// <c>/verify</c>: a clerk at the counter of a hospital types or scans a card and sees in one look whether its holder is covered, by whom, and until when;
/// or scans a guarantee that somebody brought and sees what it is worth. All of it works without a script but the camera.
/// </summary>
[RequestSizeLimit(32 * 1024)]
[Authorize(AuthenticationSchemes = IdentityRegistration.SessionScheme, Roles = IdentityRegistration.ClerkRole)]
internal sealed class VerifyModel(InstitutionRegister institutions, CoverageQuestions questions, GuaranteeReading guarantees, SealedCards boxes, KeptCards kept) : InteropPage
{
    public const string Path = "/verify";

    /// <summary>A guarantee is the longest that can be scanned.</summary>
    public const int Longest = 2_048;

    /// <summary>Numbers that a device brings at once; what is more comes in a further request.</summary>
    public const int MostKept = 50;

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
        var (x, y) = boxes.KeyOf(own.Code);
        return new JsonResult(new { facility = own.Code, en = own.Name.En, km = own.Name.Km, cardKey = guarantees.CardKeyOf(own.Code), sealKey = new { x, y } });
    }

    /// <summary>
    /// The numbers that a device kept while it had no network, as many fields <c>kept</c>: <c>{name}.{box}</c>. Answers which of them it may forget; the others it
    /// sends again, and no question is asked twice.
    /// </summary>
    public async Task<IActionResult> OnPostKeptAsync()
    {
        if (Own() is not { } own)
            return NotYours();
        var brought = Fields("kept").Take(MostKept).Select(f => f.Split('.', 2)).Where(f => f.Length == 2).Select(f => (f[0], f[1]));
        var (taken, unreadable) = await kept.TakeAsync(HttpContext, own, Clerk, brought);
        Response.Headers.CacheControl = "no-store";
        return new JsonResult(new { taken, unreadable });
    }

    // No handler arguments: the framework logs those.
    public async Task<IActionResult> OnPostAsync()
    {
        if (Own() is not { } own)
            return NotYours();
        if (Purposes.Contains(Field("purpose")))
            Purpose = Field("purpose");
        if (Field("waiting") is { Length: > 0 } waiting)
            return await AnswerAsync(waiting, own);
        var text = Field("value").Trim();
        if (GuaranteeReading.IsMeant(text))
            return Read(text, own);
        Typed = text.Length <= Longest ? text : "";
        if (TypedCard.Read(Typed) is not { } subject)
            return Refuse(VerifyTexts.NotANumber);
        return await AskAsync(own, subject, null);
    }

    private async Task<IActionResult> AskAsync(Institution own, Subject subject, DateOnly? day)
    {
        (Found, var refused) = await questions.AskAsync(HttpContext, own, Clerk, subject, day);
        if (refused is not null)
            return Refuse(refused, refused == VerifyTexts.Busy ? StatusCodes.Status429TooManyRequests : StatusCodes.Status403Forbidden);
        Typed = ""; // the next one
        return Page();
    }

    /// <summary>Asks about a patient who waits, for the day of the visit; once somebody can say, nobody waits any more.</summary>
    private async Task<IActionResult> AnswerAsync(string waiting, Institution own)
    {
        KeptQuestion? asked;
        try
        {
            asked = kept.Find(waiting, own);
        }
        catch (SqliteException)
        {
            return Refuse(WaitingTexts.Unavailable, StatusCodes.Status503ServiceUnavailable);
        }
        if (asked is null)
            return Refuse(WaitingTexts.Over, StatusCodes.Status404NotFound);
        if (Purposes.Contains(asked.Purpose))
            Purpose = asked.Purpose;
        var answer = await AskAsync(own, new(asked.Type, asked.Value), asked.Date);
        if (Found is { IsAskedAgain: false, Verdict: not CoverageVerdict.Unknown })
            kept.Answered(asked);
        return answer;
    }

    private (string Id, string Purpose) Clerk => (User.FindFirstValue(IdentityRegistration.PersonClaim)!, Purpose);

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
