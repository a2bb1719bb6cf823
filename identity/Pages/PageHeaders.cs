using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Interop.Identity.Pages;

/// <summary>Gives every page of the product its protective headers.</summary>
internal sealed class PageHeaders : IResultFilter
{
    // No form-action: a browser applies it to redirects too, and after signing in a form may lead back to another site (OpenID Connect).
    private const string Policy = "default-src 'self'; script-src 'none'; object-src 'none'; frame-ancestors 'none'; base-uri 'none'";
    private const string ScriptPolicy = "default-src 'self'; script-src 'self'; object-src 'none'; frame-ancestors 'none'; base-uri 'none'";

    public void OnResultExecuting(ResultExecutingContext context)
    {
        if (context.Result is not PageResult)
            return;
        var headers = context.HttpContext.Response.Headers;
        headers.ContentSecurityPolicy = context.Controller is InteropPage { HasScript: true } ? ScriptPolicy : Policy;
        headers.CacheControl = "no-store";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin"; // a one-time link must not travel to another site
    }

    public void OnResultExecuted(ResultExecutedContext context)
    {
    }
}
