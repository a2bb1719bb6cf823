namespace Interop.Gateway.Matching;

/// <summary>
/// How often two people agree by chance, from the people of an index themselves: exact counts for what can be counted, two hundred thousand pairs of
/// different people for the rest.
/// </summary>
internal sealed class IndexCounts
{
    private const int Pairs = 200_000;

    private readonly Dictionary<int, int> births = [], years = [], places = [];
    private readonly long[] sexes = new long[3];
    private readonly double[] births2 = new double[6], families5 = new double[5], givens5 = new double[5];

    public IndexCounts(IndexRow[] rows, NameTable families, NameTable givens)
    {
        (People, Families, Givens) = (rows.Length, families, givens);
        foreach (ref readonly var row in rows.AsSpan())
        {
            Count(births, row.Birth);
            Count(years, BirthDate.Unpack(row.Birth).Year);
            sexes[row.Sex]++;
            for (var pairs = 4; pairs > 0; pairs--)
                Count(places, new Place(row.Village, 4).Within(pairs).Code);
        }
        if (rows.Length > 1)
            Sample(rows);
    }

    public int People { get; }
    public NameTable Families { get; }
    public NameTable Givens { get; }

    public double Birth(BirthDate birth) => Share(births.GetValueOrDefault(birth.Packed));

    public double Year(int year) => Share(years.GetValueOrDefault(year));

    public double In(Place place) => Share(places.GetValueOrDefault(place.Code));

    public double Sex(bool female) => Share(sexes[female ? 2 : 1]);

    /// <summary>By level of <see cref="MatchField.BirthDate"/>.</summary>
    public IReadOnlyList<double> BirthLevels => births2;

    /// <summary>By <see cref="NameAgreement"/>, of family names or of given names.</summary>
    public IReadOnlyList<double> NameLevels(bool given) => given ? givens5 : families5;

    /// <summary>A count as a chance, never nothing: what was not seen among so many may still be.</summary>
    public double Share(long count) => (count + 0.5) / (People + 1.0);

    private void Sample(IndexRow[] rows)
    {
        var (seenBirths, seenFamilies, seenGivens) = (new long[6], new long[5], new long[5]);
        // Steps of a large prime through the people: any two that stand far apart, and the same pairs each time.
        for (long i = 0, a = 0, b = rows.Length / 3; i < Pairs; i++, a = (a + 1_000_003) % rows.Length, b = (b + 7_368_787) % rows.Length)
        {
            if (a == b)
                continue;
            ref readonly var one = ref rows[a];
            ref readonly var other = ref rows[b];
            if (one.Birth != 0 && other.Birth != 0 && BirthDate.Unpack(one.Birth).Compare(BirthDate.Unpack(other.Birth)) is (MatchField.BirthDate, var level))
                seenBirths[level]++;
            Compare(Families, one.FamilyLatin, other.FamilyLatin, seenFamilies);
            Compare(Families, one.FamilyKhmer, other.FamilyKhmer, seenFamilies);
            Compare(Givens, one.GivenLatin, other.GivenLatin, seenGivens);
            Compare(Givens, one.GivenKhmer, other.GivenKhmer, seenGivens);
        }
        foreach (var (seen, share) in new[] { (seenBirths, births2), (seenFamilies, families5), (seenGivens, givens5) })
            for (var i = 0; i < seen.Length; i++)
                share[i] = (seen[i] + 0.5) / (seen.Sum() + 1.0);

        static void Compare(NameTable table, int one, int other, long[] seen)
        {
            if (table[one] is { } first && table[other] is { } second && first.Script == second.Script)
                seen[(int)first.Compare(second)]++;
        }
    }

    private static void Count(Dictionary<int, int> counts, int key) => counts[key] = counts.GetValueOrDefault(key) + 1;
}
