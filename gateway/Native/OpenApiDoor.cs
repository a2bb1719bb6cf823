using Interop.Schemas;

namespace Interop.Gateway.Native;

/// <summary><c>/openapi/v1.json</c>: the contract of the native door, assembled from the message schemas and their samples.</summary>
internal static class OpenApiDoor
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var document = new Lazy<string>(OpenApiDocument.Assemble);
        routes.MapGet("/openapi/v1.json", context =>
        {
            context.Response.ContentType = "application/json";
            return context.Response.WriteAsync(document.Value, context.RequestAborted);
        });
    }
}
