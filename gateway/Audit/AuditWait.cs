using System.Threading.Tasks.Sources;

namespace Interop.Gateway.Audit;

/// <summary>An entry on its way to the disk, and whoever waits for it. It is told once: that the entry is durable, that it is not, or that the wait was given up.</summary>
internal sealed class AuditWait(byte[] leaf, byte[] hash) : IValueTaskSource<AppendResult>
{
    private ManualResetValueTaskSourceCore<AppendResult> core = new() { RunContinuationsAsynchronously = true };
    private int told;

    public byte[] Leaf { get; } = leaf;

    public byte[] Hash { get; } = hash;

    /// <summary>Nobody waits any more.</summary>
    public bool IsTold => Volatile.Read(ref told) != 0;

    /// <summary>The wait; awaited once.</summary>
    public ValueTask<AppendResult> Task => new(this, core.Version);

    public void TrySetResult(AppendResult result)
    {
        if (Interlocked.Exchange(ref told, 1) == 0)
            core.SetResult(result);
    }

    public void TrySetCanceled(CancellationToken cancellation)
    {
        if (Interlocked.Exchange(ref told, 1) == 0)
            core.SetException(new OperationCanceledException(cancellation));
    }

    AppendResult IValueTaskSource<AppendResult>.GetResult(short token) => core.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<AppendResult>.GetStatus(short token) => core.GetStatus(token);

    void IValueTaskSource<AppendResult>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        core.OnCompleted(continuation, state, token, flags);
}
