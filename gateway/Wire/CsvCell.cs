namespace Interop.Gateway.Wire;

/// <summary>
/// A cell of a CSV file (RFC 4180). One that a spreadsheet would take for a formula gets an apostrophe in front (OWASP, CSV Injection): names in a table
/// come from outside.
/// </summary>
internal static class CsvCell
{
    private const string BeginsFormula = "=+-@\t\r\n＝＋－＠";

    public static string Of(string cell)
    {
        var safe = cell.Length > 0 && BeginsFormula.Contains(cell[0], StringComparison.Ordinal) ? "'" + cell : cell;
        return safe.AsSpan().IndexOfAny(",\"\r\n") < 0 ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
