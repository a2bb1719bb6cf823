using Interop.Adapters.Mapping;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Interop.Adapters.Tests.Compliance;

/// <summary>A Kestrel server on loopback; the first segment of the path chooses the fault.</summary>
public abstract class HttpFarSide : FarSide
{
    protected const string Key = "the-key-of-the-registry";

    private readonly TaskCompletionSource never = new();
    private WebApplication? server;

    protected string Origin => server!.Urls.Single();

    /// <summary>Paths with query that were asked.</summary>
    public List<string> Asked { get; } = [];

    protected abstract RegistryMapping Unconnected { get; }
    protected abstract string ContentType { get; }

    public override RegistryMapping Mapping(Fault fault) => Unconnected.WithConnection(
        fault == Fault.Gone ? "http://127.0.0.1:9/" : $"{Origin}/{fault}", fault == Fault.Refuse ? "wrong" : Key);

    public override async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        server = builder.Build();
        server.Run(AnswerAsync);
        await server.StartAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        never.TrySetResult();
        if (server is not null) await server.DisposeAsync();
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected abstract bool IsAuthorized(HttpRequest request);

    /// <summary>The answer of a server in good health to a path below the fault's.</summary>
    protected abstract Task<string?> AnswerAsync(HttpRequest request, string path);

    private async Task AnswerAsync(HttpContext context)
    {
        var parts = context.Request.Path.Value!.Split('/', 3);
        lock (Asked) Asked.Add(context.Request.Path + context.Request.QueryString);
        context.Response.ContentType = ContentType;
        if (!IsAuthorized(context.Request))
        {
            context.Response.StatusCode = 401;
            return;
        }
        var fault = Enum.Parse<Fault>(parts[1]);
        if (fault == Fault.Hang) await never.Task.WaitAsync(context.RequestAborted);
        var answer = fault == Fault.Garbage ? "<html>moved</html>" : await AnswerAsync(context.Request, "/" + parts[2]);
        if (answer is null)
        {
            context.Response.StatusCode = 404;
            return;
        }
        await context.Response.WriteAsync(fault == Fault.Midway ? answer[..(answer.Length / 2)] : answer, context.RequestAborted);
        if (fault != Fault.Midway) return;
        await context.Response.Body.FlushAsync(context.RequestAborted);
        context.Abort();
    }
}
