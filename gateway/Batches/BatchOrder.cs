using System.Text.Json.Serialization;
using Interop.Gateway.Privacy;

namespace Interop.Gateway.Batches;

/// <summary>How the rows of a file are written, and those of its results.</summary>
internal enum BatchFormat
{
    Csv,
    Ndjson,
}

/// <summary>What somebody wants done with a file: all that was said when it was announced. Kept sealed, since a file can be named after a person.</summary>
internal sealed record BatchOrder
{
    public required Operation Kind { get; init; }
    public required BatchFormat Format { get; init; }
    public required string Institution { get; init; }
    /// <summary>The public id of the key it was announced with.</summary>
    public required string Key { get; init; }
    public required string Purpose { get; init; }
    public string? Case { get; init; }
    public string? User { get; init; }
    /// <summary>What the sender calls the file; it is shown to the sender and names nothing here.</summary>
    public string? FileName { get; init; }
    /// <summary>The day that rows without a date ask about.</summary>
    public required DateOnly Date { get; init; }
    /// <summary>Programmes that all rows ask about; null for all the scope names.</summary>
    public string[]? Programmes { get; init; }
    /// <summary>Attributes that all rows ask for; null for all the scope grants.</summary>
    public string[]? Attributes { get; init; }
    /// <summary>Programmes or attributes that have columns of their own in the results, by the scope of the day it was announced.</summary>
    public required string[] Columns { get; init; }
    /// <summary>Whether every row is checked and admitted, and nobody is asked about.</summary>
    public bool DryRun { get; init; }
    /// <summary>Whether to ask anew even where the same was asked before.</summary>
    public bool Again { get; init; }
    /// <summary>Rows that the file must have.</summary>
    public long? Rows { get; init; }
    /// <summary>SHA-256 of the file as sent, which it must have; lower-case hexadecimal.</summary>
    public string? Sha256 { get; init; }

    [JsonIgnore]
    public bool HasCase => !string.IsNullOrWhiteSpace(Case);

    public override string ToString() => $"{Kind}";
}

/// <summary>What reading the whole file has shown, before any row of it is worked on.</summary>
/// <param name="Sha256">Of the file as sent.</param>
/// <param name="Rows">Its rows.</param>
/// <param name="Columns">Of a CSV file.</param>
/// <param name="Separator">Between the cells of a CSV file.</param>
internal sealed record FileFacts(string Sha256, long Rows, string[] Columns, char Separator);
