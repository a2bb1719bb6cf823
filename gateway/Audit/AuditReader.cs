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
    public long Size => (long)(Scalar(StoredGroups.Size) ?? 0L);

    /// <summary>Leaves in order.</summary>
    public IReadOnlyList<StoredLeaf> Leaves(long fromIndex, int count)
    {
        var leaves = new List<StoredLeaf>();
        foreach (var group in StoredGroups.From(connection, fromIndex, fromIndex + count, withLeaves: true))
            for (var (i, at) = (0, 0); i < group.Count; i++)
            {
                var leaf = LeafBundle.Next(group.Leaves, ref at);
                if (group.First + i >= fromIndex && leaves.Count < count)
                    leaves.Add(new(group.First + i, leaf.ToArray(), group.HashOf(i).ToArray()));
            }
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

/// <summary>The tiles of a log in its store: leaves in the groups they came in, subtrees in a table of their own.</summary>
internal sealed class StoredTiles(SqliteConnection connection) : ITiles
{
    public TreeHash[] Read(int level, long tile, int width)
    {
        var (hashes, found) = (new TreeHash[width], 0);
        foreach (var hash in level == 0 ? LeavesFrom(tile * Tiling.Width, width) : SubtreesFrom(level, tile * Tiling.Width, width))
            hashes[found++] = hash;
        return found == width ? hashes : throw new InvalidDataException($"The audit log lacks hash {(tile * Tiling.Width) + found} of level {level}.");
    }

    private IEnumerable<TreeHash> LeavesFrom(long from, int width)
    {
        foreach (var group in StoredGroups.From(connection, from, from + width, withLeaves: false))
            for (var i = (int)Math.Max(0, from - group.First); i < group.Count && group.First + i < from + width; i++)
                yield return new(group.HashOf(i));
    }

    private IEnumerable<TreeHash> SubtreesFrom(int level, long from, int width)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "select hash from subtree where level = @level and idx >= @from order by idx limit @width";
        command.Parameters.AddWithValue("@level", level);
        command.Parameters.AddWithValue("@from", from);
        command.Parameters.AddWithValue("@width", width);
        using var row = command.ExecuteReader();
        while (row.Read())
            yield return new(row.GetFieldValue<byte[]>(0));
    }
}
