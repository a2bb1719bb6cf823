using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Interop.Identity.Pages;

/// <summary>The page that says no; reached only from within (<see cref="PageRefusals"/>), else there is no such page.</summary>
internal sealed class RefusedModel : PageModel
{
    public PageText Why { get; private set; } = Texts.Refused404;

    public void OnGet()
    {
        Response.StatusCode = HttpContext.Features.Get<Refusal>()?.Status ?? StatusCodes.Status404NotFound;
        Why = Response.StatusCode switch
        {
            StatusCodes.Status403Forbidden => Texts.Refused403,
            StatusCodes.Status404NotFound => Texts.Refused404,
            >= 500 => Texts.Refused500,
            _ => Texts.Refused400,
        };
    }
}
