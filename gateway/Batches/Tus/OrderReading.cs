using System.Globalization;
using Interop.Gateway.Callers;
using Interop.Gateway.Entitlements;
using Interop.Gateway.Privacy;
using Interop.Gateway.Problems;
using Interop.Gateway.Wire;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Batches.Tus;

/// <summary>Makes an order of the metadata of an upload; every fault at once.</summary>
internal static class OrderReading
{
    private const int LongestName = 255;
    private static readonly DateOnly Earliest = new(2000, 1, 1);

    /// <summary>The kind of batch; null where it is none.</summary>
    public static Operation? KindOf(UploadMetadata metadata) => metadata["kind"] switch
    {
        "entitlement-check" => Operation.EntitlementCheck,
        "lookup" => Operation.Lookup,
        _ => null,
    };

    public static Problem? Read(UploadMetadata metadata, Operation kind, Caller caller, DateOnly today, ProgrammeRules rules, out BatchOrder? order)
    {
        order = null;
        var faults = new List<ProblemFault>();
        var format = FormatOf(metadata, faults);
        var date = DateOf(metadata, today, faults);
        var programmes = kind == Operation.EntitlementCheck ? metadata.Words("programmes") : None(metadata, "programmes", faults);
        if (programmes?.Any(p => rules.Find(p) is null) == true)
            faults.Add(new("/programmes", "programme-unknown", "No such programme."));
        var attributes = kind == Operation.Lookup ? metadata.Words("attributes") : None(metadata, "attributes", faults);
        if (attributes?.Any(a => AttributeCatalogue.Current.Find(a) is null) == true)
            faults.Add(new("/attributes", "attribute-unknown", "Not in the catalogue."));
        var (rows, sha256) = (metadata.Number("rows", faults), metadata["sha256"]?.ToLowerInvariant());
        if (sha256 is not null && (sha256.Length != 64 || !sha256.All(char.IsAsciiHexDigitLower)))
            faults.Add(new("/sha256", "digest", "The SHA-256 of the file, in 64 hexadecimal digits."));
        if (metadata["filename"] is { Length: > LongestName })
            faults.Add(new("/filename", "length", $"At most {LongestName} characters."));
        var (dryRun, again) = (metadata.Flag("dryRun", faults), metadata.Flag("again", faults));
        if (faults.Count > 0)
            return new(ProblemKinds.BatchMetadata, faults);
        order = new()
        {
            Kind = kind, Format = format!.Value, Institution = caller.Institution.Code, Key = caller.Key, Purpose = caller.Purpose, Case = caller.Case, User = caller.User,
            FileName = metadata["filename"], Date = date, Programmes = programmes, Attributes = attributes, Columns = [], DryRun = dryRun, Again = again, Rows = rows, Sha256 = sha256,
        };
        return null;
    }

    private static string[]? None(UploadMetadata metadata, string name, List<ProblemFault> faults)
    {
        if (metadata[name] is not null)
            faults.Add(new("/" + name, "unknown-member", "Not for this kind of batch."));
        return null;
    }

    /// <summary>What is said of it, else the end of the file's name.</summary>
    private static BatchFormat? FormatOf(UploadMetadata metadata, List<ProblemFault> faults)
    {
        var name = metadata["filename"]?.ToLowerInvariant() ?? "";
        foreach (var packed in (string[])[".gz", ".zst"])
            name = name.EndsWith(packed, StringComparison.Ordinal) ? name[..^packed.Length] : name;
        BatchFormat? format = (metadata["format"] ?? Path.GetExtension(name)) switch
        {
            "csv" or ".csv" => BatchFormat.Csv,
            "ndjson" or ".ndjson" or ".jsonl" => BatchFormat.Ndjson,
            _ => null,
        };
        if (format is null)
            faults.Add(new("/format", "format", $"{WireName.Of(BatchFormat.Csv)} or {WireName.Of(BatchFormat.Ndjson)}; or a filename that ends so."));
        return format;
    }

    private static DateOnly DateOf(UploadMetadata metadata, DateOnly today, List<ProblemFault> faults)
    {
        if (metadata["date"] is not { } text)
            return today;
        if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) || date < Earliest || date > today.AddYears(5))
            faults.Add(new("/date", "range", "A date as yyyy-MM-dd between 2000-01-01 and five years from today."));
        return date;
    }
}
