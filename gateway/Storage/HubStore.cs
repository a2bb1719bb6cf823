using System.Data;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Interop.Gateway.Storage;

/// <summary>What one room keeps in the hub's store: its schema, one step a version. A step that was released is never edited, a change is a further step.</summary>
/// <param name="Room">Names the part, e.g. <c>scopes</c>.</param>
/// <param name="Steps">Statements that SQLite and PostgreSQL both take.</param>
internal sealed record SchemaPart(string Room, params string[] Steps);

/// <summary>
/// What officers decide and people consent to: one SQLite file that the gateway and the command line open side by side. Each room brings its own
/// part of the schema and its own statements. No content of a registry is ever here.
/// </summary>
internal sealed class HubStore
{
    private readonly string connectionString;

    /// <param name="file">Made when it is not there; readable by its owner alone.</param>
    /// <param name="parts">The rooms that keep something here.</param>
    /// <param name="time">Says when a step was taken.</param>
    /// <exception cref="SqliteException">The file cannot be opened or made.</exception>
    /// <exception cref="InvalidOperationException">The file was made by a newer version of this program.</exception>
    public HubStore(string file, IEnumerable<SchemaPart> parts, TimeProvider time)
    {
        connectionString = new SqliteConnectionStringBuilder { DataSource = file, DefaultTimeout = 5 }.ToString();
        using var connection = Open();
        connection.Execute("pragma journal_mode = wal");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        connection.Execute("create table if not exists schema_step (room text not null, number bigint not null, applied_at bigint not null, primary key (room, number))");
        foreach (var part in parts)
            Change((store, transaction) => Raise(store, transaction, part, file, time.GetUtcNow().ToUnixTimeMilliseconds()));
    }

    /// <summary>A connection of the caller's own; whoever asks disposes it. What is deleted is overwritten in the file.</summary>
    public SqliteConnection Open()
    {
        var connection = new SqliteConnection(connectionString);
        connection.Open();
        connection.Execute("pragma synchronous = full; pragma foreign_keys = on; pragma secure_delete = on");
        return connection;
    }

    /// <summary>Runs one change in a transaction that holds the write lock from its first statement, so that what it reads stays true.</summary>
    public T Change<T>(Func<SqliteConnection, IDbTransaction, T> change)
    {
        using var connection = Open();
        using var transaction = connection.BeginTransaction(deferred: false);
        var result = change(connection, transaction);
        transaction.Commit();
        return result;
    }

    private static long Raise(SqliteConnection store, IDbTransaction transaction, SchemaPart part, string file, long now)
    {
        var done = store.ExecuteScalar<long>("select coalesce(max(number), 0) from schema_step where room = @Room", new { part.Room }, transaction);
        if (done > part.Steps.Length)
            throw new InvalidOperationException($"The hub's store '{file}' has schema {done} of '{part.Room}'; this program knows {part.Steps.Length}. Run the newer program.");
        for (var step = done; step < part.Steps.Length; step++)
        {
            store.Execute(part.Steps[step], transaction: transaction);
            store.Execute("insert into schema_step (room, number, applied_at) values (@Room, @number, @now)", new { part.Room, number = step + 1, now }, transaction);
        }
        return part.Steps.Length;
    }
}
