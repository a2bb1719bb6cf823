using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Interop.Country.Writing;

/// <summary>
/// One prepared INSERT, bound column after column. Works on SQLite's own handle: parameter objects and boxed values would
/// cost more than the insert itself, and five million people are written this way.
/// </summary>
internal sealed class RowInsert : IDisposable
{
    private readonly sqlite3 database;
    private readonly sqlite3_stmt statement;
    private readonly string table;
    private readonly int columns;
    private int next;

    public RowInsert(SqliteConnection connection, string table, string[] columns)
    {
        database = connection.Handle!;
        this.table = table;
        this.columns = columns.Length;
        var sql = $"INSERT INTO {table} ({string.Join(',', columns)}) VALUES ({string.Join(',', columns.Select(_ => '?'))})";
        Check(raw.sqlite3_prepare_v2(database, sql, out statement));
    }

    public RowInsert Text(string? value)
    {
        if (value is null)
            return Null();
        Span<byte> utf8 = stackalloc byte[Encoding.UTF8.GetMaxByteCount(value.Length)];
        return Bytes(utf8[..Encoding.UTF8.GetBytes(value, utf8)]);
    }

    public RowInsert Number(long? value)
    {
        if (value is not { } number)
            return Null();
        Check(raw.sqlite3_bind_int64(statement, ++next, number));
        return this;
    }

    public RowInsert Flag(bool? value) => Number(value switch { null => null, true => 1, false => 0 });

    /// <summary>As <c>yyyy-MM-dd</c> unless another format is given.</summary>
    public RowInsert Date(DateOnly? value, string format = "yyyy-MM-dd")
    {
        if (value is not { } date)
            return Null();
        Span<byte> utf8 = stackalloc byte[16];
        date.TryFormat(utf8, out var length, format, CultureInfo.InvariantCulture);
        return Bytes(utf8[..length]);
    }

    /// <summary>A moment in UTC, ISO 8601 to the second.</summary>
    public RowInsert Moment(DateTime value)
    {
        Span<byte> utf8 = stackalloc byte[24];
        value.TryFormat(utf8, out var length, "yyyy-MM-ddTHH:mm:ss'Z'", CultureInfo.InvariantCulture);
        return Bytes(utf8[..length]);
    }

    public void Insert()
    {
        if (next != columns)
            throw new InvalidOperationException($"{table}: {next} of {columns} columns bound.");
        next = 0;
        Check(raw.sqlite3_step(statement), raw.SQLITE_DONE);
        Check(raw.sqlite3_reset(statement));
    }

    public void Dispose() => statement.Dispose();

    private RowInsert Null()
    {
        Check(raw.sqlite3_bind_null(statement, ++next));
        return this;
    }

    private RowInsert Bytes(ReadOnlySpan<byte> utf8)
    {
        Check(raw.sqlite3_bind_text(statement, ++next, utf8));
        return this;
    }

    private void Check(int result, int expected = raw.SQLITE_OK)
    {
        // SQLite's own message may quote a value; the table and the code are enough.
        if (result != expected)
            throw new IOException($"SQLite reports {raw.sqlite3_extended_errcode(database)} on writing {table}.");
    }
}
