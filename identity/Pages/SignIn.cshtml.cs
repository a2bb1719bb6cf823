using Interop.Identity.People;
using Interop.Identity.Sessions;
using Microsoft.AspNetCore.Mvc;

namespace Interop.Identity.Pages;

/// <summary><c>/sign-in</c>: user name and password.</summary>
internal sealed class SignInModel(SignInDesk desk, TimeProvider time) : IdentityPage
{
    public string? UserName { get; private set; }

    public async Task<IActionResult> OnPostAsync()
    {
        UserName = Field("userName");
        var result = await desk.TryPasswordAsync(UserName, Field("password"), From, HttpContext.RequestAborted);
        switch (result)
        {
            case { Outcome: SignInOutcome.SignedIn, Person: { } person }:
                await SessionCookies.SignInAsync(HttpContext, person, secondFactor: false, time.GetUtcNow());
                return Redirect(Onward);
            case { Outcome: SignInOutcome.CodeWanted or SignInOutcome.EnrolmentWanted, Person: { } person }:
                await SessionCookies.SignInHalfAsync(HttpContext, person);
                return Step(result.Outcome == SignInOutcome.CodeWanted ? SignInCodeModel.Path : EnrolModel.Path);
            default:
                return Refuse(result.Outcome);
        }
    }
}
