using System.Globalization;

namespace Interop.Gateway.CrossTables;

/// <summary>Makes the groups of a count into the tree of rows, with every sum.</summary>
internal static class CrossTree
{
    /// <summary>One in so many of a group is few.</summary>
    private const int FewestUnknown = 50;

    /// <summary>Everybody, with all groups below, numbered from 0 in the order of the tables.</summary>
    public static CrossRow Of(PersonCounts counts, TableLayout layout)
    {
        var everybody = new CrossRow(Divisions.Everybody, "all", null, new long[layout.Width]);
        var living = Below(everybody, Divisions.Life, Divisions.Living, layout);
        var deceased = Below(everybody, Divisions.Life, Divisions.Deceased, layout);
        deceased.Add(counts.Deceased);
        foreach (var (commune, numbers) in counts.Communes.OrderBy(c => c.Key))
            AddCommune(living, commune, numbers, layout);
        Rows(living, Divisions.Sex, Divisions.Sexes, counts.Sexes);
        Rows(living, Divisions.Age, Divisions.Ages, counts.Ages);
        Rows(living, Divisions.Disability, Divisions.Disabilities, counts.Disabilities);
        Rows(living, Divisions.Wealth, Divisions.Wealths, counts.Wealths);
        everybody.Add(living.Counts);
        everybody.Add(deceased.Counts);
        JoinUnknown(living);
        foreach (var (index, row) in everybody.Subtree().Index())
            row.Index = index;
        return everybody;
    }

    private static void AddCommune(CrossRow living, int commune, long[] numbers, TableLayout layout)
    {
        living.Add(numbers);
        if (commune == PersonCounts.NoCommune)
        {
            Below(living, Divisions.Province, Divisions.Unknown, layout).Add(numbers);
            return;
        }
        var code = commune.ToString("000000", CultureInfo.InvariantCulture);
        var province = Below(living, Divisions.Province, code[..2], layout);
        var district = Below(province, Divisions.District, code[..4], layout);
        province.Add(numbers);
        district.Add(numbers);
        Below(district, Divisions.Commune, code, layout).Add(numbers);
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

    /// <summary>
    /// The few of whom it is not known to which group they belong go with the largest one, which says so in its code. Left alone they would be too few to be
    /// shown, and would hide another whole group so that nobody finds them by subtraction.
    /// </summary>
    private static void JoinUnknown(CrossRow row)
    {
        foreach (var group in row.Below.Values)
        {
            if (group.Find(r => r.Code == Divisions.Unknown) is not { } unknown || unknown.Counts[0] * FewestUnknown >= row.Counts[0])
                continue;
            group.Remove(unknown);
            if (unknown.Counts[0] > 0)
                group.MaxBy(r => r.Counts[0])!.AddUnknown(unknown.Counts);
        }
    }

    private static void Rows(CrossRow living, string division, string[] codes, long[][] counts) =>
        living.Below.Add(division, [.. codes.Select((code, i) => new CrossRow(division, code, living, counts[i]))]);
}
