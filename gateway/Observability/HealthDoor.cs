using System.Text.Json;
using Interop.Gateway.Audit;
using Interop.Gateway.Limits;
using Interop.Gateway.Proxy.Publishing;
using Interop.Gateway.Registries;
using Interop.Gateway.Wire;

namespace Interop.Gateway.Observability;

/// <summary>
/// <c>/health/live</c>: the process answers. <c>/health/ready</c>: it can record, so it may be sent work; a registry that is down
/// makes it <c>degraded</c>, not unready, since answers then say <c>unknown</c> and where from; so does a Redis that does not count limits, and a
/// published service that was changed to something wrong.
/// </summary>
internal sealed class HealthDoor(AuditLog audit, RegistrySet registries, RequestLimits limits, ServicePublication services, TimeProvider time) : IDisposable
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
        var counting = await limits.CheckHealthAsync();
        var recording = audit.Health != AuditHealth.Unavailable;
        // Read once: a file may go wrong while this is written, and the two places must not contradict each other.
        var wrongFiles = services.Faults.Count;
        var whole = counting != LimitsHealth.LocalShare && faults.Values.All(f => f is null) && wrongFiles == 0;
        var status = !recording ? "unready" : whole ? "ready" : "degraded";
        await WriteAsync(context, recording ? 200 : 503, new Dictionary<string, object?>
        {
            ["status"] = status,
            ["audit"] = recording ? "durable" : "unavailable",
            ["limits"] = WireName.Of(counting),
            ["registries"] = faults.ToDictionary(f => f.Key, f => f.Value ?? "answering"),
            // The faults themselves hold addresses of ministries, and anybody may ask for health.
            ["services"] = wrongFiles == 0 ? "published" : $"{wrongFiles} faults in changed files, see the log; what was published before stays",
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
