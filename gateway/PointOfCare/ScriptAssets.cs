using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace Interop.Gateway.PointOfCare;

/// <summary>
/// The scripts of <c>/verify</c>, served from the assembly. They name each other, so their addresses stay and browsers ask whether they have changed.
/// </summary>
internal static class ScriptAssets
{
    public const string Verify = Root + "verify.js";

    private const string Root = "/assets/point-of-care/", Resources = "point-of-care/";

    public static void Map(IEndpointRouteBuilder routes)
    {
        var assembly = typeof(ScriptAssets).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.StartsWith(Resources, StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            var content = new byte[stream.Length];
            stream.ReadExactly(content);
            var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(content))[..16]}\"");
            routes.MapGet(Root + name[Resources.Length..], context =>
            {
                (context.Response.Headers.CacheControl, context.Response.Headers.XContentTypeOptions) = ("no-cache", "nosniff");
                return Results.Bytes(content, "text/javascript; charset=utf-8", entityTag: tag).ExecuteAsync(context);
            });
        }
    }
}
