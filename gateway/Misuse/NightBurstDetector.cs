using Interop.Gateway.Audit;

namespace Interop.Gateway.Misuse;

/// <summary>
/// Far more exchanges at night than the institution is used to: by one user, or by a key that names none. A hospital works at night, so each
/// institution is measured against its own nights before; its first nights against the bound alone. The count is of exchanges, the usual the
/// average of the busiest actor of the nights before.
/// </summary>
internal sealed class NightBurstDetector(MisuseOptions options) : Detector<NightBurstDetector.Nights>
{
    /// <summary>How much a night weighs in the average: about the last week counts.</summary>
    private const double Weight = 0.2;

    private readonly NightBurstOptions bounds = options.NightBurst;

    public override string Name => "night-burst";

    // A day that begins with the night, so that a night is never cut at midnight.
    private TimeSpan Shift => Cambodia - bounds.From.ToTimeSpan();

    private TimeSpan Length => bounds.To - bounds.From;

    public override void Observe(long index, AuditEntry entry)
    {
        if ((entry.At.UtcTicks + Shift.Ticks) % Day.Ticks >= Length.Ticks || Memory.Open.At(entry.At, Day, Shift) is not { } night)
            return;
        (night.OfUser(entry, options.MostUsers) ?? night.OfKey(entry)).Add(index, entry, IsFound(entry));
    }

    protected override IEnumerable<Finding> Judge(DateTimeOffset now)
    {
        // The rest of the day brings nothing more.
        foreach (var (day, night) in Memory.Open.Close(now, Day, Length - Day + options.Grace))
            foreach (var institution in night.ByActor.Values.GroupBy(t => t.Institution))
            {
                var usual = Memory.Usual.GetValueOrDefault(institution.Key);
                foreach (var tally in institution.Where(t => t.Exchanges >= Math.Max(bounds.Least, bounds.Factor * usual)))
                    yield return tally.As(SignalKind.NightBurst, new(day.From, day.From + Length), tally.Exchanges, (long)Math.Round(usual));
                Memory.Usual[institution.Key] = ((1 - Weight) * usual) + (Weight * institution.Max(t => t.Exchanges));
            }
    }

    /// <summary>The nights still open, and what each institution is used to.</summary>
    internal sealed class Nights
    {
        public Periods<Tallies> Open { get; init; } = new();
        public Dictionary<string, double> Usual { get; init; } = [];
    }
}
