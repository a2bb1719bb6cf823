namespace Interop.Gateway.Audit;

/// <summary>
/// What the writing thread writes to. A group becomes durable in a tail, which is one small write; many groups together then go into the store,
/// on another thread, while the next ones come into the other tail. An opening brings into the store what an end without warning left in the tails.
/// </summary>
internal sealed class AuditJournal : IDisposable
{
    /// <summary>How long an entry is durable before it is in the store, where readers see it, when nobody asks for it.</summary>
    public static readonly TimeSpan KeepEvery = TimeSpan.FromMilliseconds(50);

    private const int KeepAt = 1024 * 1024, Most = 16 * 1024 * 1024;

    private readonly AuditStore store;
    private readonly AuditTail[] tails;
    private readonly TimeProvider time;
    private readonly Action kept;
    // What is in the tail being written and not yet handed on, and what is on its way into the store.
    private LeafBundle fresh = new(), leaving = new();
    private long freshSince;
    private int current;
    private Task keeping = Task.CompletedTask;
    private long inStore;

    /// <param name="options">Where it lies and what it is called.</param>
    /// <param name="written">The entries this process knows to be in it; null before its first opening.</param>
    /// <param name="time">Decides when it is time for a checkpoint.</param>
    /// <param name="kept">Told, on any thread, when entries have come into the store or could not.</param>
    /// <exception cref="Microsoft.Data.Sqlite.SqliteException">The store cannot be opened or written.</exception>
    /// <exception cref="IOException">A tail cannot be opened or written.</exception>
    /// <exception cref="AuditStoreForeignException">It is another log, or lacks entries that were acknowledged.</exception>
    public AuditJournal(AuditOptions options, long? written, TimeProvider time, Action kept)
    {
        (this.time, this.kept) = (time, kept);
        store = new(options, written is not null, time.GetUtcNow());
        tails = [];
        try
        {
            tails = [new(options.File + ".tail-0"), new(options.File + ".tail-1")];
            Recover(options.File);
            if (store.Next < written)
                throw new AuditStoreForeignException($"The audit file '{options.File}' has {store.Next} entries where {written} were acknowledged: put the right one back.");
        }
        catch
        {
            Dispose();
            throw;
        }
        inStore = Next = store.Next;
    }

    /// <summary>The index of the entry to come; every one below is durable.</summary>
    public long Next { get; private set; }

    /// <summary>Entries that readers of the store see.</summary>
    public long InStore => Volatile.Read(ref inStore);

    /// <summary>
    /// Whether something is yet to be done or to be found out: durable entries wait to be handed to the store, are on their way into it, or did not get
    /// there. Whoever was told by <c>kept</c> may look before the fault behind it can be seen, and must look again.
    /// </summary>
    public bool IsUnsettled => HasFresh || !keeping.IsCompletedSuccessfully;

    private bool HasFresh => fresh.Count > 0;

    /// <summary>Adds the group: all of it is durable when this returns, none of it when it throws.</summary>
    /// <returns>The index of the first.</returns>
    public long Append(List<AuditWait> group)
    {
        if (tails[current].Length >= Most)
        {
            // The store is behind by a whole tail: callers wait, or hear of its fault.
            keeping.GetAwaiter().GetResult();
            Keep(at: 0);
        }
        var first = Next;
        tails[current].Append(first, group);
        if (!HasFresh)
            freshSince = time.GetTimestamp();
        foreach (var wait in group)
            fresh.Add(wait.Leaf, wait.Hash);
        Next = first + group.Count;
        return first;
    }

    /// <summary>Hands what is durable to the store when it is enough or has waited long enough, and the store is ready for more.</summary>
    /// <param name="now">Do not wait for more: somebody wants to read.</param>
    /// <exception cref="Exception">What went wrong with what was handed over before.</exception>
    public void Keep(bool now) => Keep(now || time.GetElapsedTime(freshSince) >= KeepEvery ? 0 : KeepAt);

    private void Keep(int at)
    {
        if (!keeping.IsCompleted)
            return;
        keeping.GetAwaiter().GetResult();
        if (!HasFresh || fresh.Leaves.Length < at)
            return;
        // Everything that the other tail held is in the store by now.
        current = 1 - current;
        tails[current].Reset();
        (fresh, leaving) = (leaving, fresh);
        fresh.Clear();
        keeping = Task.Factory.StartNew(Store, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Brings everything into the store, and signs it.</summary>
    public void Close()
    {
        Settle();
        store.SignRest(time.GetUtcNow());
    }

    /// <summary>Closes, after a fault too: then what is durable in a tail alone comes into the store if it still can.</summary>
    public void Dispose()
    {
        try
        {
            Settle();
        }
        catch (Exception)
        {
            // The fault is known by now, or it hides behind the one that is; the tails have what the store lacks.
        }
        foreach (var tail in tails)
            tail.Dispose();
        store.Dispose();
    }

    private void Settle()
    {
        keeping.GetAwaiter().GetResult();
        Keep(at: 0);
        keeping.GetAwaiter().GetResult();
    }

    private void Store()
    {
        try
        {
            store.Append(leaving, time.GetUtcNow());
            Volatile.Write(ref inStore, store.Next);
        }
        finally
        {
            kept();
        }
        store.Fold();
    }

    private void Recover(string file)
    {
        foreach (var (first, count, bundle) in tails.SelectMany(t => t.Groups()).OrderBy(g => g.First))
        {
            if (first + count <= store.Next)
                continue;
            if (first > store.Next)
                throw new AuditStoreForeignException($"The tail of the audit file '{file}' begins at entry {first}, and the file ends before entry {store.Next}: put the right one back.");
            leaving.Clear();
            for (var (i, at) = (0, 0); i < count; i++)
                if (LeafBundle.Next(bundle, ref at) is var leaf && first + i >= store.Next)
                    leaving.Add(leaf, AuditLeaf.Hash(leaf));
            store.Append(leaving, time.GetUtcNow());
        }
        store.Fold();
    }
}
