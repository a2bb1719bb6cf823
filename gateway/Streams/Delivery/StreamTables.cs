using System.Data;
using Dapper;
using Interop.Gateway.Storage;
using Microsoft.Data.Sqlite;

namespace Interop.Gateway.Streams.Delivery;

/// <summary>What streams keep in the hub's store: how far registries were followed, events on their way, and what was applied of them.</summary>
internal static class StreamTables
{
    public static readonly SchemaPart Schema = new("streams",
        """
        create table stream_followed (registry text not null primary key, position text not null);
        create table stream_counter (name text not null primary key, value bigint not null);
        create table stream_outbox (sequence bigint not null primary key, topic text not null, person text not null, payload text not null, recorded_at bigint not null);
        create table stream_applied (source text not null, person text not null, sequence bigint not null, events bigint not null, primary key (source, person));
        create table stream_offset (incarnation text not null, topic text not null, part integer not null, next bigint not null, primary key (incarnation, topic, part));
        create table stream_unread (registry text not null, record text not null, at bigint not null, primary key (registry, record));
        create table stream_dead_letter (number bigint not null primary key, topic text not null, part integer not null, place bigint not null, person text not null, reason text not null, payload text not null, at bigint not null, replayed_at bigint)
        """,
        // Sealing the same record twice gives two texts; its pseudonym is one.
        "alter table stream_unread add column name text; create unique index stream_unread_name on stream_unread (name)");

    /// <summary>The next number of a counter, never one that was given before; <paramref name="first"/> when none was.</summary>
    public static long Next(SqliteConnection connection, IDbTransaction transaction, string name, long first = 1) => connection.ExecuteScalar<long>(
        "insert into stream_counter (name, value) values (@name, @first) on conflict (name) do update set value = stream_counter.value + 1 returning value", new { name, first }, transaction);

    public static void Set(SqliteConnection connection, IDbTransaction? transaction, string name, long value) => connection.Execute(
        "insert into stream_counter (name, value) values (@name, @value) on conflict (name) do update set value = excluded.value", new { name, value }, transaction);
}
