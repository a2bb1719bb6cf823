namespace Interop.Gateway.CrossTables;

/// <summary>
/// What somebody could work out who has a whole table and knows how its numbers add up. The groups form a tree, so the knowledge is carried from the leaves
/// to the top and back, and each step is small: what is found is nevertheless all that follows from all sums together. No more can be found by using that
/// numbers are not negative: a hidden number is never zero, so each could be a little less or more along whatever the sums leave open.
/// </summary>
internal sealed class Derivation(HiddenNumbers table)
{
    private readonly (int Sum, int[] Parts)[] sums = [.. table.Sums()];
    private readonly Dictionary<int, Seen> seen = [];

    /// <summary>The hidden numbers that can be worked out. Asked again, it looks only where more has been hidden since.</summary>
    public IReadOnlyCollection<int> Find()
    {
        var found = new HashSet<int>();
        foreach (var root in table.Roots)
        {
            var about = Below(root).FromBelow;
            found.UnionWith(Elimination.Determined(about));
            Down(root, about, found);
        }
        return found;
    }

    /// <summary>What all that is at or below a row says of the row's own numbers.</summary>
    private Seen Below(CrossRow row)
    {
        if (seen.TryGetValue(row.Index, out var before) && before.Changes == table.ChangesAtOrBelow(row))
            return before;
        var known = Within(row);
        var mine = HiddenOf(row);
        foreach (var group in table.Below(row))
            known.AddRange(Elimination.About([.. group.SelectMany(r => Below(r).FromBelow), .. Across(row, group)], mine));
        return seen[row.Index] = new(table.ChangesAtOrBelow(row), known.Count > mine.Length ? Elimination.About(known, mine) : known);
    }

    private void Down(CrossRow row, List<Known> about, HashSet<int> found)
    {
        var here = seen[row.Index];
        if (here.About is not null && Same(here.About, about))
        {
            found.UnionWith(here.Found!);
            return;
        }
        var below = new HashSet<int>();
        foreach (var group in table.Below(row))
        {
            List<Known> all = [.. about, .. group.SelectMany(r => seen[r.Index].FromBelow), .. Across(row, group)];
            if (all.Count == 0)
                continue;
            below.UnionWith(Elimination.Determined(all));
            foreach (var child in group.Where(c => table.Below(c).Any()))
                Down(child, Elimination.About(all, HiddenOf(child)), below);
        }
        seen[row.Index] = here with { About = about, Found = below };
        found.UnionWith(below);
    }

    private static bool Same(List<Known> a, List<Known> b) => a.Count == b.Count && a.Zip(b).All(p => p.First.Terms.AsSpan().SequenceEqual(p.Second.Terms));

    private int[] HiddenOf(CrossRow row) => [.. Enumerable.Range(0, table.Statuses.Shown).Where(s => table.IsHidden(row, s)).Select(s => table.NumberOf(row, s))];

    private List<Known> Within(CrossRow row)
    {
        var known = new List<Known>();
        foreach (var (sum, parts) in sums)
            Add(known, (row, sum), parts.Select(p => (row, p)));
        return known;
    }

    private List<Known> Across(CrossRow parent, List<CrossRow> group)
    {
        var known = new List<Known>();
        for (var s = 0; s < table.Statuses.Shown; s++)
        {
            var shown = s;
            Add(known, (parent, shown), group.Select(r => (r, shown)));
        }
        return known;
    }

    private void Add(List<Known> known, (CrossRow Row, int Shown) sum, IEnumerable<(CrossRow Row, int Shown)> parts)
    {
        var terms = new List<(int, long)>();
        foreach (var (row, shown) in parts)
            if (table.IsHidden(row, shown))
                terms.Add((table.NumberOf(row, shown), 1));
        if (table.IsHidden(sum.Row, sum.Shown))
            terms.Add((table.NumberOf(sum.Row, sum.Shown), -1));
        if (terms.Count > 0)
            known.Add(new([.. terms]));
    }

    /// <summary>What was worked out at a row when so much had been hidden at or below it, and what then followed from all that was known from outside.</summary>
    private sealed record Seen(int Changes, List<Known> FromBelow, List<Known>? About = null, HashSet<int>? Found = null);
}
