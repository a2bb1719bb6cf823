using CsCheck;
using Interop.Gateway.CrossTables;
using Interop.Gateway.Entitlements;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Tests.CrossTables;

/// <summary>Small countries in which much is small, with every person in one status of each table.</summary>
internal static class RandomPopulation
{
    private static readonly DateOnly Date = new(2026, 11, 22);
    private static readonly ProgrammeRules Rules = ProgrammeRules.Load(AttributeCatalogue.Current);

    public static TableLayout Layout { get; } = new([Rules.Find("cbhi")!, Rules.Find("hef")!], Date);

    public static Gen<CrossRow> Gen { get; } = CsCheck.Gen.Select(CsCheck.Gen.Int[1, 4], CsCheck.Gen.Int[1, 3], CsCheck.Gen.Int[1, 4], CsCheck.Gen.Int[0, int.MaxValue - 1])
        .Select((provinces, districts, communes, seed) => Of(provinces, districts, communes, new Random(seed)));

    private static CrossRow Of(int provinces, int districts, int communes, Random random)
    {
        var counts = new PersonCounts(Layout, new(AttributeCatalogue.Current), Date);
        // Of a few statuses only, so that rows and columns are often nearly empty; how few differs from country to country.
        int[][] likely = [.. Layout.Tables.Select(t => Enumerable.Range(0, random.Next(1, 5)).Select(_ => random.Next(t.Names.Count)).ToArray())];
        var dense = random.Next(2) == 0;
        for (var p = 1; p <= provinces; p++)
            for (var d = 1; d <= districts; d++)
                for (var c = 1; c <= communes; c++)
                    for (var people = random.Next(4) switch { 0 => random.Next(0, 4), 1 => random.Next(5, 25), _ => random.Next(20, dense ? 400 : 60) }; people > 0; people--)
                        Add(counts, (p * 10_000) + (d * 100) + c, likely, random);
        return CrossTree.Of(counts, Layout);
    }

    private static void Add(PersonCounts counts, int commune, int[][] likely, Random random)
    {
        var hits = new List<int>();
        for (var t = 0; t < Layout.Tables.Count; t++)
            if (Layout.Tables[t].CountsAll || random.Next(3) == 0)
                hits.Add(Layout.Starts[t] + (random.Next(12) == 0 ? random.Next(Layout.Tables[t].Names.Count) : likely[t][random.Next(likely[t].Length) / (random.Next(2) + 1)]));
        if (random.Next(40) == 0)
        {
            PersonCounts.Count(counts.Deceased, [.. hits.Where(h => h < Layout.Starts[Layout.FirstIndicator])]);
            return;
        }
        PersonCounts.Count(counts.OfCommune(random.Next(60) == 0 ? PersonCounts.NoCommune : commune), [.. hits]);
        PersonCounts.Count(counts.Sexes[random.Next(30) == 0 ? 2 : random.Next(2)], [.. hits]);
        PersonCounts.Count(counts.Ages[random.Next(3) * 6], [.. hits]);
        PersonCounts.Count(counts.Disabilities[random.Next(20) == 0 ? random.Next(5) : 3], [.. hits]);
        PersonCounts.Count(counts.Wealths[random.Next(4)], [.. hits]);
    }
}
