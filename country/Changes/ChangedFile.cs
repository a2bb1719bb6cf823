using Microsoft.Data.Sqlite;

namespace Interop.Country.Changes;

/// <summary>A registry's file in the one transaction of one event; without <see cref="Commit"/> nothing has happened.</summary>
internal sealed class ChangedFile : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly SqliteTransaction transaction;

    private ChangedFile(SqliteConnection connection) => (this.connection, transaction) = (connection, connection.BeginTransaction(deferred: false));

    /// <exception cref="SqliteException">There is no such file, or another event holds it for long.</exception>
    public static ChangedFile Open(string path)
    {
        var opened = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadWrite, Pooling = false, DefaultTimeout = 10 }.ToString());
        opened.Open();
        return new(opened);
    }

    /// <summary>Rows changed.</summary>
    public int Run(string sql, params ReadOnlySpan<string?> values)
    {
        using var command = Command(sql, values);
        return command.ExecuteNonQuery();
    }

    /// <summary>The one value found; null for none and for several.</summary>
    public string? One(string sql, params ReadOnlySpan<string?> values)
    {
        using var command = Command(sql, values);
        using var rows = command.ExecuteReader();
        var one = rows.Read() && !rows.IsDBNull(0) ? rows.GetString(0) : null;
        return rows.Read() ? null : one;
    }

    public void Commit() => transaction.Commit();

    public void Dispose()
    {
        transaction.Dispose();
        connection.Dispose();
    }

    private SqliteCommand Command(string sql, ReadOnlySpan<string?> values)
    {
        var command = connection.CreateCommand();
        command.Transaction = transaction;
#pragma warning disable CA2100 // constant texts of this folder, no input
        command.CommandText = sql;
#pragma warning restore CA2100
        for (var i = 0; i < values.Length; i++)
            command.Parameters.AddWithValue($"${i}", (object?)values[i] ?? DBNull.Value);
        return command;
    }
}
