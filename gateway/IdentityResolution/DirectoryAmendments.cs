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

/// <summary>Pseudonyms of amendments that were written, with those of what records say.</summary>
internal sealed record WrittenAmendments(IReadOnlyList<KeyValuePair<UInt128, UInt128>> Names);

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
        """,
        "alter table directory_amendment add column content text");

    private readonly HubStore store;
    private readonly Pseudonymiser pseudonyms;
    private readonly Sealer sealer;
    // Of a record the pseudonym of its content as well, so that what did not change is told without naming its identifiers again.
    private readonly ConcurrentDictionary<UInt128, UInt128> known = new();

    public DirectoryAmendments(HubStore store, HubKeys keys)
    {
        this.store = store;
        (pseudonyms, sealer) = (keys.PseudonymsFor("directory-amendments"), keys.SealerFor("directory-amendments"));
        using var connection = store.Open();
        foreach (var name in connection.Query<string>("select identifier from directory_amendment_identifier", buffered: false))
            known[Number(name)] = default;
        foreach (var (name, content) in connection.Query<(string, string?)>("select record, content from directory_amendment", buffered: false))
            known[Number(name)] = content is null ? default : Number(content);
    }

    public bool IsEmpty => known.IsEmpty;

    /// <summary>Records that hold the identifier now.</summary>
    public IReadOnlyList<AmendedRecord> Holding(string type, string value) => !IsKnown(IdentifierName(type, value), out var name) ? [] : Read(
        "select a.sealed from directory_amendment_identifier i join directory_amendment a on a.record = i.record where i.identifier = @name", name);

    /// <summary>What is amended of a record; null for nothing.</summary>
    public AmendedRecord? Of(string registry, string localKey) => IsKnown(RecordName(registry, localKey), out var name)
        ? Read("select sealed from directory_amendment where record = @name", name).FirstOrDefault() : null;

    /// <summary>
    /// Writes amendments, the newest of a record in place of any before, in the caller's transaction. Of one that says what the last one said only the
    /// time is written: a build that read the record in between must not end it.
    /// </summary>
    /// <returns>What is to be given to <see cref="Show"/> once the transaction stands; until then nobody sees it.</returns>
    public WrittenAmendments Write(SqliteConnection connection, IDbTransaction transaction, IEnumerable<AmendedRecord> records, long at)
    {
        using var same = new PreparedStatement(connection, transaction, "update directory_amendment set at = @at where record = @name and content = @content", "@at", "@name", "@content");
        using var forget = new PreparedStatement(connection, transaction, "delete from directory_amendment_identifier where record = @name", "@name");
        using var write = new PreparedStatement(connection, transaction,
            """
            insert into directory_amendment (record, sealed, at, content) values (@name, @box, @at, @content)
            on conflict (record) do update set sealed = excluded.sealed, at = excluded.at, content = excluded.content
            """, "@name", "@box", "@at", "@content");
        using var hold = new PreparedStatement(connection, transaction, "insert into directory_amendment_identifier (identifier, record) values (@identifier, @name) on conflict do nothing", "@identifier", "@name");
        var written = new List<KeyValuePair<UInt128, UInt128>>();
        foreach (var record in records)
        {
            var (name, text) = (RecordName(record.Registry, record.LocalKey), JsonSerializer.Serialize(record));
            var content = Convert.ToHexStringLower(pseudonyms.Of("content", text));
            var isNew = same.Execute(at, name, content) == 0;
            if (!isNew && known.TryGetValue(Number(name), out var shown) && shown == Number(content))
                continue;
            if (isNew)
            {
                forget.Execute(name);
                write.Execute(name, Convert.ToBase64String(sealer.Seal(text)), at, content);
            }
            written.Add(new(Number(name), Number(content)));
            foreach (var held in record.Known?.Identifiers ?? [])
            {
                var identifier = IdentifierName(held.Key, held.Value);
                if (isNew)
                    hold.Execute(identifier, name);
                written.Add(new(Number(identifier), default));
            }
        }
        return new(written);
    }

    /// <summary>Makes written amendments seen.</summary>
    public void Show(WrittenAmendments written)
    {
        foreach (var (name, content) in written.Names)
            known[name] = content;
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

    private static UInt128 Number(string name) => MemoryMarshal.Read<UInt128>(Convert.FromHexString(name));

    private string RecordName(string registry, string localKey) => Convert.ToHexStringLower(pseudonyms.Of("record\0" + registry, localKey));

    private string IdentifierName(string type, string value) => Convert.ToHexStringLower(pseudonyms.Of("identifier\0" + type, value));
}
