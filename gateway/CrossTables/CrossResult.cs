using System.IO.Compression;
using System.Text.Json;

namespace Interop.Gateway.CrossTables;

/// <summary>A group as it is shown.</summary>
/// <param name="Within">The code of the group that it is a part of, e.g. a district's province.</param>
/// <param name="HasOthers">Whether a few others are counted in it: those who are too few to stand alone, or of whom it is not known to which group of the division they belong.</param>
internal sealed record ShownRow(string Division, string Code, string? Within, bool HasOthers);

/// <summary>A table as it may leave: for each row of the result its numbers, null where one is hidden, and null for a row the table is not about.</summary>
/// <param name="Code">E.g. a programme.</param>
/// <param name="Measures">What the numbers are; the first is how many people the table is about.</param>
/// <param name="Numbers">By row of the result, then by measure.</param>
internal sealed record ShownTable(string Code, IReadOnlyList<string> Measures, IReadOnlyList<long?[]?> Numbers)
{
    public int IndexOf(string measure) => Measures.Index().Where(m => m.Item == measure).Select(m => m.Index).FirstOrDefault(-1);
}

/// <summary>What a run found, with all that must not leave already taken out. This is what is kept and what every form of the answer is made of.</summary>
/// <param name="Date">The day people were counted on.</param>
/// <param name="CountedAt">When it was.</param>
/// <param name="Registries">Those consulted; others that a rule would have read were withheld, and what hung on them is unknown.</param>
internal sealed record CrossResult(
    DateOnly Date, DateTimeOffset CountedAt, IReadOnlyList<string> Registries, IReadOnlyList<ShownRow> Rows, IReadOnlyList<ShownTable> Tables)
{
    /// <summary>The rows of one division, by their place.</summary>
    public IEnumerable<(int Index, ShownRow Row)> Of(string division) => Rows.Index().Where(r => r.Item.Division == division).Select(r => (r.Index, r.Item));

    public ShownTable? Find(string code) => Tables.FirstOrDefault(t => t.Code == code);

    /// <summary>Takes the hidden numbers out, and what was not asked for.</summary>
    public static CrossResult Of(
        CrossRow everybody, TableLayout layout, IReadOnlyList<HiddenNumbers> tables, IReadOnlySet<string> divisions, DateOnly date, DateTimeOffset at, IReadOnlyList<string> registries)
    {
        CrossRow[] rows = [.. everybody.Subtree().Where(r => divisions.Contains(r.Division) || r.Division is Divisions.Life).OrderBy(r => Order(r.Division)).ThenBy(r => r.Index)];
        return new(
            date, at, registries, [.. rows.Select(r => new ShownRow(r.Division, r.Code, r.Parent is { Parent: not null } parent ? parent.Code : null, r.HasOthers))],
            [.. tables.Select(t => new ShownTable(
                t.Statuses.Code, [.. Enumerable.Range(0, t.Statuses.Shown).Select(t.Statuses.NameOf)], [.. rows.Select(r => Numbers(t, r))]))]);
    }

    public byte[] Pack()
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
            JsonSerializer.Serialize(gzip, this);
        return packed.ToArray();
    }

    public static CrossResult Unpack(byte[] packed)
    {
        using var gzip = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress);
        return JsonSerializer.Deserialize<CrossResult>(gzip)!;
    }

    private static long?[]? Numbers(HiddenNumbers table, CrossRow row)
    {
        if (!table.Covers(row))
            return null;
        var numbers = new long?[table.Statuses.Shown];
        for (var shown = 0; shown < numbers.Length; shown++)
            numbers[shown] = table.IsShown(row, shown) ? table.Value(row, shown) : null;
        return numbers;
    }

    private static int Order(string division) => division switch
    {
        Divisions.Life => 1, Divisions.Province => 2, Divisions.District => 3, Divisions.Commune => 4, Divisions.Sex => 5, Divisions.Age => 6,
        Divisions.Disability => 7, _ => 8,
    };
}
