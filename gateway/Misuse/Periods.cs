namespace Interop.Gateway.Misuse;

/// <summary>
/// Something kept for each period of equal length that is still open. Periods do not overlap, so what happens across a boundary counts half in
/// each; in return an entry is counted once, and a period is judged as a whole, whatever the order within.
/// </summary>
/// <typeparam name="T">What is kept.</typeparam>
internal sealed class Periods<T> where T : new()
{
    /// <summary>Begin in ticks, and what is kept. Public, so that it can be written down.</summary>
    public SortedDictionary<long, T> Open { get; init; } = [];

    /// <summary>Periods that begin before this are closed for good.</summary>
    public long ClosedBefore { get; set; }

    /// <summary>What is kept for the period of a time; default when that is closed.</summary>
    public T? At(DateTimeOffset at, TimeSpan length, TimeSpan shift)
    {
        var from = ((at.UtcTicks + shift.Ticks) / length.Ticks * length.Ticks) - shift.Ticks;
        if (from < ClosedBefore)
            return default;
        if (!Open.TryGetValue(from, out var kept))
            Open[from] = kept = new();
        return kept;
    }

    /// <summary>Takes out the periods that ended this long before <paramref name="now"/>, the oldest first.</summary>
    public IEnumerable<(Period Period, T Kept)> Close(DateTimeOffset now, TimeSpan length, TimeSpan after)
    {
        while (Open.Count > 0 && Open.First() is var (from, kept) && from + length.Ticks + after.Ticks <= now.UtcTicks)
        {
            Open.Remove(from);
            ClosedBefore = from + length.Ticks;
            var begin = new DateTimeOffset(from, TimeSpan.Zero);
            yield return (new(begin, begin + length), kept);
        }
    }
}
