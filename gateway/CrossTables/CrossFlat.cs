using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Interop.Gateway.Wire;
using MiniExcelLibs;

namespace Interop.Gateway.CrossTables;

/// <summary>One number of a result with all that says what it is.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct FlatNumber(string Division, ShownRow Row, string Table, string Measure, long? Number);

/// <summary>The numbers of a result one after the other.</summary>
internal static class CrossFlat
{
    public static readonly string[] Columns = ["date", "division", "within", "code", "note", "table", "measure", "number", "status"];

    public static IEnumerable<FlatNumber> Of(CrossResult result)
    {
        for (var r = 0; r < result.Rows.Count; r++)
            foreach (var table in result.Tables)
                if (table.Numbers[r] is { } numbers)
                    for (var m = 0; m < numbers.Length; m++)
                        yield return new(result.Rows[r].Division, result.Rows[r], table.Code, table.Measures[m], numbers[m]);
    }

    public static string Note(ShownRow row) => row.HasOthers ? "with-others" : "";

    /// <summary>What a series that cannot be counted lacks; it stands in every form, so that nobody takes it for zero.</summary>
    public static IEnumerable<CoverageSeries> Missing => Coverage.All.Where(s => s.Covered is null);
}

/// <summary>A result as CSV (RFC 4180) in UTF-8, a number a line.</summary>
internal static class CrossCsv
{
    /// <param name="result">What to write.</param>
    /// <param name="withMark">Whether it begins with the byte order mark, without which spreadsheets take UTF-8 for something else.</param>
    public static byte[] Of(CrossResult result, bool withMark)
    {
        var text = new StringBuilder(withMark ? "\uFEFF" : "");
        Line(text, CrossFlat.Columns);
        var date = result.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        foreach (var one in CrossFlat.Of(result))
            Line(text, [
                date, one.Division, one.Row.Within ?? "", one.Row.Code, CrossFlat.Note(one.Row), one.Table, one.Measure, one.Number?.ToString(CultureInfo.InvariantCulture) ?? "", one.Number is null ? "suppressed" : "shown",
            ]);
        foreach (var series in CrossFlat.Missing)
            Line(text, [date, Divisions.Life, "", Divisions.Living, "", series.Code, "covered", "", "not-available: " + series.Missing]);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void Line(StringBuilder text, string[] cells) => text.AppendJoin(',', cells.Select(CsvCell.Of)).Append("\r\n");
}

/// <summary>A result as an Office Open XML workbook (ECMA-376): a sheet a division, a line a group and table, a column a measure.</summary>
internal static class CrossXlsx
{
    public static byte[] Of(CrossResult result)
    {
        var sheets = new Dictionary<string, object>
        {
            ["about"] = About(result).ToArray(),
        };
        foreach (var division in result.Rows.Select(r => r.Division).Distinct())
            sheets[division] = Lines(result, division).ToArray();
        using var book = new MemoryStream();
        book.SaveAs(sheets);
        return book.ToArray();
    }

    private static IEnumerable<Dictionary<string, object?>> About(CrossResult result)
    {
        yield return new() { ["what"] = "date", ["text"] = result.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) };
        yield return new() { ["what"] = "counted", ["text"] = result.CountedAt.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture) };
        yield return new() { ["what"] = "registries", ["text"] = string.Join(", ", result.Registries) };
        yield return new() { ["what"] = "empty cells", ["text"] = $"suppressed: from 1 to {Suppression.Fewest - 1}, or hidden so that those stay hidden" };
        foreach (var series in Coverage.All)
            yield return new() { ["what"] = series.Code, ["text"] = series.Missing is null ? series.Ratio : $"not available: {series.Missing}" };
    }

    private static IEnumerable<Dictionary<string, object?>> Lines(CrossResult result, string division)
    {
        string[] measures = [.. result.Tables.SelectMany(t => t.Measures).Distinct()];
        foreach (var (index, row) in result.Of(division))
            foreach (var table in result.Tables)
                if (table.Numbers[index] is { } numbers)
                {
                    var line = new Dictionary<string, object?> { ["within"] = row.Within ?? "", ["code"] = row.Code, ["note"] = CrossFlat.Note(row), ["table"] = table.Code };
                    foreach (var measure in measures)
                        line[measure] = table.IndexOf(measure) is var at and >= 0 ? numbers[at] : null;
                    yield return line;
                }
    }
}
