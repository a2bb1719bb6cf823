using Interop.Gateway.Keys;
using Interop.Gateway.Storage;

namespace Interop.Gateway.LastKnown;

/// <summary>Adds what stands in for silent registries. Setting: <c>LastKnown:File</c>; left out, a file beside the hub's store.</summary>
internal static class LastKnownRegistration
{
    public static IServiceCollection AddLastKnown(this IServiceCollection services, string storeFile) => services
        .AddSingleton(p => new LastKnownStore(StorageRegistration.FileBeside(p.GetRequiredService<IConfiguration>(), storeFile, "LastKnown:File", "last-known"), p.GetRequiredService<HubKeys>(), p.GetRequiredService<TimeProvider>()))
        .AddSingleton<LastKnownKeeping>()
        .AddSingleton<LastKnownFacts>()
        .AddHostedService(p => p.GetRequiredService<LastKnownKeeping>());

}
