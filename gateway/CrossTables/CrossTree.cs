using System.Globalization;

namespace Interop.Gateway.CrossTables;

/// <summary>Makes the groups of a count into the tree of rows, with every sum.</summary>
internal static class CrossTree
{
    /// <summary>Everybody, with all groups below, numbered from 0 in the order of the tables.</summary>
    public static CrossRow Of(PersonCounts counts, TableLayout layout)
    {
        var everybody = new CrossRow(Divisions.Everybody, "all", null, new long[layout.Width]);
        var living = Below(everybody, Divisions.Life, Divisions.Living, layout);
        var deceased = Below(everybody, Divisions.Life, Divisions.Deceased, layout);
        Sum(deceased, counts.Deceased);
        foreach (var (commune, numbers) in counts.Communes.OrderBy(c => c.Key))
            Add(living, commune, numbers, layout);
        Rows(living, Divisions.Sex, Divisions.Sexes, counts.Sexes);
        Rows(living, Divisions.Age, Divisions.Ages, counts.Ages);
        Rows(living, Divisions.Disability, Divisions.Disabilities, counts.Disabilities);
        Rows(living, Divisions.Wealth, Divisions.Wealths, counts.Wealths);
        Sum(everybody, living.Counts);
        Sum(everybody, deceased.Counts);
        foreach (var (index, row) in everybody.Subtree().Index())
            row.Index = index;
        return everybody;
    }

    private static void Add(CrossRow living, int commune, long[] numbers, TableLayout layout)
    {
        Sum(living, numbers);
        if (commune == PersonCounts.NoCommune)
        {
            Sum(Below(living, Divisions.Province, Divisions.Unknown, layout), numbers);
            return;
        }
        var code = commune.ToString("000000", CultureInfo.InvariantCulture);
        var province = Below(living, Divisions.Province, code[..2], layout);
        var district = Below(province, Divisions.District, code[..4], layout);
        Sum(province, numbers);
        Sum(district, numbers);
        Sum(Below(district, Divisions.Commune, code, layout), numbers);
    }

    private static CrossRow Below(CrossRow parent, string division, string code, TableLayout layout)
    {
        if (!parent.Below.TryGetValue(division, out var rows))
            parent.Below.Add(division, rows = []);
        if (rows.Find(r => r.Code == code) is { } there)
            return there;
        var row = new CrossRow(division, code, parent, new long[layout.Width]);
        rows.Add(row);
        return row;
    }

    private static void Rows(CrossRow living, string division, string[] codes, long[][] counts) =>
        living.Below.Add(division, [.. codes.Select((code, i) => new CrossRow(division, code, living, counts[i]))]);

    private static void Sum(CrossRow row, long[] numbers)
    {
        for (var i = 0; i < numbers.Length; i++)
            row.Counts[i] += numbers[i];
    }
}
