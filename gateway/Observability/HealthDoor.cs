using System.Text.Json;
using Interop.Gateway.Audit;
using Interop.Gateway.Proxy.Publishing;
using Interop.Gateway.Registries;

namespace Interop.Gateway.Observability;

/// <summary>
/// <c>/health/live</c>: the process answers. <c>/health/ready</c>: it can record, so it may be sent work; a registry that is down
/// or a published service that was changed to something wrong makes it
/// <c>degraded</c>, not unready: answers then say <c>unknown</c> and where from, and the service stays as it was.
/// </summary>
internal sealed class HealthDoor(AuditLog audit, RegistrySet registries, ServicePublication services, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim asking = new(1);
    private IReadOnlyDictionary<string, string?> last = new Dictionary<string, string?>();
    private long askedAt;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", static context => WriteAsync(context, 200, new Dictionary<string, object?> { ["status"] = "alive" }));
        routes.MapGet("/health/ready", static context => context.RequestServices.GetRequiredService<HealthDoor>().ReadyAsync(context));
    }

    private async Task ReadyAsync(HttpContext context)
    {
        var faults = await RegistriesAsync(context.RequestAborted);
        var recording = audit.Health != AuditHealth.Unavailable;
        var status = !recording ? "unready" : faults.Values.Any(f => f is not null) || services.Faults.Count > 0 ? "degraded" : "ready";
        await WriteAsync(context, recording ? 200 : 503, new Dictionary<string, object?>
        {
            ["status"] = status,
            ["audit"] = recording ? "durable" : "unavailable",
            ["registries"] = faults.ToDictionary(f => f.Key, f => f.Value ?? "answering"),
            // The faults themselves hold addresses of ministries, and anybody may ask for health.
            ["services"] = services.Faults.Count == 0 ? "published" : $"{services.Faults.Count} faults in changed files, see the log; what was published before stays",
        });
    }

    // Asked at most every few seconds however often the probe comes, so that probing cannot become a load on the ministries.
    private async ValueTask<IReadOnlyDictionary<string, string?>> RegistriesAsync(CancellationToken cancellation)
    {
        await asking.WaitAsync(cancellation);
        try
        {
            if (last.Count == 0 || time.GetElapsedTime(askedAt) > Fresh)
            {
                var answers = await Task.WhenAll(registries.All.Select(async r => (r.Registry, Fault: await AskAsync(r, cancellation))));
                last = answers.ToDictionary(a => a.Registry, a => a.Fault);
                askedAt = time.GetTimestamp();
            }
            return last;
        }
        finally
        {
            asking.Release();
        }
    }

    private async Task<string?> AskAsync(RegistryLink registry, CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellation, patience.Token);
        try
        {
            return await registry.Adapter.CheckHealthAsync(both.Token).WaitAsync(both.Token);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            return "no answer within a second";
        }
    }

    public void Dispose() => asking.Dispose();

    private static Task WriteAsync(HttpContext context, int status, Dictionary<string, object?> body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.Body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(body)).AsTask();
    }
}
