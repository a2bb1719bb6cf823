using System.Net;
using Interop.Identity.People;
using Interop.Identity.Sessions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Interop.Identity.Pages;

/// <summary>What the pages of this project have in common.</summary>
[RequestSizeLimit(64 * 1024)]
internal abstract class IdentityPage : PageModel
{
    protected const string AccountPath = "/account";

    /// <summary>Why the form was refused.</summary>
    public PageText? Fault { get; private set; }

    /// <summary>What was done.</summary>
    public PageText? Done { get; protected set; }

    protected IPAddress? From => HttpContext.Connection.RemoteIpAddress;

    /// <summary>The signed-in person as the store has it now.</summary>
    protected PersonRow Me => SessionCookies.PersonOf(HttpContext, User) ?? throw new BadHttpRequestException("The session ended during the request.");

    /// <summary>Shows the page again with the reason.</summary>
    protected PageResult Refuse(PageText fault, int status = StatusCodes.Status422UnprocessableEntity)
    {
        (Fault, Response.StatusCode) = (fault, status);
        return Page();
    }

    protected PageResult Refuse(SignInOutcome outcome) => outcome switch
    {
        SignInOutcome.Braked => Refuse(Texts.Braked, StatusCodes.Status429TooManyRequests),
        SignInOutcome.Busy => Refuse(Texts.Busy, StatusCodes.Status503ServiceUnavailable),
        _ => Refuse(Texts.SignInRefused),
    };

    /// <summary>Leads on, to a path on this host or nowhere: what stands in an address may have been written by anybody.</summary>
    protected RedirectResult GoOn(string? returnUrl) => Redirect(Local(returnUrl));

    protected string Local(string? returnUrl) => Url.IsLocalUrl(returnUrl) ? returnUrl : AccountPath;

    /// <summary>The next step of a sign-in, which keeps where it was to lead.</summary>
    protected RedirectResult Step(string path, string? returnUrl) =>
        Redirect(path + (Url.IsLocalUrl(returnUrl) ? QueryString.Create("returnUrl", returnUrl).Value : ""));
}
