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

    public IActionResult OnGet() =>
        (IsOpen = passwords.IsGood(Token, firstAdministrator: true)) ? Page() : Refuse(Texts.LinkVoid, StatusCodes.Status410Gone);

    public async Task<IActionResult> OnPostAsync()
    {
        var change = await passwords.MakeFirstAdministratorAsync(
            Token, Field("userName"), Field("nameKm"), Field("nameLatin"), Field("password"), HttpContext.RequestAborted);
        if (change.Outcome == PersonOutcome.Done)
        {
            Log.FirstAdministratorAdded(logger, change.Person!);
            await SessionCookies.SignInHalfAsync(HttpContext, people.Find(change.Person!)!);
            return Step(EnrolModel.Path);
        }

        (Typed, IsOpen) = ((Field("userName"), Field("nameKm"), Field("nameLatin")), change.Outcome != PersonOutcome.LinkVoid);
        return Refuse(Texts.Of(change), IsOpen ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status410Gone);
    }
}
