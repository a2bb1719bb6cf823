using Interop.Gateway.Audit.Tree;
using Microsoft.Data.Sqlite;

namespace Interop.Gateway.Audit;

/// <summary>One row of the store: the entries that were committed together.</summary>
/// <param name="First">The index of the first.</param>
/// <param name="Count">How many.</param>
/// <param name="Hashes">Their leaf hashes.</param>
/// <param name="Leaves">The entries, as <see cref="LeafBundle"/> writes them; empty when only hashes were asked for.</param>
internal sealed record StoredGroup(long First, int Count, byte[] Hashes, byte[] Leaves)
{
    public ReadOnlySpan<byte> HashOf(int place) => Hashes.AsSpan(place * TreeHash.Size, TreeHash.Size);
}

/// <summary>Reads the rows of the store. Hashes lie before leaves, so that whoever wants no leaves does not read past them.</summary>
internal static class StoredGroups
{
    /// <summary>Gives the number of entries; nothing where there are none.</summary>
    public const string Size = "select first + count from audit_group order by first desc limit 1";

    /// <summary>The rows that hold entries from one index up to, and without, another.</summary>
    public static IEnumerable<StoredGroup> From(SqliteConnection connection, long from, long to, bool withLeaves)
    {
        using var command = connection.CreateCommand();
        command.CommandText =
            $"select first, count, hashes{(withLeaves ? ", leaves" : "")} from audit_group where first >= coalesce((select max(first) from audit_group where first <= @from), 0) and first < @to order by first";
        command.Parameters.AddWithValue("@from", from);
        command.Parameters.AddWithValue("@to", to);
        using var row = command.ExecuteReader();
        while (row.Read())
            yield return new(row.GetInt64(0), row.GetInt32(1), row.GetFieldValue<byte[]>(2), withLeaves ? row.GetFieldValue<byte[]>(3) : []);
    }
}
