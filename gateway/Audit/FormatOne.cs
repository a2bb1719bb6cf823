using Interop.Gateway.Audit.Tree;
using Microsoft.Data.Sqlite;

namespace Interop.Gateway.Audit;

/// <summary>Brings a log of the first format, a row an entry, into the present one, a row a group. Entries and hashes stay what they are.</summary>
internal static class FormatOne
{
    /// <summary>Moves the entries within the caller's transaction, so that a crash leaves the one format or the other.</summary>
    public static void Bring(SqliteConnection connection, SqliteTransaction transaction)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "select count(*) from sqlite_master where type = 'table' and name = 'audit_entry'";
        if ((long)command.ExecuteScalar()! == 0)
            return;
        var (bundle, first) = (new LeafBundle(), 0L);
        command.CommandText = "select leaf, leaf_hash from audit_entry order by idx";
        using (var row = command.ExecuteReader())
            while (row.Read())
            {
                bundle.Add(row.GetFieldValue<byte[]>(0), row.GetFieldValue<byte[]>(1));
                if (bundle.Count == Tiling.Width)
                    first = Write(connection, transaction, bundle, first);
            }
        if (bundle.Count > 0)
            Write(connection, transaction, bundle, first);
        command.CommandText = "drop table audit_entry; update meta set value = '2' where name = 'format'";
        command.ExecuteNonQuery();
    }

    private static long Write(SqliteConnection connection, SqliteTransaction transaction, LeafBundle bundle, long first)
    {
        using var insert = connection.CreateCommand();
        insert.Transaction = transaction;
        insert.CommandText = "insert into audit_group (first, count, hashes, leaves) values (@first, @count, @hashes, @leaves)";
        insert.Parameters.AddWithValue("@first", first);
        insert.Parameters.AddWithValue("@count", bundle.Count);
        insert.Parameters.AddWithValue("@hashes", bundle.Hashes.ToArray());
        insert.Parameters.AddWithValue("@leaves", bundle.Leaves.ToArray());
        insert.ExecuteNonQuery();
        first += bundle.Count;
        bundle.Clear();
        return first;
    }
}
