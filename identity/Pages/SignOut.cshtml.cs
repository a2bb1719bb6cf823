using Interop.Identity.People;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;

namespace Interop.Identity.Pages;

/// <summary><c>/sign-out</c>: asks, since a link from anywhere could lead here, and then ends the session on this device.</summary>
internal sealed class SignOutModel : IdentityPage
{
    public async Task<IActionResult> OnPostAsync()
    {
        await HttpContext.SignOutAsync(Session.HalfScheme);
        await HttpContext.SignOutAsync(Session.Scheme);
        return Redirect(Session.SignInPath);
    }
}
