using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Interop.System.Tests.Rechecks;

/// <summary>A notice as it arrived.</summary>
internal sealed record SeenNotice(string Address, string Body, Dictionary<string, string> Headers)
{
    public string Id => JsonDocument.Parse(Body).RootElement.GetProperty("recheck").GetProperty("id").GetString()!;

    /// <summary>Whether the hub's published key made its signature; the base is put together here, by hand (RFC 9421 §2.5).</summary>
    public bool IsSignedBy(JsonElement keySet)
    {
        var parameters = Headers["Signature-Input"]["interop=".Length..];
        var text = $"\"@method\": POST\n\"@target-uri\": {Address}\n\"content-type\": {Headers["Content-Type"]}\n\"content-digest\": {Headers["Content-Digest"]}\n\"@signature-params\": {parameters}";
        if (Headers["Content-Digest"] != $"sha-256=:{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Body)))}:")
            return false;
        var kid = parameters.Split("keyid=\"")[1].Split('"')[0];
        var key = keySet.GetProperty("keys").EnumerateArray().Single(k => k.GetProperty("kid").GetString() == kid);
        using var verifier = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new() { X = Base64Url.DecodeFromChars(key.GetProperty("x").GetString()!), Y = Base64Url.DecodeFromChars(key.GetProperty("y").GetString()!) },
        });
        return verifier.VerifyData(Encoding.ASCII.GetBytes(text), Convert.FromBase64String(Headers["Signature"]["interop=:".Length..^1]), HashAlgorithmName.SHA256);
    }
}

/// <summary>A hospital's server for notices, which takes them or does not as its test says.</summary>
internal sealed class NoticeReceiver : IAsyncDisposable
{
    private readonly WebApplication app;

    private NoticeReceiver(WebApplication app) => this.app = app;

    public int Status { get; set; } = 204;

    public ConcurrentQueue<SeenNotice> Seen { get; } = new();

    public string Address => app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First() + "/hub/notices";

    public static async Task<NoticeReceiver> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var receiver = new NoticeReceiver(builder.Build());
        receiver.app.Run(receiver.RunAsync);
        await receiver.app.StartAsync(TestContext.Current.CancellationToken);
        return receiver;
    }

    private async Task RunAsync(HttpContext context)
    {
        using var body = new StreamReader(context.Request.Body);
        var text = await body.ReadToEndAsync(TestContext.Current.CancellationToken);
        context.Response.StatusCode = Status;
        // A redirect that a caller would follow to where nobody said it may go.
        if (Status == 307)
            context.Response.Headers.Location = Address;
        Seen.Enqueue(new($"http://{context.Request.Host}{context.Request.Path}", text, context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase)));
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }
}
