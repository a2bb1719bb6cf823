using Interop.Gateway.Audit;

namespace Interop.Gateway.Misuse;

/// <summary>
/// Numbers are tried. Of a key: different people not found, enough of them and a large share of all it asked about. Of a user: more different
/// people in the short period than anybody serves. The count is of people, the usual that of the bound it passed.
/// </summary>
/// <param name="name">Tells the short period's memory from the day's.</param>
/// <param name="notFound">Different people not found.</param>
/// <param name="pace">Different people of one user; null leaves users alone.</param>
internal sealed class EnumerationDetector(string name, TimeSpan length, int notFound, int? pace, MisuseOptions options) : Detector<Periods<Tallies>>
{
    public static EnumerationDetector Quick(MisuseOptions options) =>
        new("enumeration", options.Enumeration.Quick, options.Enumeration.QuickNotFound, options.Enumeration.Pace, options);

    public static EnumerationDetector OfDay(MisuseOptions options) => new("enumeration-day", Day, options.Enumeration.DayNotFound, null, options);

    public override string Name => name;

    public override void Observe(long index, AuditEntry entry)
    {
        if (Memory.At(entry.At, length, Cambodia) is not { } period)
            return;
        period.OfKey(entry).Add(index, entry, IsFound(entry));
        if (pace is not null)
            period.OfUser(entry, options.MostUsers)?.Add(index, entry, IsFound(entry));
    }

    protected override IEnumerable<Finding> Judge(DateTimeOffset now)
    {
        foreach (var (period, kept) in Memory.Close(now, length, options.Grace))
            foreach (var tally in kept.ByActor.Values)
                if (tally.User is not null && tally.People.Count >= pace)
                    yield return tally.As(SignalKind.Enumeration, period, tally.People.Count, pace.Value);
                else if (tally.User is null && tally.NotFound.Count >= notFound && tally.NotFound.Count >= options.Enumeration.NotFoundShare * tally.People.Count)
                    yield return tally.As(SignalKind.Enumeration, period, tally.NotFound.Count, notFound);
    }
}
