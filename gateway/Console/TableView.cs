namespace Interop.Gateway.Console;

/// <summary>A table of plain texts: shown by the partial <c>_Table</c>, kept as CSV. The first cell of a row says what the row is about.</summary>
/// <param name="Id">Of the element; once in a page.</param>
/// <param name="Caption">What the table is about.</param>
/// <param name="CsvLink">Where the table is to be had as CSV; null shows no link.</param>
internal sealed record TableView(string Id, string Caption, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows, string? CsvLink = null);
