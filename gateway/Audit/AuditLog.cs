using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace Interop.Gateway.Audit;

/// <summary>
/// The durable record of exchanges. Callers make their own leaf and hash; one thread takes all that wait, writes them at once
/// and lets them go when they are on the disk, so that the cost of reaching the disk is shared by the group. A store that fails refuses its group
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
    private readonly ConcurrentQueue<TaskCompletionSource> readers = new();
    // Readers that wait until the store holds so many entries.
    private readonly List<TaskCompletionSource> reading = [];
    private long readingFrom;
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

    /// <summary>Groups that reached the disk.</summary>
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
        if (leaf.Length > LeafBundle.Longest)
            throw new ArgumentException($"An audit entry of {leaf.Length} bytes is longer than the {LeafBundle.Longest} a log takes.", nameof(entry));
        if (options.Unrecorded)
            return new(AppendOutcome.Durable, new(options.Origin, 0, hash));
        var wait = new AuditWait(leaf, hash);
        if (!waiting.Writer.TryWrite(wait))
            return default;
        if (Volatile.Read(ref idle))
            arrived.Set();

        // The store may have failed, and its queue been emptied, between the look and the write: do not sit out the back-off.
        if (Health == AuditHealth.Unavailable)
            wait.TrySetResult(default);
        await using var givenUp = cancellation.UnsafeRegister(static (wait, token) => ((AuditWait)wait!).TrySetCanceled(token), wait);
        return await wait.Task;
    }

    /// <summary>All that is durable now, and maybe more, over a connection of its own; whoever asks disposes it.</summary>
    /// <exception cref="SqliteException">The store cannot be read.</exception>
    public async ValueTask<AuditReader> ReadAsync(CancellationToken cancellation)
    {
        if (Health != AuditHealth.Unavailable)
        {
            var reader = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            readers.Enqueue(reader);
            arrived.Set();
            if (Health == AuditHealth.Unavailable || stopped.Task.IsCompleted)
                reader.TrySetResult();
            await reader.Task.WaitAsync(cancellation);
        }
        return new(options.File);
    }

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
        AuditJournal? journal = null;
        long? written = null;
        var pause = options.RetryFirst;
        try
        {
            while (true)
            {
                try
                {
                    journal ??= Open(written);
                    written = journal.Next;
                    health = AuditHealth.Durable;
                    if (!TakeGroup(journal))
                    {
                        journal.Close();
                        return;
                    }
                    Write(journal);
                    pause = options.RetryFirst;
                }
                catch (Exception broken)
                {
                    // Whatever it was, there is no record: the group is refused and the fault logged, and the thread must live on.
                    written = journal?.Next ?? written;
                    journal?.Dispose();
                    journal = null;
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
            journal?.Dispose();
            stopped.SetResult();
            ReleaseReaders();
        }
    }

    private AuditJournal Open(long? written)
    {
        var journal = new AuditJournal(options, written, time, () => arrived.Set());
        Log.AuditOpened(logger, options.Origin, journal.Next);
        return journal;
    }

    /// <summary>Waits for entries and takes all there are, up to the limit; false when the log is closed and empty.</summary>
    private bool TakeGroup(AuditJournal journal)
    {
        group.Clear();
        while (group.Count == 0)
        {
            Tend(journal);
            Volatile.Write(ref idle, true);
            if (!waiting.Reader.TryPeek(out _))
            {
                if (waiting.Reader.Completion.IsCompleted)
                    return false;
                // An event of the kernel's, because this thread waits a thousand times a second and must not spin.
                arrived.WaitOne(journal.IsUnsettled ? AuditJournal.KeepEvery : Timeout.InfiniteTimeSpan);
            }
            Volatile.Write(ref idle, false);
            Take();
            if (busy && group.Count < options.GroupLimit)
            {
                SystemCalls.Wait(options.Linger);
                Take();
            }
        }

        busy = group.Count >= Crowd;
        return true;
    }

    private void Take()
    {
        while (group.Count < options.GroupLimit && waiting.Reader.TryRead(out var wait))
            if (!wait.IsTold)   // refused while the store was away: its caller has been told that there is no record
                group.Add(wait);
    }

    private void Write(AuditJournal journal)
    {
        var first = journal.Append(group);
        Interlocked.Increment(ref commits);
        Interlocked.Add(ref entries, group.Count);
        for (var i = 0; i < group.Count; i++)
            group[i].TrySetResult(new(AppendOutcome.Durable, new(options.Origin, first + i, group[i].Hash)));
        group.Clear();
    }

    /// <summary>Lets entries into the store, and readers go whose entries are there.</summary>
    private void Tend(AuditJournal journal)
    {
        if (reading.Count > 0 && journal.InStore >= readingFrom)
            ReleaseReading();
        // Only now, and not while others are waited for, so that who keeps coming holds up nobody who came before.
        if (reading.Count == 0 && !readers.IsEmpty)
        {
            while (readers.TryDequeue(out var reader))
                reading.Add(reader);
            readingFrom = journal.Next;
        }
        journal.Keep(now: reading.Count > 0);
        if (reading.Count > 0 && journal.InStore >= readingFrom)
            ReleaseReading();
    }

    private void ReleaseReading()
    {
        foreach (var reader in reading)
            reader.TrySetResult();
        reading.Clear();
    }

    private void ReleaseReaders()
    {
        ReleaseReading();
        while (readers.TryDequeue(out var reader))
            reader.TrySetResult();
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
        ReleaseReaders();
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
