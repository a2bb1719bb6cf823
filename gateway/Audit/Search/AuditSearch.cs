using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace Interop.Gateway.Audit.Search;

/// <summary>
/// Finds entries of the audit log. The index only proposes: every entry shown was read from the log and compared with the query. Looking at the
/// log is itself recorded, which <see cref="AuditLook"/> sees to.
/// </summary>
internal sealed class AuditSearch(AuditIndex index) : IDisposable
{
    /// <summary>How long a search waits for the index to follow the log.</summary>
    public static readonly TimeSpan CatchUpFor = TimeSpan.FromMilliseconds(20);

    private const int Stride = 256;

    private readonly ConcurrentBag<IndexReader> idle = [];

    /// <summary>A page of entries, the newest first.</summary>
    public AuditPage Find(AuditQuery query)
    {
        index.CatchUp(CatchUpFor);
        var reader = Rent();
        try
        {
            return Find(query, reader, index.View);
        }
        finally
        {
            idle.Add(reader);
        }
    }

    /// <summary>Entries by day and kind, both days included, as far as they are indexed. Every exchange has an entry when it is admitted and one when it ends.</summary>
    public IReadOnlyList<AuditCount> Counts(DateOnly from, DateOnly to)
    {
        index.CatchUp(CatchUpFor);
        var reader = Rent();
        try
        {
            var (view, epoch) = (index.View, DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber);
            var counts = new Dictionary<AuditCount, long>();
            void Add(long day, long combination, long count)
            {
                if (combination < view.Combinations.Length && view.Combinations[combination] is { Institution: not null } kind)
                    CollectionsMarshal.GetValueRefOrAddDefault(
                        counts, new(DateOnly.FromDayNumber(epoch + (int)day), kind.Institution, kind.Purpose, kind.Operation, kind.Outcome, 0), out _) += count;
            }
            foreach (var (day, combination, count) in reader.Days(from.DayNumber - epoch, to.DayNumber - epoch))
                Add(day, combination, count);
            foreach (var ((day, combination), count) in IndexFile.Days(view.Tail, view.TailCount))
                if (day >= from.DayNumber - epoch && day <= to.DayNumber - epoch)
                    Add(day, combination, count);
            return [.. counts.Select(c => c.Key with { Count = c.Value }).OrderBy(c => c.Day).ThenBy(c => c.Institution, StringComparer.Ordinal).ThenBy(c => c.Purpose, StringComparer.Ordinal)];
        }
        finally
        {
            idle.Add(reader);
        }
    }

    /// <summary>All entries of a time, in the order of the log; what is not indexed when it begins is left out.</summary>
    /// <param name="from">The first moment.</param>
    /// <param name="to">The moment after the last.</param>
    public IEnumerable<AuditHit> Range(DateTimeOffset from, DateTimeOffset to)
    {
        index.CatchUp(CatchUpFor);
        using var reader = index.Read();
        var (view, times) = (index.View, IndexTimes.Of(from, to));
        for (var segment = 0; segment <= view.Segments.Length; segment++)
        {
            if (segment < view.Segments.Length && !times.Meets(view.Segments[segment]))
                continue;
            var end = Math.Min((segment + 1L) * IndexSegment.Length, view.Indexed);
            for (var first = (long)segment * IndexSegment.Length; first < end; first += Stride)
                foreach (var leaf in reader.Log.Leaves(first, (int)Math.Min(Stride, end - first)))
                    if (AuditLeaf.Read(leaf.Leaf) is var entry && times.Has(entry.At.ToUnixTimeMilliseconds()))
                        yield return new(leaf.Index, entry);
        }
    }

    public void Dispose()
    {
        foreach (var reader in idle)
            reader.Dispose();
    }

    private static AuditPage Find(AuditQuery query, IndexReader reader, IndexView view)
    {
        var (size, hits) = (reader.Log.Size, new List<AuditHit>());
        foreach (var place in new IndexScan(query, reader, view).NewestFirst())
            if (reader.Log.Leaves(place, 1) is [var leaf] && leaf.Index == place && AuditLeaf.Read(leaf.Leaf) is var entry && Matches(query, entry))
            {
                // One more than the page holds says that there is a next one.
                if (hits.Count == query.Count)
                    return new(hits, hits.Count == 0 ? null : hits[^1].Index, view.Indexed, size);
                hits.Add(new(place, entry));
            }
        return new(hits, null, view.Indexed, size);
    }

    private static bool Matches(AuditQuery query, AuditEntry entry) =>
        AuditCombination.Of(entry).Fits(query) && (query.User is null || query.User == entry.User)
        && IndexTimes.Of(query.From, query.To).Has(entry.At.ToUnixTimeMilliseconds())
        && (query.Subjects is null || query.Subjects.Any(s => s.Key == (entry.SubjectKey ?? AuditLeaf.FirstSubjectKey) && s.Value.Span.SequenceEqual(entry.SubjectPseudonym.Span)));

    private IndexReader Rent() => idle.TryTake(out var reader) ? reader : index.Read();
}
