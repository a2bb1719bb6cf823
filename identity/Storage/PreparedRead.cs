using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace Interop.Identity.Storage;

/// <summary>
/// One statement that is asked on every call: prepared once on connections that stay open, so that an answer costs a primary-key read and a
/// change by another process is seen by the next call.
/// </summary>
/// <param name="store">Where to read.</param>
/// <param name="sql">The statement; its parameters are <c>@0</c>, <c>@1</c> and so on.</param>
/// <param name="parameters">How many parameters it has.</param>
/// <param name="read">Makes the answer of the first row.</param>
internal sealed class PreparedRead<T>(IdentityStore store, string sql, int parameters, Func<SqliteDataReader, T> read) : IDisposable
    where T : struct
{
    private readonly ConcurrentBag<Statement> idle = [];

    /// <exception cref="SqliteException">The store cannot be read.</exception>
    public T? Find(params ReadOnlySpan<string> values)
    {
        if (!idle.TryTake(out var statement))
            statement = new Statement(store.Open(), sql, parameters);

        var sound = false;
        try
        {
            var found = statement.Find(values, read);
            sound = true;
            return found;
        }
        finally
        {
            if (sound)
                idle.Add(statement);
            else
                statement.Dispose();
        }
    }

    public void Dispose()
    {
        while (idle.TryTake(out var statement))
            statement.Dispose();
    }

    /// <summary>One open connection and its prepared statement; used by one thread at a time.</summary>
    private sealed class Statement : IDisposable
    {
        private readonly SqliteConnection connection;
        private readonly SqliteCommand command;

        public Statement(SqliteConnection connection, string sql, int parameters)
        {
            this.connection = connection;
            command = connection.CreateCommand();
            command.CommandText = sql;
            for (var place = 0; place < parameters; place++)
                command.Parameters.Add($"@{place}", SqliteType.Text);
        }

        public T? Find(ReadOnlySpan<string> values, Func<SqliteDataReader, T> read)
        {
            for (var place = 0; place < values.Length; place++)
                command.Parameters[place].Value = values[place];
            using var row = command.ExecuteReader();
            return row.Read() ? read(row) : null;
        }

        public void Dispose()
        {
            command.Dispose();
            connection.Dispose();
        }
    }
}
