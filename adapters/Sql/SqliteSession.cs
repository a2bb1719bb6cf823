using Interop.Adapters.Mapping;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Interop.Adapters.Sql;

/// <summary>
/// One open, read-only connection with its prepared statements. Used by one read at a time. It speaks to SQLite below
/// Microsoft.Data.Sqlite, which would re-prepare per command and sleep on a locked file.
/// </summary>
internal sealed class SqliteSession : IDisposable
{
    private const int MostStatements = 128;
    // Longer than a commit takes, shorter than any deadline: a file that stays locked is an outcome.
    private const int BusyMilliseconds = 100;

    private readonly SqliteConnection connection;
    private readonly Dictionary<string, sqlite3_stmt> statements = [];

    public SqliteSession(string connectionString, long openedAt)
    {
        OpenedAt = openedAt;
        connection = new SqliteConnection(connectionString);
        try
        {
            connection.Open();
            raw.sqlite3_busy_timeout(connection.Handle, BusyMilliseconds);
            Run("PRAGMA cache_size = -8192", CancellationToken.None); // 8 MB: the upper levels of the indices of a national table
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Timestamp of the opening.</summary>
    public long OpenedAt { get; }

    /// <summary>Stops the statement that runs, from any thread.</summary>
    public void Interrupt() => raw.sqlite3_interrupt(connection.Handle!);

    /// <summary>Runs a statement that yields nothing.</summary>
    /// <exception cref="RegistryReadException">SQLite reports an error.</exception>
    public void Run(string sql, CancellationToken cancellation)
    {
        var statement = Prepared(sql);
        try
        {
            Step(statement, null, 0, cancellation);
        }
        finally
        {
            raw.sqlite3_reset(statement);
        }
    }

    /// <summary>Runs a statement and hands over each row.</summary>
    /// <exception cref="RegistryReadException">SQLite reports an error.</exception>
    public void Read(string sql, IReadOnlyList<string> parameters, Row row, int columns, Action<Row> take, CancellationToken cancellation)
    {
        var statement = Bound(sql, parameters);
        try
        {
            while (Step(statement, row, columns, cancellation)) take(row);
        }
        finally
        {
            raw.sqlite3_reset(statement);
            raw.sqlite3_clear_bindings(statement); // no identifier stays behind in the pool
        }
    }

    /// <summary>Rows one by one, for a session that nobody else uses meanwhile.</summary>
    public IEnumerable<Row> Stream(string sql, IReadOnlyList<string> parameters, Row row, int columns, CancellationToken cancellation)
    {
        var statement = Bound(sql, parameters);
        while (Step(statement, row, columns, cancellation)) yield return row;
    }

    public void Dispose()
    {
        foreach (var statement in statements.Values) statement.Dispose();
        connection.Dispose();
    }

    private sqlite3_stmt Bound(string sql, IReadOnlyList<string> parameters)
    {
        var statement = Prepared(sql);
        for (var i = 0; i < parameters.Count; i++) Check(raw.sqlite3_bind_text(statement, i + 1, parameters[i]));
        return statement;
    }

    private sqlite3_stmt Prepared(string sql)
    {
        if (statements.TryGetValue(sql, out var statement)) return statement;
        if (statements.Count == MostStatements)
        {
            foreach (var old in statements.Values) old.Dispose();
            statements.Clear();
        }
        Check(raw.sqlite3_prepare_v3(connection.Handle, sql, raw.SQLITE_PREPARE_PERSISTENT, out statement));
        return statements[sql] = statement;
    }

    private static bool Step(sqlite3_stmt statement, Row? row, int columns, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var result = raw.sqlite3_step(statement);
        if (result == raw.SQLITE_DONE) return false;
        if (result == raw.SQLITE_INTERRUPT) throw new OperationCanceledException(cancellation);
        if (result != raw.SQLITE_ROW) Check(result);
        if (row is null) return true;
        row.Clear();
        for (var i = 0; i < columns; i++)
        {
            if (raw.sqlite3_column_type(statement, i) == raw.SQLITE_NULL) continue;
            raw.sqlite3_column_text(statement, i); // converts numbers, and texts of a UTF-16 database, in place
            row.SetUtf8(i, raw.sqlite3_column_blob(statement, i));
        }
        return true;
    }

    private static void Check(int result)
    {
        if (result == raw.SQLITE_OK) return;
        var outcome = (result & 0xff) switch
        {
            raw.SQLITE_ERROR or raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB or raw.SQLITE_SCHEMA or raw.SQLITE_MISMATCH or raw.SQLITE_FORMAT => FetchOutcome.Garbage,
            raw.SQLITE_AUTH or raw.SQLITE_PERM => FetchOutcome.Refused,
            _ => FetchOutcome.Unreachable,
        };
        throw new RegistryReadException(outcome, $"SQLite result code {result}."); // its message may quote a value
    }
}
