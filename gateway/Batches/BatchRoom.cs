using System.Collections.Concurrent;
using System.Threading.Channels;
using Interop.Gateway.Problems;

namespace Interop.Gateway.Batches;

/// <summary>What doors and work share: the store, the bounds, how far running work is, and the bell that wakes it.</summary>
internal sealed class BatchRoom(BatchStore store, BatchFiles files, BatchOptions options, TimeProvider time, ILogger<BatchRoom> logger)
{
    /// <summary>The door of exchanges that are rows of a batch.</summary>
    public const string Door = "batch";

    private readonly Channel<bool> bell = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public BatchStore Store => store;
    public BatchFiles Files => files;
    public BatchOptions Options => options;
    public TimeProvider Time => time;

    /// <summary>What is worked on now.</summary>
    public ConcurrentDictionary<string, BatchProgress> Progress { get; } = new();

    /// <summary>There may be something to work on.</summary>
    public void Wake() => bell.Writer.TryWrite(true);

    /// <summary>Waits for the bell, and no longer than a moment all the same.</summary>
    public async Task WaitAsync(TimeSpan most, CancellationToken cancellation)
    {
        using var moment = new CancellationTokenSource(most, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(moment.Token, cancellation);
        try
        {
            await bell.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // Then it is looked without having been called.
        }
    }

    /// <summary>Forgets a batch and all that is kept of it; work on it stops at its next rows.</summary>
    public void Forget(string id)
    {
        store.Delete(id);
        if (Progress.TryGetValue(id, out var progress))
            progress.Stop();
        files.Delete(id);
    }

    public Problem Unavailable(Exception fault)
    {
        Log.BatchesUnavailable(logger, fault);
        return ProblemKinds.BatchesUnavailable;
    }
}
