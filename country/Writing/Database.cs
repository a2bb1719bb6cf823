using Microsoft.Data.Sqlite;

namespace Interop.Country.Writing;

/// <summary>
/// A SQLite file while it is filled: no journal, no waiting for the disk, one transaction. A crash leaves rubbish, which is
/// why the whole country is written beside its place and moved there at the end.
/// </summary>
internal sealed class Database : IDisposable
{
    private const int RowsInTransaction = 500_000;
    private readonly SqliteConnection connection;
    private int rows;

    public Database(string file, string schema)
    {
        connection = new(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        connection.Open();
        // The cache is bounded (32 MB) so that memory does not grow with the country.
        Run("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA locking_mode=EXCLUSIVE; PRAGMA cache_size=-32768; PRAGMA temp_store=FILE;");
        Run(schema);
        Run("BEGIN");
    }

    public RowInsert Into(string table, params string[] columns) => new(connection, table, columns);

    /// <summary>Call once per row or so: keeps transactions from growing without end.</summary>
    public void CountRow()
    {
        if (++rows % RowsInTransaction == 0)
            Run("COMMIT; BEGIN");
    }

    /// <summary>Commits and builds the indices, which is many times faster than keeping them while rows come in random order.</summary>
    public void Finish(string indices, CancellationToken cancellation)
    {
        Run("COMMIT");
        foreach (var index in indices.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            cancellation.ThrowIfCancellationRequested();
            Run(index);
        }
    }

    public void Dispose() => connection.Dispose();

    private void Run(string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // constant text of this assembly, no input
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
