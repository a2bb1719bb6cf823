using Interop.Gateway.Dci.Signing;

namespace Interop.Gateway.Dci;

/// <summary>What the door publishes to everybody: <c>/dci/.well-known/jwks.json</c>, and the same below the address of each registry, where partners look for it.</summary>
internal static class DciPublished
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/dci/.well-known/jwks.json", KeysAsync);
        foreach (var registry in DciRegistry.All)
            routes.MapGet($"/dci/{registry.Name}/.well-known/jwks.json", KeysAsync);
    }

    private static Task KeysAsync(HttpContext context)
    {
        context.Response.ContentType = "application/json";
        context.Response.Headers.CacheControl = "public, max-age=300";
        return context.Response.WriteAsync(context.RequestServices.GetRequiredService<DciKeys>().Published().ToJsonString(), context.RequestAborted);
    }
}
