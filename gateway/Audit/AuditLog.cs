using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace Interop.Gateway.Audit;

/// <summary>
/// The durable record of exchanges. Callers make their own leaf and hash; one thread takes all that wait, writes them in one transaction
/// and lets them go when it is on the disk, so that the cost of reaching the disk is shared by the group. A store that fails refuses its group
/// at once and everything after it, until an attempt to open it anew succeeds: no record, no answer (fail closed).
/// </summary>
internal sealed class AuditLog : IAsyncDisposable
{
    // A group of so many says that callers come faster than the disk syncs: then waiting a moment costs each little and saves syncs.
    private const int Crowd = 4;

    private readonly AuditOptions options;
    private readonly TimeProvider time;
    private readonly ILogger<AuditLog> logger;
    private readonly Channel<AuditWait> waiting;
    private readonly CancellationTokenSource stopping = new();
    private readonly TaskCompletionSource stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<AuditWait> group;
    private readonly AutoResetEvent arrived = new(false);
    private bool idle;
    private bool busy;
    private volatile AuditHealth health;
    private long commits;
    private long entries;

    /// <exception cref="ArgumentException">The options will not do; the message holds every error.</exception>
    public AuditLog(AuditOptions options, TimeProvider time, ILogger<AuditLog> logger)
    {
        var errors = string.Join(" ", options.Errors());
        if (errors.Length > 0)
            throw new ArgumentException(errors, nameof(options));

        (this.options, this.time, this.logger) = (options, time, logger);
        group = new(options.GroupLimit);
        waiting = Channel.CreateBounded<AuditWait>(new BoundedChannelOptions(options.Waiting) { SingleReader = true });

        // A thread of its own: it spends its time waiting for the disk, and must not hold one of the pool's few.
        new Thread(Write) { IsBackground = true, Name = "audit-writer" }.Start();
    }

    /// <summary>Whether the last write was durable; a broken store is tried anew without waiting for an entry.</summary>
    public AuditHealth Health => health;

    /// <summary>Transactions that reached the disk with entries in them.</summary>
    public long Commits => Interlocked.Read(ref commits);

    /// <summary>Entries that reached the disk.</summary>
    public long Entries => Interlocked.Read(ref entries);

    /// <summary>Adds an entry and completes when it is durable or cannot become so. Never throws for a broken store.</summary>
    /// <param name="entry">What to record.</param>
    /// <param name="cancellation">Ends the wait, not the record: an entry that was taken may still become durable.</param>
    /// <exception cref="OperationCanceledException">The caller gave up waiting.</exception>
    public async ValueTask<AppendResult> AppendAsync(AuditEntry entry, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (Health == AuditHealth.Unavailable)
            return default;

        var (leaf, hash) = AuditLeaf.Write(entry);
        var wait = new AuditWait(entry, leaf, hash);
        if (!waiting.Writer.TryWrite(wait))
            return default;
        if (Volatile.Read(ref idle))
            arrived.Set();

        // The store may have failed, and its queue been emptied, between the look and the write: do not sit out the back-off.
        if (Health == AuditHealth.Unavailable)
            wait.TrySetResult(default);
        return await wait.Task.WaitAsync(cancellation);
    }

    /// <summary>What is in the log, over a connection of its own; whoever asks disposes it.</summary>
    /// <exception cref="SqliteException">The store cannot be read.</exception>
    public AuditReader Read() => new(options.File);

    /// <summary>Writes what waits, then closes. Later entries are unavailable.</summary>
    public async ValueTask DisposeAsync()
    {
        waiting.Writer.TryComplete();
        await stopping.CancelAsync();
        arrived.Set();
        await stopped.Task;
        stopping.Dispose();
        arrived.Dispose();
    }

    /// <summary>The writing thread: open, write groups until one fails, pause, again.</summary>
    private void Write()
    {
        AuditStore? store = null;
        long? written = null;
        var pause = options.RetryFirst;
        try
        {
            while (true)
            {
                try
                {
                    store ??= Open(written);
                    written = store.Next;
                    health = AuditHealth.Durable;
                    if (!TakeGroup())
                    {
                        store.SignRest(time.GetUtcNow());
                        return;
                    }
                    Write(store);
                    pause = options.RetryFirst;
                }
                catch (Exception broken)
                {
                    // Whatever it was, there is no record: the group is refused and the fault logged, and the thread must live on.
                    store?.Dispose();
                    store = null;
                    Refuse(broken, pause);
                    if (stopping.IsCancellationRequested)
                        return;
                    Pause(pause);
                    pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, options.RetryLongest.Ticks));
                }
            }
        }
        finally
        {
            Refuse();
            store?.Dispose();
            stopped.SetResult();
        }
    }

    private AuditStore Open(long? written)
    {
        var store = new AuditStore(options, written, time.GetUtcNow());
        Log.AuditOpened(logger, options.Origin, store.Next);
        return store;
    }

    /// <summary>Waits for entries and takes all there are, up to the limit; false when the log is closed and empty.</summary>
    private bool TakeGroup()
    {
        group.Clear();
        while (group.Count == 0)
        {
            Volatile.Write(ref idle, true);
            if (!waiting.Reader.TryPeek(out _))
            {
                if (waiting.Reader.Completion.IsCompleted)
                    return false;
                // An event of the kernel's, because this thread waits a thousand times a second and must not spin.
                arrived.WaitOne();
            }
            Volatile.Write(ref idle, false);
            Take();
            if (busy && group.Count < options.GroupLimit)
            {
                stopping.Token.WaitHandle.WaitOne(options.Linger);
                Take();
            }
        }

        busy = group.Count >= Crowd;
        return true;
    }

    private void Take()
    {
        while (group.Count < options.GroupLimit && waiting.Reader.TryRead(out var wait))
            if (!wait.Task.IsCompleted)   // refused while the store was away: its caller has been told that there is no record
                group.Add(wait);
    }

    private void Write(AuditStore store)
    {
        var first = store.Append(group, time.GetUtcNow());
        Interlocked.Increment(ref commits);
        Interlocked.Add(ref entries, group.Count);
        for (var i = 0; i < group.Count; i++)
            group[i].TrySetResult(new(AppendOutcome.Durable, new(options.Origin, first + i, group[i].Hash)));
        group.Clear();
    }

    private void Refuse(Exception broken, TimeSpan pause)
    {
        health = AuditHealth.Unavailable;
        var refused = Refuse();
        if (refused > 0)
            Log.AuditGroupFailed(logger, refused, broken);
        else
            Log.AuditUnavailable(logger, pause.TotalMilliseconds, broken);
    }

    /// <summary>Lets go, without a record, of everyone who waits.</summary>
    private int Refuse()
    {
        var refused = group.Count;
        foreach (var wait in group)
            wait.TrySetResult(default);
        group.Clear();
        for (; waiting.Reader.TryRead(out var wait); refused++)
            wait.TrySetResult(default);
        return refused;
    }

    private void Pause(TimeSpan pause)
    {
        try
        {
            Task.Delay(pause, time, stopping.Token).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            // Closing: one last attempt, then out.
        }
    }
}
