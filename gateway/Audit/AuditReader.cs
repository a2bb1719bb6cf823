using Interop.Gateway.Audit.Tree;
using Microsoft.Data.Sqlite;

namespace Interop.Gateway.Audit;

/// <summary>One leaf as it lies in the log.</summary>
internal readonly record struct StoredLeaf(long Index, byte[] Leaf, byte[] Hash);

/// <summary>Reads an audit log beside its writer. What it has once shown never changes, so nothing here waits for anybody.</summary>
internal sealed class AuditReader : IDisposable
{
    private readonly SqliteConnection connection;

    /// <exception cref="SqliteException">The file is not there or cannot be read.</exception>
    public AuditReader(string file)
    {
        connection = new(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        connection.Open();
        Tiles = new StoredTiles(connection);
        Origin = (string)Scalar("select value from meta where name = 'origin'")!;
    }

    public ITiles Tiles { get; }

    /// <summary>The log's name.</summary>
    public string Origin { get; }

    /// <summary>Entries that are durable now.</summary>
    public long Size => (long)Scalar("select coalesce(max(idx) + 1, 0) from audit_entry")!;

    /// <summary>Leaves in order.</summary>
    public IReadOnlyList<StoredLeaf> Leaves(long fromIndex, int count)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "select idx, leaf, leaf_hash from audit_entry where idx >= @from order by idx limit @count";
        command.Parameters.AddWithValue("@from", fromIndex);
        command.Parameters.AddWithValue("@count", count);
        using var row = command.ExecuteReader();
        var leaves = new List<StoredLeaf>();
        while (row.Read())
            leaves.Add(new(row.GetInt64(0), row.GetFieldValue<byte[]>(1), row.GetFieldValue<byte[]>(2)));
        return leaves;
    }

    /// <summary>Signed checkpoints, the oldest first.</summary>
    public IEnumerable<string> Checkpoints()
    {
        using var command = connection.CreateCommand();
        command.CommandText = "select note from checkpoint order by size";
        using var row = command.ExecuteReader();
        while (row.Read())
            yield return row.GetString(0);
    }

    public void Dispose() => connection.Dispose();

    private object? Scalar(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}

/// <summary>The tiles of a log in its store: leaves in the table of entries, subtrees in theirs.</summary>
internal sealed class StoredTiles(SqliteConnection connection) : ITiles
{
    public TreeHash[] Read(int level, long tile, int width)
    {
        using var command = connection.CreateCommand();
        command.CommandText = level == 0
            ? "select leaf_hash from audit_entry where idx >= @from order by idx limit @width"
            : "select hash from subtree where level = @level and idx >= @from order by idx limit @width";
        command.Parameters.AddWithValue("@level", level);
        command.Parameters.AddWithValue("@from", tile * Tiling.Width);
        command.Parameters.AddWithValue("@width", width);
        using var row = command.ExecuteReader();
        var hashes = new TreeHash[width];
        for (var i = 0; i < width; i++)
            hashes[i] = row.Read() ? new(row.GetFieldValue<byte[]>(0)) : throw new InvalidDataException($"The audit log lacks hash {(tile * Tiling.Width) + i} of level {level}.");
        return hashes;
    }
}
