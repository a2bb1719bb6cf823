using Interop.Adapters;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Registries;

/// <summary>What came of one person's read; <paramref name="Record"/> is null unless <see cref="FetchOutcome.Answered"/>.</summary>
internal readonly record struct PersonRead(FetchOutcome Outcome, RegistryRecord? Record);

/// <summary>
/// Reads of one registry that ask the same attributes by the same kind of identifier. What comes while a call is under way waits and
/// goes together in the next one: a busy hub makes fewer and larger calls, an idle one waits for nothing. A call that takes long holds
/// back nobody: others are then made beside it.
/// </summary>
internal sealed class ReadQueue(RegistryLink registry, string identifierType, CatalogueAttribute[] attributes, TimeProvider time)
{
    private const int MostAtOnce = 4;

    private readonly Lock gate = new();
    private List<Waiting> waiting = [];
    private int underWay;
    private long lastCall;

    /// <summary>Completes when the registry has answered or failed; the caller keeps its own deadline.</summary>
    public Task<PersonRead> ReadAsync(string identifier)
    {
        var mine = new Waiting(identifier);
        lock (gate)
        {
            waiting.Add(mine);
            // An eighth of the deadline is long for a registry that is well.
            if (underWay == MostAtOnce || (underWay > 0 && time.GetElapsedTime(lastCall) < registry.Deadline / 8))
                return mine.Task;
            underWay++;
            lastCall = time.GetTimestamp();
        }
        Call();
        return mine.Task;
    }

    // At the end of the pool's queue: whoever was let go together (a group of the audit log) then asks together.
    private void Call() => ThreadPool.UnsafeQueueUserWorkItem(static queue => _ = queue.CallAsync(), this, preferLocal: false);

    private async Task CallAsync()
    {
        if (Take() is not { } batch)
            return;
        try
        {
            var result = await registry.FetchAsync(
                new(identifierType, [.. batch.Select(w => w.Identifier)], attributes, registry.Deadline), CancellationToken.None);
            for (var i = 0; i < batch.Count; i++)
                batch[i].TrySetResult(new(result.Outcome, result.Outcome == FetchOutcome.Answered ? result.Records[i] : null));
        }
        catch (Exception e)
        {
            // A bug, since faults of a source are outcomes: whoever waits for this call must learn of it.
            foreach (var one in batch)
                one.TrySetException(e);
        }
        Call();
    }

    private List<Waiting>? Take()
    {
        lock (gate)
        {
            if (waiting.Count == 0)
            {
                underWay--;
                return null;
            }
            lastCall = time.GetTimestamp();
            var batch = waiting;
            waiting = [];
            if (batch.Count > RegistryAdapter.MaxBatch)
            {
                waiting.AddRange(batch[RegistryAdapter.MaxBatch..]);
                batch.RemoveRange(RegistryAdapter.MaxBatch, batch.Count - RegistryAdapter.MaxBatch);
            }
            return batch;
        }
    }

    // Continuations run elsewhere: one exchange's rules must not delay the next one's answer.
    private sealed class Waiting(string identifier) : TaskCompletionSource<PersonRead>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public string Identifier { get; } = identifier;
    }
}
