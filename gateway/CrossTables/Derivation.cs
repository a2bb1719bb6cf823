namespace Interop.Gateway.CrossTables;

/// <summary>
/// What somebody could work out who has a whole table and knows how its numbers add up. The groups form a tree, so the knowledge is carried from the leaves
/// to the top and back, and each step is small: what is found is nevertheless all that follows from all sums together. No more can be found by using that
/// numbers are not negative: a hidden number is never zero, so each could be a little less or more along whatever the sums leave open.
/// </summary>
internal sealed class Derivation(HiddenNumbers table)
{
    private readonly (int Sum, int[] Parts)[] sums = [.. table.Sums()];
    private readonly Dictionary<int, List<Known>> fromBelow = [];

    /// <summary>The hidden numbers that can be worked out.</summary>
    public IReadOnlyCollection<int> Of(CrossRow everybody)
    {
        var found = new HashSet<int>();
        var about = Below(everybody);
        found.UnionWith(Elimination.Determined(about));
        Down(everybody, about, found);
        return found;
    }

    private List<Known> Below(CrossRow row)
    {
        var known = Within(row);
        var mine = HiddenOf(row);
        foreach (var group in table.Below(row))
            known.AddRange(Elimination.About([.. group.SelectMany(Below), .. Across(row, group)], mine));
        return fromBelow[row.Index] = known.Count > mine.Length ? Elimination.About(known, mine) : known;
    }

    private void Down(CrossRow row, List<Known> about, HashSet<int> found)
    {
        foreach (var group in table.Below(row))
        {
            List<Known> all = [.. about, .. group.SelectMany(r => fromBelow[r.Index]), .. Across(row, group)];
            if (all.Count == 0)
                continue;
            found.UnionWith(Elimination.Determined(all));
            foreach (var child in group.Where(c => table.Below(c).Any()))
                Down(child, Elimination.About(all, HiddenOf(child)), found);
        }
    }

    private int[] HiddenOf(CrossRow row) => [.. Enumerable.Range(0, table.Statuses.Shown).Where(s => table.IsHidden(row, s)).Select(s => table.NumberOf(row, s))];

    private List<Known> Within(CrossRow row)
    {
        var known = new List<Known>();
        foreach (var (sum, parts) in sums)
            Add(known, [.. parts.Where(p => table.IsHidden(row, p)).Select(p => (table.NumberOf(row, p), 1L)), .. table.IsHidden(row, sum) ? [(table.NumberOf(row, sum), -1L)] : Array.Empty<(int, long)>()]);
        return known;
    }

    private List<Known> Across(CrossRow parent, List<CrossRow> group)
    {
        var known = new List<Known>();
        for (var s = 0; s < table.Statuses.Shown; s++)
            Add(known, [.. group.Where(r => table.IsHidden(r, s)).Select(r => (table.NumberOf(r, s), 1L)), .. table.IsHidden(parent, s) ? [(table.NumberOf(parent, s), -1L)] : Array.Empty<(int, long)>()]);
        return known;
    }

    private static void Add(List<Known> known, (int, long)[] terms)
    {
        if (terms.Length > 0)
            known.Add(new(terms));
    }
}
