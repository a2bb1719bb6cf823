using System.Net;
using Interop.Identity.People;
using Interop.Identity.Sessions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Interop.Identity.Pages;

/// <summary>What the pages of this project have in common.</summary>
internal abstract class IdentityPage : InteropPage
{
    protected const string AccountPath = "/account";

    /// <summary>Where the page is to lead, as the address says; anybody may have written that.</summary>
    protected string? ReturnUrl => Request.Query["returnUrl"];

    /// <summary>The token of a one-time link.</summary>
    protected string Token => Request.Query["token"].ToString();

    protected IPAddress? From => HttpContext.Connection.RemoteIpAddress;

    /// <summary>The signed-in person as the store has it now.</summary>
    protected PersonRow Me => SessionCookies.PersonOf(HttpContext, User) ?? throw new BadHttpRequestException("The session ended during the request.");

    protected PageResult Refuse(SignInOutcome outcome) => outcome switch
    {
        SignInOutcome.Braked => Refuse(Texts.Braked, StatusCodes.Status429TooManyRequests),
        SignInOutcome.Busy => Refuse(Texts.Busy, StatusCodes.Status503ServiceUnavailable),
        _ => Refuse(Texts.SignInRefused),
    };

    /// <summary>Where the page leads: a path on this host, never elsewhere.</summary>
    protected string Onward => Url.IsLocalUrl(ReturnUrl) ? ReturnUrl : AccountPath;

    /// <summary>The next step of a sign-in, which keeps where it was to lead.</summary>
    protected RedirectResult Step(string path) => Redirect(path + (Url.IsLocalUrl(ReturnUrl) ? QueryString.Create("returnUrl", ReturnUrl).Value : ""));
}
