using System.Text;
using Interop.Gateway.Wire;

namespace Interop.Gateway.Console.Csv;

/// <summary>
/// Writes a table as CSV (RFC 4180) in UTF-8 with its mark, without which spreadsheets show Khmer as nonsense.
/// </summary>
internal static class CsvText
{
    private const string Mark = "\uFEFF";

    public static byte[] Of(TableView table)
    {
        var text = new StringBuilder(Mark);
        Append(text, table.Columns);
        foreach (var row in table.Rows)
            Append(text, row);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>The first row of a table too long to be held.</summary>
    public static byte[] Begin(IReadOnlyList<string> columns) => Encoding.UTF8.GetBytes(Append(new(Mark), columns).ToString());

    /// <summary>A further row of it.</summary>
    public static byte[] Row(IReadOnlyList<string> cells) => Encoding.UTF8.GetBytes(Append(new(), cells).ToString());

    private static StringBuilder Append(StringBuilder text, IReadOnlyList<string> cells) => text.AppendJoin(',', cells.Select(CsvCell.Of)).Append("\r\n");
}
