using Interop.Adapters.Mapping;

namespace Interop.Adapters;

/// <summary>
/// Reads one registry as its mapping file describes it. One instance serves all requests concurrently.
/// A subclass knows one technology and no registry: what is particular to a registry is in its mapping.
/// </summary>
public abstract class RegistryAdapter(RegistryMapping mapping, TimeProvider time) : IAsyncDisposable
{
    /// <summary>The most identifiers one fetch may name.</summary>
    public const int MaxBatch = 1000;

    public RegistryMapping Mapping { get; } = mapping;

    /// <summary>The registry's code, e.g. <c>civil-registry</c>.</summary>
    public string Registry => Mapping.Registry;

    protected TimeProvider Time { get; } = time;

    /// <summary>
    /// Reads the named attributes of 1 to <see cref="MaxBatch"/> people. Never throws for a fault of the source:
    /// that is an outcome. The records stand in the order of <see cref="FetchRequest.Values"/>.
    /// </summary>
    /// <exception cref="ArgumentException">No value, too many, an identifier type or attribute the mapping lacks.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up (the deadline of the request is an outcome, not this).</exception>
    public async Task<FetchResult> FetchAsync(FetchRequest request, CancellationToken cancellation)
    {
        Mapping.Check(request);
        using var deadline = new CancellationTokenSource(request.Deadline, Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellation, deadline.Token);
        try
        {
            // A source that ignores its token must not hold the exchange: leave it behind at the deadline.
            return await ReadAsync(request, both.Token).WaitAsync(both.Token);
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            return FetchResult.Failed(deadline.IsCancellationRequested ? FetchOutcome.TimedOut : Classify(e));
        }
    }

    /// <summary>All people the registry knows, once each, for the reference directory. Malformed rows are skipped and counted.</summary>
    /// <exception cref="RegistryReadException">The source failed midway; what came before is still true.</exception>
    public abstract IAsyncEnumerable<KnownPerson> EnumerateAsync(EnumerationTally tally, CancellationToken cancellation);

    /// <summary>What <see cref="EnumerateAsync"/> would say of the records with these keys now, in their order; null for one that is not there or is malformed.</summary>
    /// <param name="keys">The registry's own, 1 to <see cref="MaxBatch"/>.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="RegistryReadException">The source did not answer.</exception>
    public abstract Task<IReadOnlyList<KnownPerson?>> KnownAsync(IReadOnlyList<string> keys, CancellationToken cancellation);

    /// <summary>Whether the registry tells what changes.</summary>
    public bool TellsChanges => Mapping.Changes is not null;

    /// <summary>The changes after a position, oldest first; an empty page has the position asked for.</summary>
    /// <param name="position">From an earlier page; null for the first change of all.</param>
    /// <param name="most">The most rows of a page, 1 or more.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="NotSupportedException">The registry does not tell.</exception>
    /// <exception cref="RegistryReadException">The source did not answer.</exception>
    public abstract Task<ChangePage> ChangesAsync(string? position, int most, CancellationToken cancellation);

    /// <summary>Asks the source for a sign of life: null when well, else a short reason without personal data.</summary>
    public abstract Task<string?> CheckHealthAsync(CancellationToken cancellation);

    /// <summary>Reads the source. May throw anything; must heed the token as well as its technology allows.</summary>
    protected abstract Task<FetchResult> ReadAsync(FetchRequest request, CancellationToken cancellation);

    /// <summary>What an exception of the technology means.</summary>
    protected virtual FetchOutcome Classify(Exception exception) =>
        exception is RegistryReadException read ? read.Outcome : FetchOutcome.Unreachable;

    public abstract ValueTask DisposeAsync();
}
