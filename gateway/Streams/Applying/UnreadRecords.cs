using System.Data;
using System.Runtime.InteropServices;
using Dapper;
using Interop.Gateway.Storage;
using Interop.Gateway.Streams.Events;
using Microsoft.Data.Sqlite;

namespace Interop.Gateway.Streams.Applying;

/// <summary>A record that waits for its registry, and the text under which it is kept.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct UnreadRecord(ChangedRecord Record, string Sealed)
{
    public override string ToString() => Record.ToString();
}

/// <summary>Changed records whose registry was silent: each once, sealed, in the hub's store until it answers.</summary>
internal sealed class UnreadRecords(HubStore store, RecordNames names)
{
    private const int MostOfOne = 500;

    /// <summary>Those that have waited longest, of each registry as many: one that is silent for days keeps no other from being read.</summary>
    public IReadOnlyList<UnreadRecord> Oldest()
    {
        using var connection = store.Open();
        return [.. connection.Query<(string Registry, string Record)>(
            """
            select registry, record from (select registry, record, row_number() over (partition by registry order by at, record) as place from stream_unread) as waiting
            where place <= @MostOfOne
            """, new { MostOfOne }).Select(r => new UnreadRecord(new(r.Registry, names.Open(r.Registry, r.Record)!), r.Record))];
    }

    /// <summary>Keeps records. One that waits already is sealed anew, so that whoever has just read it does not take it away.</summary>
    public void Add(SqliteConnection connection, IDbTransaction transaction, IEnumerable<ChangedRecord> records, long at)
    {
        using var keep = new PreparedStatement(connection, transaction,
            """
            insert into stream_unread (registry, record, at, name) values (@registry, @record, @at, @name)
            on conflict (name) do update set record = excluded.record
            """, "@registry", "@record", "@at", "@name");
        foreach (var (registry, localKey) in records)
            keep.Execute(registry, names.Seal(registry, localKey), at, names.NameOf(registry, localKey));
    }

    /// <summary>Takes away what has been read.</summary>
    public static void Remove(SqliteConnection connection, IDbTransaction transaction, IEnumerable<UnreadRecord> read)
    {
        using var remove = new PreparedStatement(connection, transaction, "delete from stream_unread where registry = @registry and record = @record", "@registry", "@record");
        foreach (var record in read)
            remove.Execute(record.Record.Registry, record.Sealed);
    }
}
