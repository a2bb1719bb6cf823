using Interop.Gateway.Audit;

namespace Interop.Gateway.Misuse;

/// <summary>
/// One user asks about far more people in a day than the others of the institution; where it has too few others, than the users of all. The
/// count is of people, the usual the median it is measured against.
/// </summary>
internal sealed class ManyPeopleDetector(MisuseOptions options) : Detector<Periods<Tallies>>
{
    public override string Name => "many-people";

    public override void Observe(long index, AuditEntry entry) =>
        Memory.At(entry.At, Day, Cambodia)?.OfUser(entry, options.MostUsers)?.Add(index, entry, IsFound(entry));

    protected override IEnumerable<Finding> Judge(DateTimeOffset now)
    {
        foreach (var (period, kept) in Memory.Close(now, Day, options.Grace))
        {
            var users = kept.ByActor.Values.Where(t => t.People.Count > 0).ToArray();
            foreach (var tally in users.Where(t => t.People.Count >= options.ManyPeople.LeastPeople))
                if (PeersOf(tally, users) is { } peers && Median(peers) is var median && tally.People.Count >= options.ManyPeople.Factor * median)
                    yield return tally.As(SignalKind.ManyPeople, period, tally.People.Count, median);
        }
    }

    private IEnumerable<int>? PeersOf(Tally tally, Tally[] users)
    {
        var near = users.Where(u => u != tally && u.Institution == tally.Institution).ToArray();
        var peers = near.Length >= options.ManyPeople.LeastPeers ? near : [.. users.Where(u => u != tally)];
        return peers.Length >= options.ManyPeople.LeastPeers ? peers.Select(p => p.People.Count) : null;
    }
}
