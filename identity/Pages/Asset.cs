using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace Interop.Identity.Pages;

/// <summary>A file that pages need, served from the assembly. Its address changes with its content, so browsers may keep it.</summary>
internal sealed class Asset
{
    public static readonly Asset StyleSheet = new("interop.css", "text/css; charset=utf-8");
    public static readonly Asset Icon = new("interop.svg", "image/svg+xml");

    private readonly byte[] content;
    private readonly string route, type, tag;

    private Asset(string name, string type)
    {
        using var stream = typeof(Asset).Assembly.GetManifestResourceStream("pages/" + name)!;
        content = new byte[stream.Length];
        stream.ReadExactly(content);
        (route, this.type, tag) = ("/assets/" + name, type, Convert.ToHexStringLower(SHA256.HashData(content))[..16]);
    }

    public string Address => $"{route}?v={tag}";

    public static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var asset in (Asset[])[StyleSheet, Icon])
            routes.MapGet(asset.route, asset.AnswerAsync);
    }

    private Task AnswerAsync(HttpContext context)
    {
        context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return Results.Bytes(content, type, entityTag: new EntityTagHeaderValue($"\"{tag}\"")).ExecuteAsync(context);
    }
}
