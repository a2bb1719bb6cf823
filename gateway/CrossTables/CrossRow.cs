namespace Interop.Gateway.CrossTables;

/// <summary>
/// One group of people: a line of the tables. Groups form a tree; the groups of one division below a group (its districts, the sexes) are apart from each
/// other and together are that group.
/// </summary>
/// <param name="Division">What it is one of, e.g. <c>district</c>.</param>
/// <param name="Code">Which, e.g. <c>1201</c> or <c>female</c>; <c>unknown</c> for those of whom it is not known.</param>
/// <param name="Parent">Null for everybody.</param>
/// <param name="Counts">People by status, all tables one after the other.</param>
internal sealed record CrossRow(string Division, string Code, CrossRow? Parent, long[] Counts)
{
    public int Index { get; set; }

    /// <summary>The groups below, by division.</summary>
    public Dictionary<string, List<CrossRow>> Below { get; } = [];

    public IEnumerable<CrossRow> Subtree() => Below.Values.SelectMany(rows => rows).SelectMany(r => r.Subtree()).Prepend(this);

    public override string ToString() => $"{Division} {Code}";
}
