using Interop.Gateway.CrossTables;

namespace Interop.Gateway.Tests.CrossTables;

/// <summary>
/// Somebody who has all tables of a run and wants the hidden numbers. Knows nothing of how they were chosen: the people of each status in each group are
/// unknowns, every number that is shown and every way the groups add up is an equation, and a hidden number is worked out where its sum of unknowns follows
/// from the equations, those with zeros and the number of people that tables share among them. One great system, in another field than the hub's.
/// </summary>
internal sealed class TableAttacker
{
    private const ulong Prime = 2_305_843_009_213_693_951; // 2^61 - 1

    private readonly TableLayout layout;
    private readonly List<ulong[]> lines = [];
    private readonly List<int> leads = [];
    private readonly int unknowns;

    public TableAttacker(CrossRow everybody, TableLayout layout, IReadOnlyList<HiddenNumbers> tables)
    {
        this.layout = layout;
        var rows = everybody.Subtree().ToArray();
        unknowns = rows.Length * layout.Width;
        foreach (var row in rows)
            for (var t = 0; t < tables.Count; t++)
                for (var shown = 0; tables[t].Covers(row) && shown < tables[t].Statuses.Shown; shown++)
                    if (tables[t].IsShown(row, shown))
                    {
                        Learn(Sum(row, t, shown));
                        // A sum that is nothing tells that each of its parts is.
                        if (tables[t].Value(row, shown) == 0)
                            foreach (var status in tables[t].Statuses.StatusesOf(shown))
                                Learn(Sum(row, t, status + 1));
                    }
        foreach (var row in rows)
            foreach (var (division, group) in row.Below)
                for (var t = 0; t < tables.Count; t++)
                    for (var status = 0; layout.Covers(t, division) && status < layout.Tables[t].Names.Count; status++)
                        Learn([(At(row, t, status), Prime - 1), .. group.Select(r => (At(r, t, status), 1UL))]);
        foreach (var row in rows)
            for (var t = 1; t < tables.Count; t++)
                if (layout.Tables[t].CountsAll)
                    Learn([.. Sum(row, t, Statuses.Total), (At(row, 0, 0), Prime - 1)]);
    }

    /// <summary>Whether the number follows from what is shown.</summary>
    public bool Knows(CrossRow row, int table, int shown) => Array.TrueForAll(Reduced(Sum(row, table, shown)), x => x == 0);

    private IEnumerable<(int, ulong)> Sum(CrossRow row, int table, int shown) => layout.Tables[table].StatusesOf(shown).Select(s => (At(row, table, s), 1UL));

    private int At(CrossRow row, int table, int status) => (row.Index * layout.Width) + layout.Starts[table] + status;

    private void Learn(IEnumerable<(int, ulong)> terms)
    {
        var line = Reduced(terms);
        var lead = Array.FindIndex(line, x => x != 0);
        if (lead < 0)
            return;
        var inverse = Power(line[lead], Prime - 2);
        for (var i = lead; i < line.Length; i++)
            line[i] = Times(line[i], inverse);
        var place = leads.BinarySearch(lead);
        lines.Insert(~place, line);
        leads.Insert(~place, lead);
    }

    private ulong[] Reduced(IEnumerable<(int At, ulong Times)> terms)
    {
        var line = new ulong[unknowns];
        foreach (var (at, times) in terms)
            line[at] = (line[at] + times) % Prime;
        for (var l = 0; l < lines.Count; l++)
            if (line[leads[l]] is var times and not 0)
                for (var i = leads[l]; i < line.Length; i++)
                    if (lines[l][i] != 0)
                        line[i] = (line[i] + Prime - Times(lines[l][i], times)) % Prime;
        return line;
    }

    private static ulong Times(ulong a, ulong b) => (ulong)((UInt128)a * b % Prime);

    private static ulong Power(ulong number, ulong exponent)
    {
        var result = 1UL;
        for (; exponent > 0; exponent >>= 1, number = Times(number, number))
            if ((exponent & 1) == 1)
                result = Times(result, number);
        return result;
    }
}
