using System.Runtime.InteropServices;

namespace Interop.Gateway.Audit.Search;

/// <summary>A span of time in milliseconds since 1970; the end does not belong to it.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct IndexTimes(long From, long To)
{
    public static IndexTimes Of(DateTimeOffset? from, DateTimeOffset? to) => new(from is null ? long.MinValue : Ceiling(from.Value), to is null ? long.MaxValue : Ceiling(to.Value));

    public bool Has(long at) => at >= From && at < To;

    /// <summary>Whether an entry of the segment may lie in it.</summary>
    public bool Meets(IndexSegment segment) => segment.MaxAt >= From && segment.MinAt < To;

    /// <summary>Whether every entry of the segment lies in it.</summary>
    public bool Holds(IndexSegment segment) => Has(segment.MinAt) && Has(segment.MaxAt);

    // Entries keep whole milliseconds: one belongs to a moment within its millisecond only when it is the next.
    private static long Ceiling(DateTimeOffset moment) =>
        moment.ToUnixTimeMilliseconds() + (moment.UtcTicks % TimeSpan.TicksPerMillisecond == 0 ? 0 : 1);
}

/// <summary>
/// The entries that one query may mean, newest first. Where user or person are asked for, their terms name them; else the combinations of
/// segment after segment are run through, leaving out segments in which none that fits occurs. A segment that is read through has at least one
/// hit, unless a second condition cuts it off, so a page of fifty reads some fifty segments at most, and finding nothing reads none.
/// </summary>
internal sealed class IndexScan
{
    private readonly AuditQuery query;
    private readonly IndexReader reader;
    private readonly IndexView view;
    private readonly IndexTimes times;
    private readonly long before;
    private readonly bool[]? fits;
    private readonly Dictionary<int, long[]> read = [];

    public IndexScan(AuditQuery query, IndexReader reader, IndexView view)
    {
        (this.query, this.reader, this.view) = (query, reader, view);
        times = IndexTimes.Of(query.From, query.To);
        before = Math.Clamp(query.Before ?? long.MaxValue, 0, view.Indexed);
        if ((query.Institution ?? query.Purpose ?? query.Outcome ?? query.Door ?? query.Operation) is null)
            return;
        fits = new bool[view.Combinations.Length];
        for (var i = 0; i < fits.Length; i++)
            fits[i] = i == AuditCombination.Untold || view.Combinations[i].Fits(query);
    }

    public IEnumerable<long> NewestFirst() => query.User is null && query.Subjects is null ? ByCombination() : ByTerm();

    private bool Fits(ushort combination) => fits is null || (combination < fits.Length && fits[combination]);

    private IEnumerable<long> ByCombination()
    {
        for (var i = (int)Math.Min(view.TailCount, before - view.Tail.First) - 1; i >= 0; i--)
            if (Fits(view.Tail.Combinations[i]) && times.Has(view.Tail.Times[i]))
                yield return view.Tail.First + i;
        for (var number = view.Segments.Length - 1; number >= 0; number--)
        {
            var (first, segment) = ((long)number * IndexSegment.Length, view.Segments[number]);
            if (first >= before || !times.Meets(segment) || !Array.Exists(segment.Present, Fits))
                continue;
            var combinations = fits is null ? null : reader.Combinations(number);
            var exact = times.Holds(segment) ? null : TimesOf(number);
            for (var i = (int)Math.Min(IndexSegment.Length, before - first) - 1; i >= 0; i--)
                if ((combinations is null || (i < combinations.Length && Fits(combinations[i]))) && (exact is null || (i < exact.Length && times.Has(exact[i]))))
                    yield return first + i;
        }
    }

    private IEnumerable<long> ByTerm()
    {
        HashSet<long>? found = query.User is null ? null : [.. OfTerm(IndexFile.UserPart, IndexTerm.Of(query.User), view.Tail.Users)];
        if (query.Subjects is not null)
        {
            // A person under many keys: each key has its own part, and those that name nobody in the index are passed over.
            var people = query.Subjects.Where(s => view.Parts.ContainsKey(s.Key))
                .SelectMany(s => OfTerm(view.Parts[s.Key], IndexTerm.Of(s.Value.Span), view.Tail.Subjects));
            found = found is null ? [.. people] : [.. people.Where(found.Contains)];
        }
        return found!.OrderDescending();
    }

    private IEnumerable<long> OfTerm(int part, ulong term, ulong[] tail)
    {
        for (var i = 0; i < view.TailCount && view.Tail.First + i < before; i++)
            if (tail[i] == term && (part == IndexFile.UserPart || view.Tail.Parts[i] == part) && Fits(view.Tail.Combinations[i]) && times.Has(view.Tail.Times[i]))
                yield return view.Tail.First + i;
        foreach (var (place, combination) in reader.Find(part, term, view.Segments.Length))
            if (place < before && Fits(combination) && InTime(place))
                yield return place;
    }

    private bool InTime(long place)
    {
        var number = (int)(place / IndexSegment.Length);
        var segment = view.Segments[number];
        return times.Meets(segment) && (times.Holds(segment) || (TimesOf(number) is { Length: > 0 } exact && times.Has(exact[place % IndexSegment.Length])));
    }

    private long[] TimesOf(int segment)
    {
        if (!read.TryGetValue(segment, out var exact))
            read[segment] = exact = reader.Times(segment);
        return exact;
    }
}
