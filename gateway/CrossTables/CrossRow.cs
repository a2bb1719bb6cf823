namespace Interop.Gateway.CrossTables;

/// <summary>
/// One group of people: a line of the tables. Groups form a tree; the groups of one division below a group (its districts, the sexes) are apart from each
/// other and together are that group.
/// </summary>
internal sealed class CrossRow(string division, string code, CrossRow? parent, long[] counts)
{
    /// <summary>What it is one of, e.g. <c>district</c>.</summary>
    public string Division => division;

    /// <summary>Which, e.g. <c>1201</c> or <c>female</c>; <c>unknown</c> for those of whom it is not known.</summary>
    public string Code => code;

    /// <summary>Whether a few others are counted here: a group too small to stand alone, or those of whom it is not known to which group they belong.</summary>
    public bool HasOthers { get; private set; }

    /// <summary>Null for everybody.</summary>
    public CrossRow? Parent => parent;

    /// <summary>People by status, all tables one after the other.</summary>
    public long[] Counts => counts;

    public int Index { get; set; }

    /// <summary>The groups below, by division.</summary>
    public Dictionary<string, List<CrossRow>> Below { get; } = [];

    public IEnumerable<CrossRow> Subtree() => Below.Values.SelectMany(rows => rows).SelectMany(r => r.Subtree()).Prepend(this);

    public void Add(long[] numbers)
    {
        for (var i = 0; i < numbers.Length; i++)
            counts[i] += numbers[i];
    }

    /// <summary>Takes in a few others; so does the largest group of each division below.</summary>
    public void AddOthers(long[] numbers)
    {
        HasOthers = true;
        Add(numbers);
        foreach (var group in Below.Values)
            group.MaxBy(r => r.Counts[0])!.AddOthers(numbers);
    }

    public override string ToString() => $"{Division} {Code}";
}
