using Interop.Gateway.Audit;

namespace Interop.Gateway.Foresight;

/// <summary>How far a pass over the log goes.</summary>
/// <param name="From">Entries of this moment and later are wanted.</param>
/// <param name="MostEntries">The newest so many are looked at.</param>
/// <param name="MostTime">How long it may take.</param>
internal sealed record PassBounds(DateTimeOffset From, long MostEntries, TimeSpan MostTime)
{
    /// <summary>What a page waits for.</summary>
    public static PassBounds OfPage(DateTimeOffset from) => new(from, 1_000_000, TimeSpan.FromSeconds(20));
}

/// <summary>How far a pass has come.</summary>
/// <param name="Read">Entries looked at, the newest of the log.</param>
/// <param name="Oldest">The time of the oldest of them; null where there are none.</param>
/// <param name="Complete">Whether all wanted entries were among them. Otherwise what is older than <paramref name="Oldest"/> was left out.</param>
internal sealed record PassExtent(long Read, DateTimeOffset? Oldest, bool Complete);

/// <summary>Something that is made from entries of the log, the newest first.</summary>
internal interface ILogReading
{
    /// <summary>Whether an entry is worth reading, told by its bytes; see <see cref="LeafMark"/>.</summary>
    bool Wants(ReadOnlySpan<byte> leaf);

    void Take(AuditEntry entry);
}

/// <summary>
/// Goes once over this gateway's log from its end, a few thousand entries in memory at a time, and hands on those that are wanted. One pass runs at a
/// time, so that officers who replay do not take the processors of the exchanges.
/// </summary>
internal sealed class LogPass(TimeProvider time) : IDisposable
{
    private const int Window = 4_096;

    /// <summary>Entries are nearly in order of time: those of many threads waver by less.</summary>
    private static readonly TimeSpan Waver = TimeSpan.FromMinutes(10);

    private readonly SemaphoreSlim turn = new(1);

    /// <summary>Waits for its turn, then reads.</summary>
    /// <param name="progress">Told how many entries were looked at.</param>
    /// <exception cref="OperationCanceledException">Whoever wanted it has gone.</exception>
    public async Task<PassExtent> RunAsync(AuditReader log, PassBounds bounds, ILogReading reading, IProgress<long>? progress, CancellationToken cancellation)
    {
        await turn.WaitAsync(cancellation);
        try
        {
            return await Task.Run(() => Run(log, bounds, reading, progress, cancellation), cancellation);
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose() => turn.Dispose();

    private PassExtent Run(AuditReader log, PassBounds bounds, ILogReading reading, IProgress<long>? progress, CancellationToken cancellation)
    {
        var (started, read) = (time.GetTimestamp(), 0L);
        DateTimeOffset? oldest = null;
        for (var end = log.Size; end > 0; progress?.Report(read))
        {
            cancellation.ThrowIfCancellationRequested();
            if (read >= bounds.MostEntries || time.GetElapsedTime(started) >= bounds.MostTime)
                return new(read, oldest, false);
            var first = Math.Max(0, end - Math.Min(Window, bounds.MostEntries - read));
            var leaves = log.Leaves(first, (int)(end - first));
            for (var i = leaves.Count - 1; i >= 0; i--)
                if (reading.Wants(leaves[i].Leaf) && AuditLeaf.Read(leaves[i].Leaf) is var entry && entry.At >= bounds.From)
                    reading.Take(entry);
            (read, end, oldest) = (read + leaves.Count, first, AuditLeaf.Read(leaves[0].Leaf).At);
            if (oldest < bounds.From - Waver)
                break;
        }
        return new(read, oldest, true);
    }
}
