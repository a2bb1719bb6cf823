using System.Text;

namespace Interop.Gateway.Batches.Files;

/// <summary>
/// Cells as they leave. One that a spreadsheet would take for a formula gets an apostrophe in front (OWASP, CSV Injection); coming back in a mended file it
/// loses it again, so that what was sent can be sent anew.
/// </summary>
internal static class CsvCells
{
    private const string BeginsFormula = "=+-@\t\r\n＝＋－＠";

    public static StringBuilder Add(this StringBuilder line, string? cell, char separator)
    {
        if (line.Length > 0 && line[^1] != '\n')
            line.Append(separator);
        return line.AddFirst(cell, separator);
    }

    /// <summary>The first cell of a line, which may be empty.</summary>
    public static StringBuilder AddFirst(this StringBuilder line, string? cell, char separator)
    {
        if (string.IsNullOrEmpty(cell))
            return line;
        var safe = BeginsFormula.Contains(cell[0], StringComparison.Ordinal) ? "'" + cell : cell;
        return safe.Contains(separator, StringComparison.Ordinal) || safe.AsSpan().IndexOfAny("\"\r\n") >= 0
            ? line.Append('"').Append(safe.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"')
            : line.Append(safe);
    }

    /// <summary>A cell as it was before it was made safe.</summary>
    public static string Restored(string cell) => cell is ['\'', var second, ..] && BeginsFormula.Contains(second, StringComparison.Ordinal) ? cell[1..] : cell;
}
