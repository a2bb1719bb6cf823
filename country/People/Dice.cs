namespace Interop.Country.People;

/// <summary>
/// The chance behind one household: SplitMix64 (Steele, Lea and Flood, OOPSLA 2014), whose sequence is fixed by its seed
/// for ever, unlike that of <see cref="Random"/>. Every household has its own, so none depends on those before it.
/// </summary>
internal sealed class Dice(int seed, int stream, int number)
{
    private ulong state = Mix(Mix(Mix((uint)seed) + (uint)stream + 1) + (uint)number + 1);

    public ulong Next() => Mix(state += 0x9E3779B97F4A7C15);

    /// <summary>A whole number from <paramref name="low"/> to <paramref name="high"/>, both included.</summary>
    public int Between(int low, int high) => low + (int)(((Next() >> 32) * (ulong)(high - low + 1)) >> 32);

    public bool Chance(double proportion) => (Next() >> 11) * (1.0 / (1UL << 53)) < proportion;

    public T Pick<T>(T[] values) => values[Between(0, values.Length - 1)];

    /// <summary>One of the values; each comes up in proportion to its weight.</summary>
    public T Pick<T>(ReadOnlySpan<(T Value, int Weight)> weighted)
    {
        var total = 0;
        foreach (var (_, weight) in weighted)
            total += weight;
        var mark = Between(1, total);
        foreach (var (value, weight) in weighted)
            if ((mark -= weight) <= 0)
                return value;
        throw new ArgumentException("No weights.", nameof(weighted));
    }

    /// <summary>A day in the period, or its first day when the period is empty.</summary>
    public DateOnly Day(DateOnly first, DateOnly last) => last <= first ? first : first.AddDays(Between(0, last.DayNumber - first.DayNumber));

    public DateTime Moment(DateOnly day) => day.ToDateTime(new TimeOnly(Between(7, 16), Between(0, 59), Between(0, 59)));

    internal static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
