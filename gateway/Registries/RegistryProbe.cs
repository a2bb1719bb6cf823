using Interop.Adapters;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Registries;

/// <summary>
/// Asks a registry about nobody, to learn whether it answers again. It goes through the circuit: after an outage without other traffic the probe is the
/// read that closes it, and while the circuit is open it costs the registry nothing.
/// </summary>
internal sealed class RegistryProbe(RegistrySet registries, AttributeCatalogue catalogue)
{
    /// <summary>A key that no registry gives to anybody.</summary>
    private const string Nobody = "-";

    /// <summary>Whether the registry answers now; one that is no longer there does not hold anything up.</summary>
    public async Task<bool> AnswersAsync(string registry, CancellationToken cancellation) =>
        registries.All.FirstOrDefault(l => l.Registry == registry) is not { } link
        || (await link.FetchAsync(AboutNobody(link, catalogue, link.Deadline), cancellation)).Outcome == FetchOutcome.Answered;

    /// <summary>The question about nobody, for everything that the registry holds.</summary>
    public static FetchRequest AboutNobody(RegistryLink registry, AttributeCatalogue catalogue, TimeSpan deadline) =>
        new(FetchRequest.LocalKey, [Nobody], [.. catalogue.All.Where(a => a.Owner == registry.Registry && a.Via is null)], deadline);
}
