using Interop.Gateway.Keys;

namespace Interop.Gateway.LastKnown;

/// <summary>Adds what stands in for silent registries. Setting: <c>LastKnown:File</c>; left out, a file beside the hub's store.</summary>
internal static class LastKnownRegistration
{
    public static IServiceCollection AddLastKnown(this IServiceCollection services, string storeFile) => services
        .AddSingleton(p => new LastKnownStore(FileOf(p.GetRequiredService<IConfiguration>(), storeFile), p.GetRequiredService<HubKeys>(), p.GetRequiredService<TimeProvider>()))
        .AddSingleton<LastKnownKeeping>()
        .AddSingleton<LastKnownFacts>()
        .AddHostedService(p => p.GetRequiredService<LastKnownKeeping>());

    private static string FileOf(IConfiguration configuration, string storeFile)
    {
        if (configuration["LastKnown:File"] is { Length: > 0 } file)
            return file;
        var store = Path.GetFullPath(configuration["Storage:File"] ?? storeFile);
        return Path.Combine(Path.GetDirectoryName(store)!, Path.GetFileNameWithoutExtension(store) + "-last-known.db");
    }
}
