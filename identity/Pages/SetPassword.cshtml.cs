using Interop.Identity.People;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Logging;

namespace Interop.Identity.Pages;

/// <summary><c>/set-password</c>: opened once, by the link that <c>people add</c> or <c>people reset</c> prints.</summary>
internal sealed class SetPasswordModel(OwnPassword passwords, ILogger<SetPasswordModel> logger) : IdentityPage
{
    public bool IsOpen { get; private set; }

    public IActionResult OnGet() =>
        (IsOpen = passwords.IsGood(Token, firstAdministrator: false)) ? Page() : Refuse(Texts.LinkVoid, StatusCodes.Status410Gone);

    public async Task<IActionResult> OnPostAsync()
    {
        var change = await passwords.SetAsync(Token, Field("password"), HttpContext.RequestAborted);
        if (change.Outcome == PersonOutcome.Done)
        {
            Log.PersonChanged(logger, change.Person!, "password by link");
            Done = Texts.PasswordSet;
            return Page();
        }

        IsOpen = change.Outcome != PersonOutcome.LinkVoid;
        return Refuse(Texts.Of(change), IsOpen ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status410Gone);
    }
}
