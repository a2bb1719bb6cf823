using Interop.Gateway.Audit;
using Interop.Gateway.Privacy;
using Interop.Gateway.Wire;

namespace Interop.Gateway.Misuse;

/// <summary>
/// People are asked about for care, and no payment for them follows. The hub sees no claims: what it can know is whether some institution later
/// asked, with a purpose of payment, about the same person and was answered. That share is low for everybody where payers do not ask through
/// the hub, or where entries about care and about payment are kept for different times and so name one person differently; so an institution is measured against the median of its peers over the same weeks, and nothing is said without peers. The count is
/// of people without payment in the sample; the usual is the median share of the peers, in hundredths.
/// </summary>
internal sealed class NoLaterClaimDetector(MisuseOptions options) : Detector<Periods<NoLaterClaimDetector.Cohort>>
{
    private static readonly string Searches = WireName.Of(Operation.Match);

    private readonly NoLaterClaimOptions bounds = options.NoLaterClaim;

    public override string Name => "no-later-claim";

    public override void Observe(long index, AuditEntry entry)
    {
        if (Tally.PersonOf(entry) is not { } person || entry is not { Outcome: "answered", Purpose: { } purpose })
            return;
        if (bounds.Paid.Contains(purpose))
        {
            foreach (var cohort in Memory.Open.Values)
                cohort.Paid(person, entry.At.UtcTicks, bounds.Follow.Ticks);
        }
        // Whoever is looked for by a name is perhaps not the patient; the check that follows asks about whoever is.
        else if (bounds.Asked.Contains(purpose) && entry.Operation != Searches)
            Memory.At(entry.At, bounds.Cohort, Cambodia)?.Asked(entry, person, index, bounds.Sample);
    }

    protected override IEnumerable<Finding> Judge(DateTimeOffset now)
    {
        foreach (var (period, cohort) in Memory.Close(now, bounds.Cohort, bounds.Follow + options.Grace))
        {
            var shares = cohort.Institutions.Where(i => i.Value.People.Count >= bounds.LeastPeople)
                .Select(i => (Code: i.Key, Of: i.Value, Share: i.Value.People.Values.Count(p => !p.Paid) / (double)i.Value.People.Count)).ToArray();
            if (shares.Length <= bounds.LeastPeers)
                continue;
            foreach (var (code, of, share) in shares)
                if (Median(shares.Where(s => s.Code != code).Select(s => s.Share)) is var median && share >= median + bounds.Margin)
                {
                    var unpaid = of.People.Values.Where(p => !p.Paid).ToArray();
                    yield return new(SignalKind.NoLaterClaim, code, null, [.. of.Keys], "", period.From, period.To, unpaid.Length, (long)Math.Round(median * 100),
                        [.. unpaid.Select(p => p.Index).Order().Take(Tally.MostEntries)]);
                }
        }
    }

    /// <summary>Those first asked about in one time, by institution.</summary>
    internal sealed class Cohort
    {
        public Dictionary<string, Sampled> Institutions { get; init; } = [];

        public void Asked(AuditEntry entry, ulong person, long index, int most)
        {
            if (!Institutions.TryGetValue(entry.Institution, out var sampled))
                Institutions[entry.Institution] = sampled = new();
            sampled.Add(person, entry.At.UtcTicks, index, most);
            if (entry.Key is { } key && sampled.Keys.Add(key) && sampled.Keys.Count > Tally.MostKeys)
                sampled.Keys.Remove(sampled.Keys.Max!);
        }

        public void Paid(ulong person, long at, long within)
        {
            foreach (var sampled in Institutions.Values)
                if (sampled.People.TryGetValue(person, out var asked) && at > asked.At && at <= asked.At + within)
                    sampled.People[person] = asked with { Paid = true };
        }
    }

    /// <summary>The people of one institution with the smallest pseudonyms: a fair sample, and the same whatever order they came in.</summary>
    internal sealed class Sampled
    {
        public SortedDictionary<ulong, Asking> People { get; init; } = [];
        public SortedSet<string> Keys { get; init; } = [];

        /// <summary>Pseudonyms from here on are not in the sample.</summary>
        public ulong Bound { get; set; } = ulong.MaxValue;

        public void Add(ulong person, long at, long index, int most)
        {
            if (person >= Bound || !People.TryAdd(person, new(at, index, false)) || People.Count <= most)
                return;
            // Rarer with every person: what lies above the bound never comes back.
            Bound = People.Keys.Last();
            People.Remove(Bound);
        }
    }

    /// <summary>When a person was first asked about, by which entry, and whether payment followed.</summary>
    internal readonly record struct Asking(long At, long Index, bool Paid);
}
