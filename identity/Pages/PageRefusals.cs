using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Interop.Identity.Pages;

/// <summary>What a browser is told when there is no page for it: the status of <see cref="RefusedModel"/>.</summary>
internal sealed record Refusal(int Status);

/// <summary>
/// Answers a browser whose request was refused without a word - no such page, not for this role, a form without its token - with a page. Whoever does not ask for HTML gets the problem document of the middleware before this one.
/// </summary>
internal sealed class PageRefusals(RequestDelegate next, ILogger<PageRefusals> logger)
{
    private const string RefusedPath = "/refused";

    public async Task InvokeAsync(HttpContext context)
    {
        if (!WantsHtml(context.Request))
        {
            await next(context);
            return;
        }

        var status = await RunAsync(context);
        if (status < 400 || context.Response.HasStarted || context.Response.ContentLength is not null || context.Response.ContentType is not null)
            return;

        // The request takes the same path again, for the page that says no.
        context.SetEndpoint(null);
        context.Features.Get<IRouteValuesFeature>()?.RouteValues.Clear();
        context.Features.Set(new Refusal(status));
        (context.Request.Method, context.Request.Path) = (HttpMethods.Get, RefusedPath);
        await next(context);
    }

    private async Task<int> RunAsync(HttpContext context)
    {
        try
        {
            await next(context);
            return context.Response.StatusCode;
        }
        catch (BadHttpRequestException e) when (!context.Response.HasStarted)
        {
            return e.StatusCode;
        }
        catch (Exception e) when (!context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
        {
            // Message and data of an exception may quote what was being read, so only its type and place are logged.
            Log.PageFailed(logger, e.GetType().FullName ?? "", e.StackTrace ?? "");
            context.Response.Clear();
            return StatusCodes.Status500InternalServerError;
        }
    }

    private static bool WantsHtml(HttpRequest request) =>
        request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase) && !request.Headers.ContainsKey(IdentityRegistration.AccessKeyHeader);
}
