using Interop.Adapters;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Registries;

/// <summary>
/// Reads every registry once before the hub listens, about nobody, so that the first question does not pay for connections, file
/// indices and compilation out of its deadline. A registry that is down is said so and waited for no longer.
/// </summary>
internal sealed class RegistryWarmUp(RegistrySet registries, AttributeCatalogue catalogue, ILogger<RegistryWarmUp> logger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public Task RunAsync(CancellationToken cancellation) => Task.WhenAll(registries.All.Select(r => ReadAsync(r, cancellation)));

    private async Task ReadAsync(RegistryLink registry, CancellationToken cancellation)
    {
        var result = await registry.Adapter.FetchAsync(RegistryProbe.AboutNobody(registry, catalogue, Patience), cancellation);
        if (result.Outcome != FetchOutcome.Answered)
            Log.RegistrySilentAtStart(logger, registry.Registry, result.Outcome);
    }
}
