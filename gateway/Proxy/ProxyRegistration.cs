using Interop.Gateway.Configuration;
using Interop.Gateway.Privacy;
using Interop.Gateway.Proxy.Forwarding;
using Interop.Gateway.Proxy.Publishing;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Health;

namespace Interop.Gateway.Proxy;

/// <summary>Adds the published services of one folder. Setting: <c>Proxy:Services</c> names another.</summary>
internal static class ProxyRegistration
{
    /// <summary>Logs the address of each request and nothing else. While any level of it is on, the framework makes an activity and a scope for each request.</summary>
    private const string Requests = "Microsoft.AspNetCore.Hosting.Diagnostics";

    /// <summary>Categories of the framework whose lower levels hold the address of a request.</summary>
    private static readonly string[] Talkative = ["Microsoft.AspNetCore.Routing.Matching", "Microsoft.AspNetCore.Server.Kestrel.BadRequests"];

    public static IServiceCollection AddProxy(this IServiceCollection services, string servicesFolder)
    {
        services.AddSingleton(p =>
        {
            var own = p.GetRequiredService<IConfiguration>()["Proxy:Services"];
            if (own is not null && !Directory.Exists(own))
                throw new ConfigurationFaultException([$"Proxy:Services names the folder '{own}', which does not exist"]);
            return new ServicePublication(
                Directory.CreateDirectory(own ?? servicesFolder).FullName, ActivatorUtilities.CreateInstance<ServiceFile>(p),
                p.GetRequiredService<TimeProvider>(), p.GetRequiredService<ILogger<ServicePublication>>());
        });
        services.AddReverseProxy().ConfigureHttpClient(static (_, handler) =>
            // Addresses of names change, and connections that live for ever never notice.
            (handler.ConnectTimeout, handler.PooledConnectionLifetime) = (TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5)));
        services.PostConfigure<LoggerFilterOptions>(KeepAddressesOut);
        return services
            .AddSingleton<IProxyConfigProvider>(p => p.GetRequiredService<ServicePublication>())
            .AddSingleton<IConfigChangeListener>(p => p.GetRequiredService<ServicePublication>())
            .AddSingleton<IProbingRequestFactory, ServiceProbe>()
            .AddSingleton<SilentForwarder>()
            .AddSingleton<ProxyRecord>()
            .AddSingleton<FieldFaults>(AnswerFilters.FaultsOf)
            .AddSingleton<AnswerFilters>()
            .AddSingleton<ServiceForwarding>()
            .AddSingleton<ProxyDoor>();
    }

    /// <summary>
    /// Paths of published services hold personal identifiers, so the framework's lines with addresses in them stay out of every log, whatever
    /// level an operator sets: each rule, and one for where there is none, passes them by.
    /// </summary>
    private static void KeepAddressesOut(LoggerFilterOptions filters)
    {
        var rules = filters.Rules.ToArray();
        filters.Rules.Clear();
        filters.Rules.Add(new(null, null, filters.MinLevel, static (_, category, level) => Passes(category, level)));
        foreach (var rule in rules)
            filters.Rules.Add(new(rule.ProviderName, rule.CategoryName, rule.LogLevel,
                (provider, category, level) => Passes(category, level) && (rule.Filter is null || rule.Filter(provider, category, level))));
    }

    private static bool Passes(string? category, LogLevel level) =>
        category is null || (category != Requests && (level >= LogLevel.Warning || !Talkative.Any(t => category.StartsWith(t, StringComparison.Ordinal))));
}
