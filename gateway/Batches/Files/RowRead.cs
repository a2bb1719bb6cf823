namespace Interop.Gateway.Batches.Files;

/// <summary>What reading on in a file led to.</summary>
internal enum RowRead
{
    Row,
    End,
    /// <summary>The file is not one, from here on.</summary>
    Fault,
}

/// <summary>One row as it was sent.</summary>
/// <param name="Number">From 1; the row of column names does not count.</param>
/// <param name="Cells">Of a CSV file; one cell, the line, of an NDJSON file.</param>
internal sealed record InputRow(long Number, string[] Cells)
{
    public override string ToString() => $"row {Number}";
}
