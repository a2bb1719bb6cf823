using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace Interop.Gateway.PointOfCare;

/// <summary>
/// The scripts of <c>/verify</c> and what makes it installable, served from the assembly. They name each other, so their addresses stay and browsers ask whether
/// they have changed.
/// </summary>
internal static class ScriptAssets
{
    public const string Verify = Root + "verify.js", Offline = Root + "offline.js", Manifest = Root + "manifest.webmanifest";

    private const string Root = "/assets/point-of-care/", Resources = "point-of-care/", Worker = Resources + "worker.js";

    public static void Map(IEndpointRouteBuilder routes)
    {
        var assembly = typeof(ScriptAssets).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.StartsWith(Resources, StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            var content = new byte[stream.Length];
            stream.ReadExactly(content);
            var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(content))[..16]}\"");
            var type = name.EndsWith(".js", StringComparison.Ordinal) ? "text/javascript; charset=utf-8" : "application/manifest+json";
            routes.MapGet(Root + name[Resources.Length..], context =>
            {
                (context.Response.Headers.CacheControl, context.Response.Headers.XContentTypeOptions) = ("no-cache", "nosniff");
                if (name == Worker)
                {
                    // A worker has the policy of its own answer, and may look after pages beside its folder only where its host says so.
                    context.Response.Headers["Service-Worker-Allowed"] = VerifyModel.Path;
                    context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; connect-src 'self'";
                }
                return Results.Bytes(content, type, entityTag: tag).ExecuteAsync(context);
            });
        }
    }
}
