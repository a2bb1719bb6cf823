using System.Security.Cryptography;
using Dapper;
using Interop.Gateway.Keys;
using Interop.Gateway.Storage;
using Microsoft.Data.Sqlite;

namespace Interop.Gateway.LastKnown;

/// <summary>
/// What registries said last, in a store of its own beside the hub's, which holds no content of any registry. The file is made when the first scope
/// allows it. A row is found by a keyed pseudonym and sealed: whoever has the file and not the hub's key learns how many rows there are.
/// </summary>
internal sealed class LastKnownStore(string file, HubKeys keys, TimeProvider time) : IDisposable
{
    public static readonly SchemaPart Schema = new("last-known",
        "create table last_known (subject text not null primary key, read_at bigint not null, sealed text not null); create index last_known_read on last_known (read_at)");

    private readonly Pseudonymiser pseudonyms = keys.PseudonymsFor("last-known");
    private readonly Sealer sealer = keys.SealerFor("last-known");
    private readonly Lazy<HubStore> store = new(() => new HubStore(file, [Schema], time), LazyThreadSafetyMode.PublicationOnly);

    /// <summary>
    /// Names what one institution was told of one record. The institution is in it: else the age of an answer would tell one hospital when another
    /// had asked about the person.
    /// </summary>
    /// <param name="type">Of the key by which the registry is asked; see <see cref="Registries.RegistryReading.KeyOf"/>.</param>
    public string SubjectOf(string consumer, string registry, string type, string value) =>
        Convert.ToHexStringLower(pseudonyms.Of($"{consumer}\0{registry}\0{type}", value));

    /// <summary>What is kept there, whatever its age; null for nothing, and for what was not sealed by this hub for this row.</summary>
    /// <exception cref="SqliteException">The store cannot be read.</exception>
    public KeptRecord? Find(string subject)
    {
        if (!Exists)
            return null;
        using var connection = store.Value.Open();
        return Open(subject, connection.ExecuteScalar<string?>("select sealed from last_known where subject = @subject", new { subject }));
    }

    /// <summary>Puts records in, beside what is kept of other attributes.</summary>
    /// <param name="oldest">What was read before is dropped.</param>
    /// <exception cref="SqliteException">The store cannot be written; nothing of this is kept.</exception>
    public void Keep(IReadOnlyList<KeptRecord> records, long oldest) => store.Value.Change((connection, transaction) =>
    {
        foreach (var record in records)
        {
            var before = Open(record.Subject, connection.ExecuteScalar<string?>("select sealed from last_known where subject = @Subject", new { record.Subject }, transaction));
            var after = record.After(before, oldest);
            connection.Execute(
                "insert into last_known (subject, read_at, sealed) values (@Subject, @newest, @box) on conflict (subject) do update set read_at = excluded.read_at, sealed = excluded.sealed",
                new { record.Subject, newest = after.Facts.Max(f => f.ReadAt), box = Convert.ToBase64String(sealer.Seal(after.ToText())) }, transaction);
        }
        return records.Count;
    });

    /// <summary>Whether anything was ever kept.</summary>
    public bool Exists => store.IsValueCreated || File.Exists(file);

    /// <summary>Deletes these rows.</summary>
    /// <exception cref="SqliteException">The store cannot be written; all of them stay.</exception>
    public int Forget(IEnumerable<string> subjects) => store.Value.Change((connection, transaction) =>
        subjects.Chunk(500).Sum(part => connection.Execute("delete from last_known where subject in @part", new { part }, transaction)));

    /// <summary>Deletes what is older; the store overwrites what it deletes.</summary>
    /// <param name="oldest">Null to delete everything.</param>
    /// <exception cref="SqliteException">The store cannot be written.</exception>
    public int Drop(long? oldest) => !Exists ? 0 : store.Value.Change((connection, transaction) =>
        connection.Execute("delete from last_known where read_at < @oldest", new { oldest = oldest ?? long.MaxValue }, transaction));

    public void Dispose() => sealer.Dispose();

    private KeptRecord? Open(string subject, string? box)
    {
        try
        {
            return box is not null && KeptRecord.Read(sealer.Open(Convert.FromBase64String(box))) is { } record && record.Subject == subject ? record : null;
        }
        catch (Exception e) when (e is CryptographicException or FormatException or System.Text.Json.JsonException)
        {
            // Another hub's, or changed: nothing is known by it.
            return null;
        }
    }
}
