using System.Text.Json;
using System.Text.Json.Serialization;

namespace Interop.Gateway.Fhir.Export;

/// <summary>Where the files of an export that is done are (Bulk Data Access 2.0.0, status request). A file without a line is not named.</summary>
internal static class ExportManifest
{
    /// <param name="export">One that is done.</param>
    /// <param name="address">Of the export.</param>
    public static byte[] Of(BulkExport export, string address)
    {
        var manifest = new Manifest(export.TransactionTime, export.Terms.Request, true, [], [], []);
        foreach (var (name, file) in export.Files.Where(f => f.Value.Count > 0))
            (name switch { BulkExport.Errors => manifest.Error, BulkExport.Deleted => manifest.Deleted, _ => manifest.Output })
                .Add(new(name == BulkExport.Deleted ? "Bundle" : name, $"{address}/{name}.ndjson", file.Count));
        return JsonSerializer.SerializeToUtf8Bytes(manifest, ManifestJson.Default.Manifest);
    }
}

/// <summary>The answer to a status request.</summary>
/// <param name="Deleted">Lines of transactions, each a few deletions, for whoever named a time to begin from.</param>
/// <param name="Error">Lines of what is not known, or could not be told.</param>
internal sealed record Manifest(DateTimeOffset TransactionTime, string Request, bool RequiresAccessToken, List<ManifestFile> Output, List<ManifestFile> Deleted, List<ManifestFile> Error);

/// <summary>One file: lines of one type of resource.</summary>
internal sealed record ManifestFile(string Type, string Url, long Count);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Manifest))]
internal sealed partial class ManifestJson : JsonSerializerContext;
