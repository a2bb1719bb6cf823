using System.Security.Cryptography;
using Interop.Gateway.Callers;
using Interop.Gateway.Exchanges;
using Interop.Gateway.Institutions;
using Interop.Gateway.Keys;
using Interop.Gateway.Limits;

namespace Interop.Gateway.Fhir.Export;

/// <summary>
/// Where the files of exports lie. Setting: <c>Export:Folder</c>; left out, a folder beside the hub's store, of which it takes the name. What an export
/// was, and what institutions were told, lies beside them.
/// </summary>
internal sealed class ExportShelf(IConfiguration configuration, Configuration.HubSettings settings, HubKeys keys, InstitutionRegister institutions) : IDisposable
{
    private readonly Sealer sealer = keys.SealerFor("fhir-export");
    private readonly Pseudonymiser names = keys.PseudonymsFor("fhir-export"), digests = keys.PseudonymsFor("fhir-told");

    private string Folder
    {
        get
        {
            if (configuration["Export:Folder"] is { Length: > 0 } folder)
                return folder;
            var store = Path.GetFullPath(configuration["Storage:File"] ?? settings.StoreFile);
            return Path.Combine(Path.GetDirectoryName(store)!, Path.GetFileNameWithoutExtension(store) + "-exports");
        }
    }

    /// <summary>Begins the files of an export.</summary>
    /// <exception cref="IOException">The disk takes no more.</exception>
    public BulkExport Begin(Exchange exchange, ExportTerms terms)
    {
        var export = new BulkExport(exchange, terms, Made(), sealer);
        Keep(export, ExportState.Running, default);
        return export;
    }

    /// <summary>Writes down how it stands.</summary>
    /// <exception cref="IOException">The disk takes no more.</exception>
    public void Keep(BulkExport export, ExportState state, DateTimeOffset expires) => ExportNotes.Of(export, state, expires).Write(Folder, sealer);

    /// <summary>What an institution was told under a scope.</summary>
    public ToldLines Told(string institution, string scope) =>
        new(Path.Combine(Made(), $"{Convert.ToHexStringLower(names.Of(institution, scope))}.told"), digests);

    /// <summary>The exports that an earlier process left. Whatever belongs to none of them goes.</summary>
    public IReadOnlyList<BulkExport> Restore()
    {
        if (!Directory.Exists(Folder))
            return [];
        var found = Directory.EnumerateFiles(Folder, ExportNotes.Pattern).Select(Restore).OfType<BulkExport>().ToArray();
        foreach (var file in Directory.EnumerateFiles(Folder).Where(f => !Path.GetFileName(f).Contains(".told", StringComparison.Ordinal)))
            if (!Guid.TryParse(Path.GetFileName(file).AsSpan(0, Math.Min(32, Path.GetFileName(file).Length)), out var id) || found.All(e => e.Id != id))
                File.Delete(file);
        return found;
    }

    /// <summary>Deletes what institutions were told that have asked for nothing since it could be of use.</summary>
    public void Forget(DateTimeOffset now)
    {
        if (Directory.Exists(Folder))
            foreach (var file in Directory.EnumerateFiles(Folder, "*.told*").Where(f => File.GetLastWriteTimeUtc(f) < (now - ToldLines.Remembered).UtcDateTime))
                File.Delete(file);
    }

    public void Dispose() => sealer.Dispose();

    private BulkExport? Restore(string path)
    {
        ExportNotes notes;
        try
        {
            notes = ExportNotes.Read(path, sealer);
        }
        catch (CryptographicException)
        {
            // By another key, which nobody has any more: the lines cannot be read either.
            return null;
        }
        return institutions.Find(notes.Institution) is not { } institution ? null
            : new(ExportDesk.ExchangeOf(new Caller(institution, notes.Key, notes.Purpose, notes.Case, notes.User), LimitOutcome.Within, notes.Id, notes.At), notes.Terms, Folder, sealer, notes);
    }

    private string Made() => Directory.CreateDirectory(Folder).FullName;
}
