namespace Interop.Gateway.CrossTables;

/// <summary>One table with its values, and which of them are hidden. Rows it does not cover are not in it.</summary>
internal sealed class HiddenNumbers
{
    private readonly long[][] values;
    private readonly bool[][] hidden;
    private readonly int[] changes;

    public HiddenNumbers(TableLayout layout, int table, CrossRow everybody)
    {
        Statuses = layout.Tables[table];
        Roots = everybody.Below[Divisions.Life];
        Rows = [.. Roots.SelectMany(r => r.Subtree()).Where(r => layout.Covers(table, r.Division))];
        var most = everybody.Subtree().Max(r => r.Index) + 1;
        (values, hidden, changes) = (new long[most][], new bool[most][], new int[most]);
        foreach (var row in Rows)
        {
            values[row.Index] = [.. Enumerable.Range(0, Statuses.Shown).Select(shown => layout.Count(row, table, shown))];
            hidden[row.Index] = new bool[Statuses.Shown];
        }
    }

    public Statuses Statuses { get; }
    /// <summary>The living and the deceased. What both are together is shown nowhere, else the few of the deceased would hide as many of the living.</summary>
    public IReadOnlyList<CrossRow> Roots { get; }

    public IReadOnlyList<CrossRow> Rows { get; }

    public bool Covers(CrossRow row) => values[row.Index] is not null;

    /// <summary>Hidden whole but for the number of people, zeros and all: no choice of numbers would keep what must not be known.</summary>
    public bool IsWithheld { get; set; }

    public long Value(CrossRow row, int shown) => values[row.Index][shown];

    public bool IsHidden(CrossRow row, int shown) => hidden[row.Index][shown];

    /// <summary>Whether the number may leave.</summary>
    public bool IsShown(CrossRow row, int shown) => !hidden[row.Index][shown] && (!IsWithheld || (Statuses.CountsAll && shown == CrossTables.Statuses.Total));

    public void Hide(CrossRow row, int shown) => Set(row, shown, true);

    public void Reveal(CrossRow row, int shown) => Set(row, shown, false);

    /// <summary>Counts what has been hidden and revealed in a row and below it.</summary>
    public int ChangesAtOrBelow(CrossRow row) => changes[row.Index];

    /// <summary>The groups below a row that the table covers, division by division.</summary>
    public IEnumerable<List<CrossRow>> Below(CrossRow row) => row.Below.Values.Where(rows => rows.Count > 0 && hidden[rows[0].Index] is not null);

    /// <summary>The name under which <see cref="Known"/> knows a number.</summary>
    public int NumberOf(CrossRow row, int shown) => (row.Index * Statuses.Shown) + shown;

    public (int Row, int Shown) Of(int number) => (number / Statuses.Shown, number % Statuses.Shown);

    /// <summary>The sums within a row: of each shown number that adds up others, the number and what it adds up.</summary>
    public IEnumerable<(int Sum, int[] Parts)> Sums()
    {
        for (var shown = 0; shown < Statuses.Shown; shown++)
            if (shown == Statuses.Total || shown > Statuses.Names.Count)
                yield return (shown, [.. Statuses.StatusesOf(shown).Select(s => s + 1)]);
    }

    private void Set(CrossRow row, int shown, bool hide)
    {
        hidden[row.Index][shown] = hide;
        for (var above = row; above is not null; above = above.Parent)
            changes[above.Index]++;
    }
}
