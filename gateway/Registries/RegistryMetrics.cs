using System.Diagnostics.Metrics;
using Interop.Adapters;

namespace Interop.Gateway.Registries;

/// <summary>Counts and times reads by registry and outcome. Labels never hold anything of a person.</summary>
internal sealed class RegistryMetrics
{
    private readonly Histogram<double> duration;
    private readonly Counter<long> skipped;

    public RegistryMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("Interop.Registries");
        duration = meter.CreateHistogram<double>("interop.registry.read.duration", "s", "Time of one read of a registry");
        skipped = meter.CreateCounter<long>("interop.registry.read.skipped", "{read}", "Reads not made because the registry's circuit was open");
    }

    public void Read(string registry, FetchOutcome outcome, TimeSpan took) =>
        duration.Record(took.TotalSeconds, new("registry", registry), new KeyValuePair<string, object?>("outcome", outcome.ToString()));

    public void Skipped(string registry) => skipped.Add(1, new KeyValuePair<string, object?>("registry", registry));
}
