using System.Globalization;
using System.Runtime.CompilerServices;
using Interop.Adapters.Mapping;
using Interop.Adapters.Reading;
using Npgsql;

namespace Interop.Adapters.Sql;

/// <summary>
/// Reads a registry in PostgreSQL. The connection is an Npgsql connection string, the credential its password. Key and identifier
/// columns are texts or whole numbers; all other columns may have any type.
/// </summary>
internal sealed class PostgreSqlAdapter : RowAdapter
{
    private readonly NpgsqlDataSource database;
    private readonly ConditionalWeakTable<SourceRead, SqlText> texts = [];
    private readonly ConditionalWeakTable<SourceRead, IReadOnlySet<string>> numberColumns = [];

    public PostgreSqlAdapter(RegistryMapping mapping, TimeProvider time) : base(mapping, time)
    {
        var builder = new NpgsqlDataSourceBuilder(mapping.Connection);
        var settings = builder.ConnectionStringBuilder;
        if (mapping.Credential.Length > 0) settings.Password = mapping.Credential;
        if (settings.MaxAutoPrepare == 0) (settings.MaxAutoPrepare, settings.AutoPrepareMinUsages) = (64, 2);
        // Dates are read as text: the server must write them as ISO 8601 whatever its own default.
        settings.Options ??= "-c default_transaction_read_only=on -c datestyle=ISO -c timezone=UTC";
        settings.IncludeErrorDetail = false; // details quote values
        database = builder.Build();
    }

    public override async Task<string?> CheckHealthAsync(CancellationToken cancellation)
    {
        try
        {
            var source = new SourceRead(Mapping.KeySet.From, Mapping.KeySet.Key, Mapping);
            await using var command = database.CreateCommand(new SqlText(SqlDialect.PostgreSql, source).SelectAll() + " LIMIT 1");
            await command.ExecuteScalarAsync(cancellation);
            return null;
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            return Classify(e).ToString();
        }
    }

    public override ValueTask DisposeAsync() => database.DisposeAsync();

    protected override async Task ReadRowsAsync(
        SourceRead source, JoinedColumns by, IReadOnlyList<string> values, Action<Row> take, CancellationToken cancellation)
    {
        var text = texts.GetValue(source, s => new SqlText(SqlDialect.PostgreSql, s));
        var numbers = await NumbersAsync(source, text, cancellation);
        var parts = values.Select(by.Split).OfType<string[]>().Where(p => CanHold(by, p, numbers)).ToArray();
        if (parts.Length == 0) return;
        await using var command = database.CreateCommand(text.Select(by, many: parts.Length > 1));
        foreach (var (i, name) in by.Names.Index())
            command.Parameters.Add(numbers.Contains(name) ? Parameter([.. parts.Select(p => long.Parse(p[i], CultureInfo.InvariantCulture))]) : Parameter([.. parts.Select(p => p[i])]));
        AddFilters(command, text);
        using var row = new Row(source.ColumnNames.Count);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) take(Fill(row, reader));
    }

    protected override async Task ReadChangesAsync(ChangeRead from, long after, int most, Action<Row> take, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(new SqlText(SqlDialect.PostgreSql, from.Source).SelectAfter(from.Sequence, most));
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = after });
        using var row = new Row(from.Source.ColumnNames.Count);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) take(Fill(row, reader));
    }

    protected override async IAsyncEnumerable<Row> AllRowsAsync(
        SourceRead source, EnumerationTally tally, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var text = new SqlText(SqlDialect.PostgreSql, source);
        await using var command = database.CreateCommand(text.SelectAll());
        command.CommandTimeout = 0; // a national table takes its time; the caller's token ends it
        AddFilters(command, text);
        using var row = new Row(source.ColumnNames.Count);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) yield return Fill(row, reader);
    }

    /// <summary>PostgreSQL error codes by class (PostgreSQL 15 documentation, appendix A).</summary>
    protected override FetchOutcome Classify(Exception exception) => exception is not PostgresException { SqlState: var state } ? base.Classify(exception)
        : state.StartsWith("28", StringComparison.Ordinal) || state == PostgresErrorCodes.InsufficientPrivilege ? FetchOutcome.Refused
        : state.StartsWith("42", StringComparison.Ordinal) || state.StartsWith("22", StringComparison.Ordinal) || state.StartsWith("XX", StringComparison.Ordinal) ? FetchOutcome.Garbage
        : FetchOutcome.Unreachable;

    // An index on a column of numbers serves a comparison with numbers only.
    private async ValueTask<IReadOnlySet<string>> NumbersAsync(SourceRead source, SqlText text, CancellationToken cancellation)
    {
        if (numberColumns.TryGetValue(source, out var known)) return known;
        await using var command = database.CreateCommand(text.SelectNone());
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var numbers = source.ColumnNames.Where((_, i) => reader.GetFieldType(i) is var type && (type == typeof(short) || type == typeof(int) || type == typeof(long))).ToHashSet();
        numberColumns.AddOrUpdate(source, numbers);
        return numbers;
    }

    // 007 is not 7: only the form the server writes is an identifier it holds.
    private static bool CanHold(JoinedColumns by, string[] parts, IReadOnlySet<string> numbers) => by.Names.Index().All(n => !numbers.Contains(n.Item)
        || (long.TryParse(parts[n.Index], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number.ToString(CultureInfo.InvariantCulture) == parts[n.Index]));

    private static NpgsqlParameter Parameter<T>(T[] values) =>
        values.Length == 1 ? new NpgsqlParameter<T> { TypedValue = values[0] } : new NpgsqlParameter<T[]> { TypedValue = values };

    private static void AddFilters(NpgsqlCommand command, SqlText text)
    {
        foreach (var filter in text.Filters) command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = filter });
    }

    private static Row Fill(Row row, NpgsqlDataReader reader)
    {
        row.Clear();
        for (var i = 0; i < reader.FieldCount; i++)
            if (!reader.IsDBNull(i)) row.Set(i, reader.GetString(i));
        return row;
    }
}
