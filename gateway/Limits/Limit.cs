using System.Text.Json.Serialization;

namespace Interop.Gateway.Limits;

/// <summary>How much one key or one scope may ask: a rate with a burst, and a number a UTC day.</summary>
/// <param name="PerSecond">Requests a second in the long run.</param>
/// <param name="Burst">Requests at once after a rest.</param>
/// <param name="PerDay">Requests from 00:00 to 24:00 UTC.</param>
internal sealed record Limit(double PerSecond, int Burst, long PerDay)
{
    public const double LeastPerSecond = 0.001;
    public const double MostPerSecond = 100_000;
    public const int MostBurst = 1_000_000;
    public const long MostPerDay = 1_000_000_000_000;

    /// <summary>Seconds until one more request is earned.</summary>
    [JsonIgnore]
    public double Interval { get; } = 1 / PerSecond;

    /// <summary>
    /// The window that goes with a quota of <see cref="Burst"/>: whole seconds, rounded up, so that a caller who spends no more than a
    /// quota a window is never refused.
    /// </summary>
    [JsonIgnore]
    public long Window { get; } = (long)Math.Max(1, Math.Ceiling(Burst / PerSecond));

    /// <summary>What one of several gateways gives out while they cannot count together; never nothing.</summary>
    public Limit ShareOf(int gateways) => new(PerSecond / gateways, Math.Max(1, Burst / gateways), Math.Max(1, PerDay / gateways));

    /// <summary>Every error at once, under the name of the setting.</summary>
    public IEnumerable<string> Faults(string setting)
    {
        if (PerSecond is not (>= LeastPerSecond and <= MostPerSecond))
            yield return $"{setting}:PerSecond is {PerSecond}; it must lie between {LeastPerSecond} and {MostPerSecond}";
        if (Burst is < 1 or > MostBurst)
            yield return $"{setting}:Burst is {Burst}; it must lie between 1 and {MostBurst}";
        if (PerDay is < 1 or > MostPerDay)
            yield return $"{setting}:PerDay is {PerDay}; it must lie between 1 and {MostPerDay}";
    }
}
