using System.Globalization;
using CsCheck;
using Interop.Gateway.CrossTables;

namespace Interop.Gateway.Tests.CrossTables;

/// <summary>What is small is hidden and stays so. <c>CROSS_TABLES_ROUNDS</c> and <c>CsCheck_Seed</c> make it longer and the same again.</summary>
public sealed class SuppressionTests
{
    private static readonly int Rounds = int.Parse(Environment.GetEnvironmentVariable("CROSS_TABLES_ROUNDS") ?? "12", CultureInfo.InvariantCulture);

    [Fact]
    public void Of_AnyPopulation_HiddenNumbersCannotBeWorkedOut() => RandomPopulation.Gen.Sample(everybody =>
    {
        var layout = RandomPopulation.Layout;
        var tables = Suppression.Of(everybody, layout);
        var attacker = new TableAttacker(everybody, layout, tables);
        for (var t = 0; t < tables.Count; t++)
            foreach (var row in tables[t].Rows)
                for (var shown = 0; shown < tables[t].Statuses.Shown; shown++)
                    if (!tables[t].IsShown(row, shown) && tables[t].Value(row, shown) > 0)
                        attacker.Knows(row, t, shown).ShouldBeFalse($"{tables[t].Statuses.Code} {row} {tables[t].Statuses.NameOf(shown)} = {tables[t].Value(row, shown)}");
    }, iter: Rounds, threads: 1, print: r => r.ToString());

    [Fact]
    public void Of_AnyPopulation_NothingSmallIsShownOrLeftBySubtraction() => RandomPopulation.Gen.Sample(everybody =>
    {
        foreach (var table in Suppression.Of(everybody, RandomPopulation.Layout))
            foreach (var row in table.Rows)
            {
                for (var shown = 0; shown < table.Statuses.Shown; shown++)
                    (table.IsShown(row, shown) && table.Value(row, shown) is > 0 and < Suppression.Fewest).ShouldBeFalse();
                foreach (var (sum, parts) in table.Sums().Where(s => table.IsShown(row, s.Sum)))
                    Left(parts.Where(p => !table.IsShown(row, p)).Select(p => table.Value(row, p)));
                foreach (var group in table.Below(row))
                    for (var shown = 0; shown < table.Statuses.Shown; shown++)
                        if (table.IsShown(row, shown))
                            Left(group.Where(r => !table.IsShown(r, shown)).Select(r => table.Value(r, shown)));
            }

        static void Left(IEnumerable<long> hidden)
        {
            long[] numbers = [.. hidden];
            (numbers.Sum() is > 0 and < Suppression.Fewest).ShouldBeFalse(string.Join('+', numbers));
        }
    }, iter: Rounds, threads: 1, print: r => r.ToString());

    [Fact]
    public void Of_NothingSmall_ShowsAll()
    {
        var everybody = Country(40, 60, 80);
        var tables = Suppression.Of(everybody, RandomPopulation.Layout);
        foreach (var row in tables[0].Rows)
            tables[0].IsShown(row, Statuses.Total).ShouldBeTrue(row.ToString());
        tables.ShouldAllBe(t => !t.IsWithheld);
    }

    [Fact]
    public void Of_OneSmallCommune_IsCountedWithTheNextLarger()
    {
        var everybody = Country(5, 80, 60);
        var communes = everybody.Subtree().Where(r => r.Division == Divisions.Commune).ToArray();
        communes.Select(c => (c.Code, c.Counts[0], c.HasOthers)).ShouldBe([("010102", 80, false), ("010103", 65, true)]);
        Suppression.Of(everybody, RandomPopulation.Layout)[0].Rows.Sum(r => r.Division == Divisions.Commune ? r.Counts[0] : 0).ShouldBe(145);
    }

    /// <summary>One district with communes of so many people, all of one status, half of them women.</summary>
    private static CrossRow Country(params int[] communes)
    {
        var counts = new PersonCounts(RandomPopulation.Layout, new(Interop.Schemas.Catalogue.AttributeCatalogue.Current), new(2026, 11, 22));
        int[] hits = [.. RandomPopulation.Layout.Tables.Index().Where(t => t.Item.CountsAll).Select(t => RandomPopulation.Layout.Starts[t.Index])];
        for (var c = 0; c < communes.Length; c++)
            for (var person = 0; person < communes[c]; person++)
            {
                PersonCounts.Count(counts.OfCommune(10101 + c), hits);
                PersonCounts.Count(counts.Sexes[person % 2], hits);
                PersonCounts.Count(counts.Ages[3], hits);
                PersonCounts.Count(counts.Disabilities[3], hits);
                PersonCounts.Count(counts.Wealths[2], hits);
            }
        return CrossTree.Of(counts, RandomPopulation.Layout);
    }
}
