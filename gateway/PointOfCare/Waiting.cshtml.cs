using Interop.Gateway.Institutions;
using Interop.Gateway.Rechecks;
using Interop.Identity;
using Interop.Identity.Pages;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Data.Sqlite;

namespace Interop.Gateway.PointOfCare;

/// <summary><c>/verify/waiting</c>: the patients about whom nobody could say when they came, and of which of them somebody can say by now.</summary>
[RequestSizeLimit(1024)]
[Authorize(AuthenticationSchemes = IdentityRegistration.SessionScheme, Roles = IdentityRegistration.ClerkRole)]
internal sealed class WaitingModel(InstitutionRegister institutions, CoverageQuestions questions, KeptCards cards, ILogger<WaitingModel> logger) : InteropPage
{
    public const string Path = "/verify/waiting";

    /// <summary>Those with an answer first; null when it cannot be read now.</summary>
    public IReadOnlyList<(KeptQuestion Asked, bool IsDone)>? Waiting { get; private set; }

    public IActionResult OnGet()
    {
        if (User.FindFirst(IdentityRegistration.InstitutionClaim) is not { } code || institutions.Find(code.Value) is not { } own || questions.PurposesOf(own.Code).Count == 0)
            return Forbid(IdentityRegistration.SessionScheme);
        try
        {
            Waiting = [.. cards.WaitingOf(own).OrderByDescending(w => w.IsDone)];
        }
        catch (SqliteException e)
        {
            Log.RechecksUnavailable(logger, e);
            return Refuse(WaitingTexts.Unavailable, StatusCodes.Status503ServiceUnavailable);
        }
        return Page();
    }
}
