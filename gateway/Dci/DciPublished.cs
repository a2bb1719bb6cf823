using Interop.Gateway.Dci.Signing;

namespace Interop.Gateway.Dci;

/// <summary>
/// What the door publishes to everybody: <c>/dci/.well-known/jwks.json</c> and <c>locations.json</c> beside it, and the same below the address of each
/// registry, where partners look for it. Where there is nothing it says so in the words of the specifications.
/// </summary>
internal static class DciPublished
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var root in DciRegistry.All.Select(r => $"/dci/{r.Name}").Prepend("/dci"))
        {
            routes.MapGet($"{root}/.well-known/jwks.json", KeysAsync);
            routes.MapGet($"{root}/.well-known/locations.json", LocationsAsync);
        }
        routes.Map("/dci/{**other}", DciAnswer.NotFoundAsync);
    }

    private static Task KeysAsync(HttpContext context)
    {
        Describe(context, "public, max-age=300");
        return context.Response.WriteAsync(context.RequestServices.GetRequiredService<DciKeys>().Published().ToJsonString(), context.RequestAborted);
    }

    private static Task LocationsAsync(HttpContext context)
    {
        if (context.RequestServices.GetRequiredService<DciLocations>().Document is not { } document)
            return DciAnswer.NotFoundAsync(context);
        Describe(context, "public, max-age=86400");
        return context.Response.Body.WriteAsync(document, context.RequestAborted).AsTask();
    }

    private static void Describe(HttpContext context, string age)
    {
        context.Response.ContentType = "application/json";
        context.Response.Headers.CacheControl = age;
    }
}
