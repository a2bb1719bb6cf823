using Interop.Gateway.IdentityResolution;
using Interop.Gateway.Keys;

namespace Interop.Gateway.Registries;

/// <summary>Adds the registries, the directory of whom they know, and the ways to read them.</summary>
internal static class RegistryRegistration
{
    public static IServiceCollection AddRegistries(this IServiceCollection services, string directoryFile)
    {
        services.AddOptions<FetchOptions>().BindConfiguration("Fetch");
        return services
            .AddSingleton(DirectoryAmendments.Schema)
            .AddSingleton<DirectoryAmendments>()
            .AddSingleton(p => ReferenceDirectory.Open(directoryFile, p.GetRequiredService<HubKeys>(), p.GetRequiredService<DirectoryAmendments>()))
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
