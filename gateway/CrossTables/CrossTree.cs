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
        JoinSmall(living);
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
    /// The few of whom it is not known to which group they belong go with the largest one, which says so. Left alone they would be too few to be
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
                group.MaxBy(r => r.Counts[0])!.AddOthers(unknown.Counts);
        }
    }

    /// <summary>
    /// A group of fewer people than may be shown is counted with the smallest that is larger. So how many people a group has is never hidden, and the tables,
    /// which have nothing else in common, tell nothing of each other.
    /// </summary>
    private static void JoinSmall(CrossRow row)
    {
        foreach (var group in row.Below.Values)
        {
            group.RemoveAll(r => r.Counts[0] == 0);
            while (group.Count > 1 && group.MinBy(r => r.Counts[0]) is { } small && small.Counts[0] < Suppression.Fewest)
            {
                group.Remove(small);
                group.MinBy(r => r.Counts[0])!.AddOthers(small.Counts);
            }
            foreach (var one in group)
                JoinSmall(one);
        }
    }

    private static void Rows(CrossRow living, string division, string[] codes, long[][] counts) =>
        living.Below.Add(division, [.. codes.Select((code, i) => new CrossRow(division, code, living, counts[i]))]);
}
