using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Interop.Adapters;
using Interop.Gateway.Entitlements;
using Interop.Gateway.IdentityResolution;
using Interop.Gateway.Registries;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.CrossTables;

/// <summary>How far a count is: people done, and about how many there are.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct CountProgress(long Done, long Total);

/// <summary>
/// Counts everybody in the directory: in batches, each read from all registries at once and decided by the rules of the single check. What is held is one
/// batch a worker and the counters, however many people there are.
/// </summary>
internal sealed class PopulationCount(ReferenceDirectory directory, RegistrySet registries, AttributeCatalogue catalogue)
{
    private static readonly int Workers = Math.Clamp(Environment.ProcessorCount, 2, 8);

    /// <param name="layout">What is counted.</param>
    /// <param name="allowed">Registries the scope lets be consulted.</param>
    /// <param name="date">The day people are counted on.</param>
    /// <param name="progress">Told after every batch.</param>
    /// <param name="cancellation">Gives it up.</param>
    /// <exception cref="RegistryReadException">A registry did not answer; a count without it would be wrong.</exception>
    public async Task<CrossRow> RunAsync(
        TableLayout layout, IReadOnlySet<string> allowed, DateOnly date, Action<CountProgress> progress, CancellationToken cancellation)
    {
        var counted = new CountedAttributes(catalogue);
        var versions = layout.Programmes.Select(p => p.On(date)).OfType<RuleVersion>().ToArray();
        var plan = new AttributePlan(versions.SelectMany(v => v.Attributes.Concat(v.Receiving?.Attributes ?? [])).Concat(counted.All), registries, catalogue);
        var relatives = Array.FindAll(versions, v => v.ReadsRelatives);
        var idle = new ConcurrentBag<Worker>();
        using var walk = directory.Walk();
        var (done, total) = (0L, walk.Most());
        progress(new(0, total));
        await Parallel.ForEachAsync(
            walk.People().Chunk(RegistryAdapter.MaxBatch), new ParallelOptions { MaxDegreeOfParallelism = Workers, CancellationToken = cancellation },
            async (people, stop) =>
            {
                if (!idle.TryTake(out var worker))
                    worker = new(new(plan, allowed, directory, catalogue, date), new(layout, counted, date));
                await worker.Batch.ReadAsync(people, facts => NeedsRelatives(relatives, facts, date), stop);
                foreach (var facts in worker.Batch.Facts(people.Length))
                    worker.Counts.Add(facts);
                idle.Add(worker);
                progress(new(Math.Min(Interlocked.Add(ref done, people.Length), total), total));
            });
        progress(new(done, done)); // two people may have become one, so there are not quite as many as the highest number says
        var all = new PersonCounts(layout, counted, date);
        foreach (var worker in idle)
            all.Add(worker.Counts);
        return CrossTree.Of(all, layout);
    }

    private static bool NeedsRelatives(RuleVersion[] readers, Facts facts, DateOnly date)
    {
        foreach (var version in readers)
            if (version.Evaluate(facts, date) is { Entitled: Truth.Unknown } or { InForce: Truth.Unknown })
                return true;
        return false;
    }

    private sealed record Worker(PopulationBatch Batch, PersonCounts Counts);
}
