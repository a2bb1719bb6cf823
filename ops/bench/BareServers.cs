namespace Interop.Bench;

/// <summary>What the hub is measured against: the least a service can be on this platform, and the same behind the least a proxy can be.</summary>
internal static class BareServers
{
    private static readonly byte[] Answer = """{"status":"ok","covered":"yes","programmes":["hef"],"receipt":"none"}"""u8.ToArray();

    public static async Task<int> KestrelAsync(string url)
    {
        var app = Quiet(url).Build();
        app.MapPost("/v1/entitlements/check", static async context =>
        {
            // The body is read, as any service reads what it answers.
            await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
            context.Response.ContentType = "application/json";
            context.Response.ContentLength = Answer.Length;
            await context.Response.Body.WriteAsync(Answer);
        });
        app.MapGet("/v1/records", static context =>
        {
            context.Response.ContentType = "application/json";
            context.Response.ContentLength = PublishedBench.Answer.Length;
            return context.Response.Body.WriteAsync(PublishedBench.Answer).AsTask();
        });
        await app.RunAsync();
        return 0;
    }

    public static async Task<int> YarpAsync(string url, string to)
    {
        var builder = Quiet(url);
        builder.Services.AddReverseProxy().LoadFromMemory(
            [new() { RouteId = "all", ClusterId = "service", Match = new() { Path = "{**all}" } }],
            [new() { ClusterId = "service", Destinations = new Dictionary<string, Yarp.ReverseProxy.Configuration.DestinationConfig> { ["one"] = new() { Address = to } } }]);
        var app = builder.Build();
        app.MapReverseProxy();
        await app.RunAsync();
        return 0;
    }

    private static WebApplicationBuilder Quiet(string url)
    {
        // Its own folder and not the one it is started in: there it would watch every file, and so wake up for each write of the hub that is measured beside it.
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(url);
        return builder;
    }
}
