using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Interop.Adapters.Mapping;
using Interop.Adapters.Reading;
using Microsoft.Data.Sqlite;

namespace Interop.Adapters.Sql;

/// <summary>
/// Reads a registry in a SQLite file. The connection is the file's path or a connection string; it is opened read-only.
/// SQLite works on the calling thread, so each fetch runs on a pool thread; a bounded number of sessions keeps a hung file system
/// from taking all of them.
/// </summary>
internal sealed class SqliteAdapter : RowAdapter
{
    private static readonly int MostSessions = Math.Max(4, 2 * Environment.ProcessorCount);
    // A file that was replaced is another file to a new session only.
    private static readonly TimeSpan SessionAge = TimeSpan.FromSeconds(30);

    private readonly string connectionString;
    private readonly ConcurrentBag<SqliteSession> idle = [];
    private readonly AsyncLocal<SqliteSession> current = new();
    private readonly SemaphoreSlim free = new(MostSessions);
    private readonly ConditionalWeakTable<SourceRead, SqlText> texts = [];

    public SqliteAdapter(RegistryMapping mapping, TimeProvider time) : base(mapping, time)
    {
        var builder = mapping.Connection.Contains('=', StringComparison.Ordinal)
            ? new SqliteConnectionStringBuilder(mapping.Connection) : new SqliteConnectionStringBuilder { DataSource = mapping.Connection };
        (builder.Mode, builder.Pooling) = (SqliteOpenMode.ReadOnly, false);
        connectionString = builder.ConnectionString;
    }

    public override Task<string?> CheckHealthAsync(CancellationToken cancellation) => Task.Run(string? () =>
    {
        try
        {
            using var session = Open();
            var source = new SourceRead(Mapping.KeySet.From, Mapping.KeySet.Key, Mapping);
            using var row = new Row(1);
            session.Read(new SqlText(SqlDialect.Sqlite, source).SelectAll() + " LIMIT 1", [], row, 1, _ => { }, cancellation);
            return null;
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            return Classify(e).ToString();
        }
    }, cancellation).WaitAsync(cancellation);

    public override ValueTask DisposeAsync()
    {
        while (idle.TryTake(out var session)) session.Dispose();
        return ValueTask.CompletedTask;
    }

    protected override Task<FetchResult> ReadAsync(FetchRequest request, CancellationToken cancellation) =>
        TogetherAsync(stop => base.ReadAsync(request, stop), cancellation);

    protected override Task<T> TogetherAsync<T>(Func<CancellationToken, Task<T>> read, CancellationToken cancellation) =>
        Task.Run(() => ReadInSessionAsync(read, cancellation), cancellation);

    protected override Task ReadRowsAsync(
        SourceRead source, JoinedColumns by, IReadOnlyList<string> values, Action<Row> take, CancellationToken cancellation)
    {
        var text = texts.GetValue(source, s => new SqlText(SqlDialect.Sqlite, s));
        var parts = new List<string[]>(values.Count);
        foreach (var value in values)
            if (by.Split(value) is { } split) parts.Add(split);
        if (parts.Count == 0) return Task.CompletedTask;
        string[] parameters = parts.Count == 1 ? [.. parts[0], .. text.Filters] : [Json(parts), .. text.Filters];
        using var row = new Row(source.ColumnNames.Count);
        current.Value!.Read(text.Select(by, parts.Count > 1), parameters, row, source.ColumnNames.Count, take, cancellation);
        return Task.CompletedTask;
    }

    protected override Task ReadChangesAsync(ChangeRead from, long after, int most, Action<Row> take, CancellationToken cancellation)
    {
        using var row = new Row(from.Source.ColumnNames.Count);
        var text = new SqlText(SqlDialect.Sqlite, from.Source).SelectAfter(from.Sequence, most);
        current.Value!.Read(text, [after.ToString(CultureInfo.InvariantCulture)], row, from.Source.ColumnNames.Count, take, cancellation);
        return Task.CompletedTask;
    }

    protected override async IAsyncEnumerable<Row> AllRowsAsync(
        SourceRead source, EnumerationTally tally, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await Task.CompletedTask; // the file answers on the calling thread, which is the directory's own
        using var session = Open();
        using var stop = cancellation.UnsafeRegister(s => ((SqliteSession)s!).Interrupt(), session);
        using var row = new Row(source.ColumnNames.Count);
        var text = new SqlText(SqlDialect.Sqlite, source);
        foreach (var read in session.Stream(text.SelectAll(), text.Filters, row, source.ColumnNames.Count, cancellation)) yield return read;
    }

    protected override FetchOutcome Classify(Exception exception) => exception is SqliteException { SqliteErrorCode: 26 or 11 }
        ? FetchOutcome.Garbage : base.Classify(exception);

    // One transaction per fetch: all sets are read as of one moment, and the file is locked once instead of once a statement.
    private async Task<T> ReadInSessionAsync<T>(Func<CancellationToken, Task<T>> read, CancellationToken cancellation)
    {
        await free.WaitAsync(cancellation);
        SqliteSession? session = null;
        var healthy = false;
        try
        {
            current.Value = session = Rent();
            using var stop = cancellation.UnsafeRegister(s => ((SqliteSession)s!).Interrupt(), session);
            session.Run("BEGIN", cancellation);
            var result = await read(cancellation);
            session.Run("COMMIT", cancellation);
            healthy = true;
            return result;
        }
        finally
        {
            if (healthy) idle.Add(session!);
            else session?.Dispose();
            free.Release();
        }
    }

    private SqliteSession Rent()
    {
        while (idle.TryTake(out var session))
        {
            if (Time.GetElapsedTime(session.OpenedAt) < SessionAge) return session;
            session.Dispose();
        }
        return Open();
    }

    private SqliteSession Open() => new(connectionString, Time.GetTimestamp());

    private static string Json(List<string[]> parts) =>
        parts[0].Length == 1 ? JsonSerializer.Serialize(parts.Select(p => p[0])) : JsonSerializer.Serialize(parts);
}
