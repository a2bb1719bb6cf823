using Interop.Identity.People;
using Interop.Identity.Sessions;
using Microsoft.AspNetCore.Mvc;

namespace Interop.Identity.Pages;

/// <summary><c>/sign-in/code</c>: the second factor of who gave the right password a moment ago.</summary>
internal sealed class SignInCodeModel(SignInDesk desk, TimeProvider time) : IdentityPage
{
    public const string Path = "/sign-in/code";

    public async Task<IActionResult> OnGetAsync() =>
        await SessionCookies.HalfSignedInAsync(HttpContext) is null ? Step(Session.SignInPath) : Page();

    public async Task<IActionResult> OnPostAsync()
    {
        if (await SessionCookies.HalfSignedInAsync(HttpContext) is not { } person)
            return Step(Session.SignInPath);
        var result = desk.TryCode(person, Field("code"), From);
        if (result.Outcome != SignInOutcome.SignedIn)
            return Refuse(result.Outcome);
        await SessionCookies.SignInAsync(HttpContext, person, secondFactor: true, time.GetUtcNow());
        return Redirect(Onward);
    }
}
