using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Interop.Identity.Pages;

/// <summary>What every page with a form has in common: what came of it, and how its fields are read.</summary>
[RequestSizeLimit(64 * 1024)]
public abstract class InteropPage : PageModel
{
    /// <summary>Whether the page runs a script, of this host alone. The browser runs none on any other page.</summary>
    public virtual bool HasScript => false;

    /// <summary>Why the form was refused.</summary>
    public PageText? Fault { get; private set; }

    /// <summary>What was done.</summary>
    public PageText? Done { get; protected set; }

    // Handlers take no arguments: the framework logs those, and a password or a person's number may be among them.

    /// <summary>A field of the form; empty when it was not sent.</summary>
    protected string Field(string name) => Request.Form[name].ToString();

    /// <summary>All values of a field that can be sent many times, as ticked boxes are.</summary>
    protected IReadOnlyList<string> Fields(string name) => [.. Request.Form[name].OfType<string>()];

    /// <summary>Shows the page again with the reason.</summary>
    protected PageResult Refuse(PageText fault, int status = StatusCodes.Status422UnprocessableEntity)
    {
        (Fault, Response.StatusCode) = (fault, status);
        return Page();
    }
}
