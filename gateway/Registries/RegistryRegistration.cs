using Interop.Gateway.IdentityResolution;

namespace Interop.Gateway.Registries;

/// <summary>Adds the registries and the ways to read them.</summary>
internal static class RegistryRegistration
{
    public static IServiceCollection AddRegistries(this IServiceCollection services)
    {
        services.AddOptions<FetchOptions>().BindConfiguration("Fetch");
        return services
            .AddSingleton<RegistryMetrics>()
            .AddSingleton<RegistrySet>()
            .AddSingleton<RegistryReading>()
            .AddSingleton<RelativeReading>()
            .AddSingleton<LiveResolution>()
            .AddSingleton<RegistryWarmUp>()
            .AddSingleton<RegistryProbe>()
            .AddTransient<DirectoryBuild>();   // each build knows everyone it has seen, and is let go of with them
    }
}
