using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Interop.Adapters.Tests;

/// <summary>A Kestrel server on a free loopback port that answers as the test says and remembers what it was asked.</summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private readonly WebApplication server;

    private LoopbackServer(WebApplication server) => this.server = server;

    public string Origin => server.Urls.Single();
    public List<(string Path, string Body)> Asked { get; } = [];

    public static async Task<LoopbackServer> StartAsync(Func<HttpContext, string, Task> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var loopback = new LoopbackServer(builder.Build());
        loopback.server.Run(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            var body = await reader.ReadToEndAsync(context.RequestAborted);
            lock (loopback.Asked) loopback.Asked.Add((context.Request.Path + context.Request.QueryString, body));
            await answer(context, body);
        });
        await loopback.server.StartAsync();
        return loopback;
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();
}
