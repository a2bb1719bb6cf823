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
        var files = export.Files.Where(f => f.Value.Count > 0).Select(f => new ManifestFile(f.Key, $"{address}/{f.Key}.ndjson", f.Value.Count)).ToArray();
        return JsonSerializer.SerializeToUtf8Bytes(new Manifest(
            export.Exchange.At, export.Request, true, [.. files.Where(f => f.Type != BulkExport.Errors)], [], [.. files.Where(f => f.Type == BulkExport.Errors)]), ManifestJson.Default.Manifest);
    }
}

/// <summary>The answer to a status request. Nothing is ever in <paramref name="Deleted"/>: every export is whole.</summary>
internal sealed record Manifest(
    DateTimeOffset TransactionTime, string Request, bool RequiresAccessToken, IReadOnlyList<ManifestFile> Output, IReadOnlyList<ManifestFile> Deleted, IReadOnlyList<ManifestFile> Error);

/// <summary>One file: lines of one type of resource.</summary>
internal sealed record ManifestFile(string Type, string Url, long Count);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Manifest))]
internal sealed partial class ManifestJson : JsonSerializerContext;
