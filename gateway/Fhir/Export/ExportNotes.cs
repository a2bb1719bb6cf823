using System.Text.Json;
using System.Text.Json.Serialization;
using Interop.Gateway.Keys;

namespace Interop.Gateway.Fhir.Export;

/// <summary>
/// What is written down of an export beside its files, sealed, when it is begun and when it ends, so that a hub that is started anew still has those that
/// are done and says of one that was running that it will not be.
/// </summary>
/// <param name="Key">What the audit log calls the credential it was begun with.</param>
/// <param name="Files">By name.</param>
internal sealed record ExportNotes(
    Guid Id, string Institution, string Key, string Purpose, string? Case, string? User, DateTimeOffset At, ExportTerms Terms, ExportState State, DateTimeOffset TransactionTime,
    DateTimeOffset Expires, long People, IReadOnlyDictionary<string, LinesKept> Files)
{
    /// <summary>Any file of notes.</summary>
    public const string Pattern = "*.export";

    public static string NameOf(Guid id) => $"{id:N}.export";

    public static ExportNotes Of(BulkExport export, ExportState state, DateTimeOffset expires)
    {
        var (exchange, caller) = (export.Exchange, export.Exchange.Caller);
        return new(
            export.Id, export.Institution, caller.Key, caller.Purpose, caller.Case, caller.User, exchange.At, export.Terms, state, export.TransactionTime, expires, export.People,
            export.Files.ToDictionary(f => f.Key, f => f.Value.Kept));
    }

    /// <summary>Writes them so that there are the old ones or the new ones, whatever happens.</summary>
    /// <exception cref="IOException">The disk takes no more.</exception>
    public void Write(string folder, Sealer sealer)
    {
        var (path, fresh) = (Path.Combine(folder, NameOf(Id)), Path.Combine(folder, $"{Id:N}.new"));
        using (var file = new FileStream(fresh, FileMode.Create, FileAccess.Write))
        {
            file.Write(sealer.Seal(JsonSerializer.Serialize(this, ExportNotesJson.Default.ExportNotes)));
            file.Flush(flushToDisk: true);
        }
        File.Move(fresh, path, overwrite: true);
    }

    /// <exception cref="System.Security.Cryptography.CryptographicException">The file is not from this hub.</exception>
    public static ExportNotes Read(string path, Sealer sealer) => JsonSerializer.Deserialize(sealer.Open(File.ReadAllBytes(path)), ExportNotesJson.Default.ExportNotes)!;

    public override string ToString() => $"{State}, {People} people";
}

[JsonSerializable(typeof(ExportNotes))]
internal sealed partial class ExportNotesJson : JsonSerializerContext;
