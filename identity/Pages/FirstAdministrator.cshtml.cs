using Interop.Identity.People;
using Interop.Identity.Sessions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Logging;

namespace Interop.Identity.Pages;

/// <summary><c>/first-administrator</c>: opened once, by the link that the first start prints.</summary>
internal sealed class FirstAdministratorModel(OwnPassword passwords, PeopleRegister people, ILogger<FirstAdministratorModel> logger) : IdentityPage
{
    /// <summary>What was typed, but for the password.</summary>
    public (string? UserName, string? Km, string? Latin) Typed { get; private set; }

    public bool IsOpen { get; private set; }

    public IActionResult OnGet(string? token) =>
        (IsOpen = passwords.IsGood(token ?? "", firstAdministrator: true)) ? Page() : Refuse(Texts.LinkVoid, StatusCodes.Status410Gone);

    public async Task<IActionResult> OnPostAsync(string? token, string? userName, string? nameKm, string? nameLatin, string? password)
    {
        var change = await passwords.MakeFirstAdministratorAsync(
            token ?? "", userName ?? "", nameKm ?? "", nameLatin ?? "", password ?? "", HttpContext.RequestAborted);
        if (change.Outcome == PersonOutcome.Done)
        {
            Log.FirstAdministratorAdded(logger, change.Person!);
            await SessionCookies.SignInHalfAsync(HttpContext, people.Find(change.Person!)!);
            return Step(EnrolModel.Path, null);
        }

        (Typed, IsOpen) = ((userName, nameKm, nameLatin), change.Outcome != PersonOutcome.LinkVoid);
        return Refuse(Texts.Of(change), IsOpen ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status410Gone);
    }
}
