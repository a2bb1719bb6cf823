using System.Buffers.Binary;
using System.Security.Cryptography;
using Interop.Gateway.Audit;

namespace Interop.Gateway.Misuse;

/// <summary>
/// Many institutions ask about one person in a day. Found as soon as it is so. When there are more people than memory is given for, a share of
/// them is watched, drawn by pseudonym. Entries of scopes with different retention name one person differently, so only institutions whose scopes
/// keep entries equally long are seen together. The count is of institutions, the usual the bound.
/// </summary>
internal sealed class ManyInstitutionsDetector(MisuseOptions options) : Detector<Periods<ManyInstitutionsDetector.Watched>>
{
    private readonly ManyInstitutionsOptions bounds = options.ManyInstitutions;

    public override string Name => "many-institutions";

    public override void Observe(long index, AuditEntry entry)
    {
        if (entry.Institution.Length > 0 && Tally.PersonOf(entry) is { } person)
            Memory.At(entry.At, Day, Cambodia)?.Add(person, entry.Institution, index, bounds);
    }

    protected override IEnumerable<Finding> Judge(DateTimeOffset now)
    {
        var open = Memory.Open.Select(o => (Period: new Period(new(o.Key, TimeSpan.Zero), new(o.Key + Day.Ticks, TimeSpan.Zero)), Kept: o.Value)).ToArray();
        foreach (var (period, kept) in open)
        {
            foreach (var (person, firsts) in kept.Grown.Select(p => (p, kept.People[p])))
                yield return new(SignalKind.ManyInstitutions, "", null, [], MatterOf(person), period.From, period.To, firsts.Count, bounds.Least, [.. firsts.Values.Order()]);
            kept.Grown.Clear();
        }
        _ = Memory.Close(now, Day, options.Grace).Count();
    }

    /// <summary>The same for the same person, and no part of the pseudonym.</summary>
    private static string MatterOf(ulong person)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, person);
        return Convert.ToHexStringLower(SHA256.HashData(bytes)[..8]);
    }

    /// <summary>The people of one day.</summary>
    internal sealed class Watched
    {
        /// <summary>For each person the first entry of each institution.</summary>
        public Dictionary<ulong, SortedDictionary<string, long>> People { get; init; } = [];

        /// <summary>People at or above the bound about whom another institution has asked since the last look.</summary>
        public SortedSet<ulong> Grown { get; init; } = [];

        /// <summary>Only people whose first bits, so many, are zero are watched.</summary>
        public int Thinned { get; set; }

        public void Add(ulong person, string institution, long index, ManyInstitutionsOptions bounds)
        {
            if (!IsWatched(person))
                return;
            if (!People.TryGetValue(person, out var institutions))
            {
                for (; People.Count >= bounds.MostPeople; Thinned++)
                    Thin();
                if (!IsWatched(person))
                    return;
                People[person] = institutions = [];
            }
            if (institutions.TryGetValue(institution, out var first))
                institutions[institution] = Math.Min(first, index);
            else if (institutions.Count < Tally.MostEntries)
            {
                institutions[institution] = index;
                if (institutions.Count >= bounds.Least)
                    Grown.Add(person);
            }
        }

        private bool IsWatched(ulong person) => Thinned == 0 || person >> (64 - Thinned) == 0;

        private void Thin()
        {
            foreach (var person in People.Keys.Where(p => p >> (63 - Thinned) != 0).ToArray())
            {
                People.Remove(person);
                Grown.Remove(person);
            }
        }
    }
}
