using OpenTelemetry.Metrics;

namespace Interop.Gateway.Observability;

/// <summary>Adds metrics in the Prometheus text format. Labels are codes of the hub, never anything of a person or a caller's text.</summary>
internal static class ObservabilityRegistration
{
    private static readonly double[] Seconds = [0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 0.8, 1, 2.5];

    public static IServiceCollection AddObservability(this IServiceCollection services)
    {
        services.AddSingleton<HealthDoor>();
        services.AddOpenTelemetry().WithMetrics(metrics => metrics
            .AddMeter("Interop.*")
            .AddView("interop.*.duration", new ExplicitBucketHistogramConfiguration { Boundaries = Seconds })
            .AddPrometheusExporter());
        return services;
    }
}
