namespace Interop.Gateway.Batches.Files;

/// <summary>Why a file as a whole is not worked on. Its name on the wire is <c>file-</c> and the member in kebab case.</summary>
internal enum FileFault
{
    None,
    /// <summary>It is not the file whose SHA-256 was announced.</summary>
    HashMismatch,
    /// <summary>It has more or fewer rows than were announced.</summary>
    RowsMismatch,
    /// <summary>No row.</summary>
    Empty,
    TooManyRows,
    /// <summary>Not UTF-8.</summary>
    Encoding,
    /// <summary>A quotation mark that neither begins nor ends a cell, or that is never closed.</summary>
    Quotes,
    /// <summary>A row with more or fewer cells than the first.</summary>
    Cells,
    /// <summary>The first row lacks a column, or names one twice.</summary>
    Columns,
    /// <summary>A row of more than 64 Ki characters.</summary>
    RowTooLong,
    /// <summary>What is compressed is cut off or broken.</summary>
    Compression,
    /// <summary>It unpacks to many times its length.</summary>
    UnpacksTooFar,
}
