using System.Collections.Concurrent;
using System.Data;
using System.Runtime.InteropServices;
using System.Text.Json;
using Dapper;
using Interop.Adapters;
using Interop.Gateway.Keys;
using Interop.Gateway.Storage;
using Microsoft.Data.Sqlite;

namespace Interop.Gateway.IdentityResolution;

/// <summary>What a registry now says of one record: <paramref name="Known"/> is null when it is not there any more.</summary>
/// <param name="IsPerson">The registry is the one whose records each are a person.</param>
internal sealed record AmendedRecord(string Registry, string LocalKey, bool IsPerson, KnownPerson? Known)
{
    public bool Holds(string type, string value) => Known?.Identifiers.Any(i => i.Key == type && i.Value == value) == true;

    public override string ToString() => Registry;
}

/// <summary>
/// Records that have changed since the reference directory was built: in the hub's store, by keyed pseudonyms and sealed as in the directory, so that
/// no content is there either. Memory holds the pseudonyms alone, by which the many who have not changed are told at once.
/// </summary>
internal sealed class DirectoryAmendments : IDisposable
{
    public static readonly SchemaPart Schema = new("directory-amendments",
        """
        create table directory_amendment (record text not null primary key, sealed text not null, at bigint not null);
        create table directory_amendment_identifier (identifier text not null, record text not null, primary key (identifier, record));
        create index directory_amendment_record on directory_amendment_identifier (record)
        """);

    private readonly HubStore store;
    private readonly Pseudonymiser pseudonyms;
    private readonly Sealer sealer;
    private readonly ConcurrentDictionary<UInt128, bool> known = new();

    public DirectoryAmendments(HubStore store, HubKeys keys)
    {
        this.store = store;
        (pseudonyms, sealer) = (keys.PseudonymsFor("directory-amendments"), keys.SealerFor("directory-amendments"));
        using var connection = store.Open();
        foreach (var name in connection.Query<string>("select record from directory_amendment union all select identifier from directory_amendment_identifier", buffered: false))
            Remember(name);
    }

    public bool IsEmpty => known.IsEmpty;

    /// <summary>Records that hold the identifier now.</summary>
    public IReadOnlyList<AmendedRecord> Holding(string type, string value) => !IsKnown(IdentifierName(type, value), out var name) ? [] : Read(
        "select a.sealed from directory_amendment_identifier i join directory_amendment a on a.record = i.record where i.identifier = @name", name);

    /// <summary>What is amended of a record; null for nothing.</summary>
    public AmendedRecord? Of(string registry, string localKey) => IsKnown(RecordName(registry, localKey), out var name)
        ? Read("select sealed from directory_amendment where record = @name", name).FirstOrDefault() : null;

    /// <summary>Writes amendments, the newest of a record in place of any before, in the caller's transaction. They are seen once <see cref="Show"/> is called.</summary>
    public void Write(SqliteConnection connection, IDbTransaction transaction, IEnumerable<AmendedRecord> records, long at)
    {
        foreach (var record in records)
        {
            var name = RecordName(record.Registry, record.LocalKey);
            connection.Execute("delete from directory_amendment_identifier where record = @name", new { name }, transaction);
            connection.Execute(
                "insert into directory_amendment (record, sealed, at) values (@name, @box, @at) on conflict (record) do update set sealed = excluded.sealed, at = excluded.at",
                new { name, box = Convert.ToBase64String(sealer.Seal(JsonSerializer.Serialize(record))), at }, transaction);
            foreach (var identifier in record.Known?.Identifiers ?? [])
                connection.Execute("insert into directory_amendment_identifier (identifier, record) values (@identifier, @name) on conflict do nothing",
                    new { identifier = IdentifierName(identifier.Key, identifier.Value), name }, transaction);
        }
    }

    /// <summary>Makes written amendments seen.</summary>
    public void Show(IEnumerable<AmendedRecord> records)
    {
        foreach (var record in records)
        {
            Remember(RecordName(record.Registry, record.LocalKey));
            foreach (var identifier in record.Known?.Identifiers ?? [])
                Remember(IdentifierName(identifier.Key, identifier.Value));
        }
    }

    /// <summary>Forgets what a directory that was begun later has read itself; hubs that run go on with it until they take up that directory.</summary>
    public static int Drop(HubStore store, DateTimeOffset before) => store.Change((connection, transaction) =>
    {
        var at = before.ToUnixTimeMilliseconds();
        connection.Execute("delete from directory_amendment_identifier where record in (select record from directory_amendment where at < @at)", new { at }, transaction);
        return connection.Execute("delete from directory_amendment where at < @at", new { at }, transaction);
    });

    public void Dispose() => sealer.Dispose();

    private List<AmendedRecord> Read(string sql, string name)
    {
        using var connection = store.Open();
        return [.. connection.Query<string>(sql, new { name }).Select(box => JsonSerializer.Deserialize<AmendedRecord>(sealer.Open(Convert.FromBase64String(box)))!)];
    }

    private bool IsKnown(string asked, out string name) => known.ContainsKey(Number(name = asked));

    private void Remember(string name) => known[Number(name)] = true;

    private static UInt128 Number(string name) => MemoryMarshal.Read<UInt128>(Convert.FromHexString(name));

    private string RecordName(string registry, string localKey) => Convert.ToHexStringLower(pseudonyms.Of("record\0" + registry, localKey));

    private string IdentifierName(string type, string value) => Convert.ToHexStringLower(pseudonyms.Of("identifier\0" + type, value));
}
