namespace Interop.Gateway.Batches;

/// <summary>How far the work on one batch is, for whoever looks.</summary>
internal sealed class BatchProgress(TimeProvider time) : IDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private readonly Lock gate = new();
    private RowCounts counts;
    private long begun, from;
    private double rate;

    /// <summary>Set when the batch is forgotten while it is worked on.</summary>
    public CancellationToken Stopping => stopping.Token;

    public RowCounts Counts
    {
        get
        {
            lock (gate)
                return counts;
        }
    }

    /// <summary>Rows a second since the work began, or began again.</summary>
    public double RowsPerSecond
    {
        get
        {
            lock (gate)
                return rate;
        }
    }

    /// <summary>Rows begin, or go on.</summary>
    public void Begin(RowCounts at)
    {
        lock (gate)
            (counts, from, begun) = (at, at.Done, time.GetTimestamp());
    }

    public void Reach(RowCounts at)
    {
        lock (gate)
            (counts, rate) = (at, (at.Done - from) / Math.Max(1e-6, time.GetElapsedTime(begun).TotalSeconds));
    }

    public void Stop() => stopping.Cancel();

    public void Dispose() => stopping.Dispose();
}
