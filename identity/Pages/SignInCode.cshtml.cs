using Interop.Identity.People;
using Interop.Identity.Sessions;
using Microsoft.AspNetCore.Mvc;

namespace Interop.Identity.Pages;

/// <summary><c>/sign-in/code</c>: the second factor of who gave the right password a moment ago.</summary>
internal sealed class SignInCodeModel(SignInDesk desk, TimeProvider time) : IdentityPage
{
    public const string Path = "/sign-in/code";

    public async Task<IActionResult> OnGetAsync(string? returnUrl) =>
        await SessionCookies.HalfSignedInAsync(HttpContext) is null ? Step(Session.SignInPath, returnUrl) : Page();

    public async Task<IActionResult> OnPostAsync(string? code, string? returnUrl)
    {
        if (await SessionCookies.HalfSignedInAsync(HttpContext) is not { } person)
            return Step(Session.SignInPath, returnUrl);
        var result = desk.TryCode(person, code ?? "", From);
        if (result.Outcome != SignInOutcome.SignedIn)
            return Refuse(result.Outcome);
        await SessionCookies.SignInAsync(HttpContext, person, secondFactor: true, time.GetUtcNow());
        return GoOn(returnUrl);
    }
}
