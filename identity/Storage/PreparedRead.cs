using System.Collections.Concurrent;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Interop.Identity.Storage;

/// <summary>
/// One statement that is asked on every call: prepared once on connections that stay open, so that an answer costs a primary-key read and a
/// change by another process is seen by the next call. It speaks to SQLite below Microsoft.Data.Sqlite, whose readers cost more than the reading.
/// </summary>
/// <param name="store">Where to read.</param>
/// <param name="sql">The statement; its parameters are <c>?1</c>, <c>?2</c> and so on.</param>
/// <param name="read">Makes the answer of the first row.</param>
internal sealed class PreparedRead<T>(IdentityStore store, string sql, Func<PreparedRow, T> read) : IDisposable
    where T : struct
{
    private readonly ConcurrentBag<Statement> idle = [];

    /// <exception cref="SqliteException">The store cannot be read.</exception>
    public T? Find(params ReadOnlySpan<string> values)
    {
        if (!idle.TryTake(out var statement))
            statement = new Statement(store.Open(), sql);

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
        private const int BusyMilliseconds = 5000;

        private readonly SqliteConnection connection;
        private readonly sqlite3_stmt statement;

        public Statement(SqliteConnection connection, string sql)
        {
            this.connection = connection;
            try
            {
                raw.sqlite3_busy_timeout(connection.Handle, BusyMilliseconds);
                Check(raw.sqlite3_prepare_v3(connection.Handle, sql, raw.SQLITE_PREPARE_PERSISTENT, out statement));
            }
            catch
            {
                connection.Dispose();
                throw;
            }
        }

        public T? Find(ReadOnlySpan<string> values, Func<PreparedRow, T> read)
        {
            try
            {
                for (var place = 0; place < values.Length; place++)
                    Bind(place + 1, values[place]);
                var result = raw.sqlite3_step(statement);
                if (result == raw.SQLITE_ROW)
                    return read(new(statement));
                Check(result);
                return null;
            }
            finally
            {
                raw.sqlite3_reset(statement);
                raw.sqlite3_clear_bindings(statement); // nothing of a caller stays behind
            }
        }

        public void Dispose()
        {
            statement.Dispose();
            connection.Dispose();
        }

        /// <summary>Bound with its length: a text with a NUL in it must not pass for the one before the NUL.</summary>
        private void Bind(int place, string value)
        {
            var most = Encoding.UTF8.GetMaxByteCount(value.Length);
            Span<byte> bytes = most <= 512 ? stackalloc byte[512] : new byte[most];
            // An empty span would be bound as null.
            Check(value.Length == 0
                ? raw.sqlite3_bind_text(statement, place, "")
                : raw.sqlite3_bind_text(statement, place, bytes[..Encoding.UTF8.GetBytes(value, bytes)]));
        }

        private void Check(int result)
        {
            if (result is not (raw.SQLITE_OK or raw.SQLITE_DONE))
                SqliteException.ThrowExceptionForRC(result, connection.Handle);
        }
    }
}

/// <summary>The row a statement stands on; valid while it is being read.</summary>
internal readonly ref struct PreparedRow(sqlite3_stmt statement)
{
    public string Text(int column) => Encoding.UTF8.GetString(raw.sqlite3_column_blob(statement, column));

    public long Number(int column) => raw.sqlite3_column_int64(statement, column);

    public bool IsNull(int column) => raw.sqlite3_column_type(statement, column) == raw.SQLITE_NULL;
}
