using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace Interop.Identity.Pages;

/// <summary>The one style sheet of all pages, served from the assembly. Its address changes with its content, so browsers may keep it.</summary>
internal static class StyleSheet
{
    private const string Route = "/assets/interop.css";

    private static readonly byte[] Css = Read();
    private static readonly string Tag = Convert.ToHexStringLower(SHA256.HashData(Css))[..16];

    public static string Address { get; } = $"{Route}?v={Tag}";

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet(Route, static context =>
    {
        context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return Results.Bytes(Css, "text/css; charset=utf-8", entityTag: new EntityTagHeaderValue($"\"{Tag}\"")).ExecuteAsync(context);
    });

    private static byte[] Read()
    {
        using var stream = typeof(StyleSheet).Assembly.GetManifestResourceStream("pages/interop.css")!;
        var css = new byte[stream.Length];
        stream.ReadExactly(css);
        return css;
    }
}
