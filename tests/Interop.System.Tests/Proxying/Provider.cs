using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Interop.System.Tests.Proxying;

/// <summary>What a provider saw of one request.</summary>
internal sealed record SeenRequest(string Method, string Target, Dictionary<string, string> Headers, long Length);

/// <summary>A ministry's web service on a free port, which does what its test says.</summary>
internal sealed class Provider : IAsyncDisposable
{
    private readonly WebApplication app;

    private Provider(WebApplication app) => this.app = app;

    public Func<HttpContext, Task> Answer { get; set; } = context => Json(context, "{}");
    public ConcurrentQueue<SeenRequest> Seen { get; } = new();
    public string Address => app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    public static async Task<Provider> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0").ConfigureKestrel(k => k.Limits.MaxRequestBodySize = null);
        var provider = new Provider(builder.Build());
        provider.app.Run(provider.RunAsync);
        await provider.app.StartAsync(TestContext.Current.CancellationToken);
        return provider;
    }

    public static Task Json(HttpContext context, string json, int status = 200)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(json);
    }

    /// <summary>Forgets what it saw, and answers like this from now on.</summary>
    public void From(Func<HttpContext, Task> answer)
    {
        Seen.Clear();
        Answer = answer;
    }

    private async Task RunAsync(HttpContext context)
    {
        // Large content is counted; its beginning can be read once more.
        long length = 0;
        var buffer = new byte[64 * 1024];
        using var begin = new MemoryStream();
        for (int read; (read = await context.Request.Body.ReadAsync(buffer)) > 0; length += read)
            if (length < buffer.Length)
                begin.Write(buffer, 0, read);
        begin.Position = 0;
        context.Request.Body = begin;
        Seen.Enqueue(new(
            context.Request.Method, context.Features.Get<IHttpRequestFeature>()!.RawTarget,
            context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase), length));
        await Answer(context);
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }
}
