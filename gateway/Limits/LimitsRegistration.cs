using Interop.Gateway.Configuration;
using Microsoft.Extensions.Options;

namespace Interop.Gateway.Limits;

/// <summary>Adds the limits of requests, counted in memory, or in Redis where <c>Limits:Redis</c> names one.</summary>
internal static class LimitsRegistration
{
    public static IServiceCollection AddLimits(this IServiceCollection services)
    {
        services.AddOptions<LimitsOptions>().BindConfiguration("Limits");
        return services.AddSingleton<LimitsMetrics>().AddSingleton(p => Open(
            p.GetRequiredService<IOptions<LimitsOptions>>().Value, p.GetRequiredService<LimitsMetrics>(), p.GetRequiredService<TimeProvider>(),
            p.GetRequiredService<ILogger<RequestLimits>>()));
    }

    /// <exception cref="ConfigurationFaultException">The settings are wrong; the message lists every fault.</exception>
    internal static RequestLimits Open(LimitsOptions options, LimitsMetrics metrics, TimeProvider time, ILogger logger)
    {
        var faults = options.Faults().ToArray();
        if (faults.Length > 0)
            throw new ConfigurationFaultException(faults);
        var redis = options.Redis.Length == 0 ? null : RedisLimits.Connect(options, time);
        return new(options, redis, new RedisCircuit(options.RetryAfter, time, logger), metrics, time);
    }
}
