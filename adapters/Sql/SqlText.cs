using System.Text;
using Interop.Adapters.Mapping;
using Interop.Adapters.Reading;

namespace Interop.Adapters.Sql;

/// <summary>Where the two engines differ: how a cell is read as text, and how a list of values is compared.</summary>
internal enum SqlDialect { Sqlite, PostgreSql }

/// <summary>
/// The statements of one source. Every name is quoted and qualified (SQLite takes an unknown name in double quotes for a string);
/// every value is a parameter: first those of the identifier, then those of the sets' filters.
/// </summary>
internal sealed class SqlText
{
    private readonly SqlDialect dialect;
    private readonly SourceRead source;
    private readonly Dictionary<(JoinedColumns By, bool Many), string> selects = new();

    public SqlText(SqlDialect dialect, SourceRead source)
    {
        (this.dialect, this.source) = (dialect, source);
        // Sets of one table differ by filter; a set without filter wants all rows.
        if (source.Sets.All(s => s.Where.Count > 0)) Filters = [.. source.Sets.SelectMany(s => s.Where.Values)];
    }

    /// <summary>The values of the filters, in the order of their parameters.</summary>
    public IReadOnlyList<string> Filters { get; } = [];

    /// <summary>Reads the rows that hold one value, or any of many values, in the columns.</summary>
    public string Select(JoinedColumns by, bool many)
    {
        lock (selects)
        {
            if (!selects.TryGetValue((by, many), out var text)) selects[(by, many)] = text = Build(by, many);
            return text;
        }
    }

    /// <summary>Reads nothing, and tells the types of the columns.</summary>
    public string SelectNone() => $"SELECT {string.Join(", ", source.ColumnNames.Select(Column))} FROM {Table} AS t LIMIT 0";

    /// <summary>Reads all rows, those of one key together.</summary>
    public string SelectAll()
    {
        var text = Columns();
        if (Filters.Count > 0) text.Append(" WHERE ").Append(Filter(1));
        return text.Append(" ORDER BY ").AppendJoin(", ", source.Key.Names.Select(Column)).ToString();
    }

    /// <summary>
    /// Reads rows in the order of a column of whole numbers, from the number in the one parameter on. PostgreSQL hands numbers out before rows are
    /// committed: a row is passed over until no transaction that began before it can still bring a lower one.
    /// </summary>
    public string SelectAfter(string number, int most)
    {
        var text = Columns().Append(" WHERE ").Append(Column(number)).Append(" > ").Append(Parameter(1));
        if (dialect == SqlDialect.PostgreSql) text.Append(" AND age(t.xmin) > age(pg_snapshot_xmin(pg_current_snapshot())::xid)");
        return text.Append(" ORDER BY ").Append(Column(number)).Append(" LIMIT ").Append(most).ToString();
    }

    private string Build(JoinedColumns by, bool many)
    {
        var first = dialect == SqlDialect.Sqlite && many ? 2 : by.Names.Length + 1;
        var text = Columns().Append(" WHERE ").Append(many ? AnyOf(by) : OneOf(by));
        if (Filters.Count > 0) text.Append(" AND (").Append(Filter(first)).Append(')');
        return text.ToString();
    }

    private StringBuilder Columns() => new StringBuilder("SELECT ")
        .AppendJoin(", ", source.ColumnNames.Select(AsText)).Append(" FROM ").Append(Table).Append(" AS t");

    private string Table => string.Join('.', source.From.Split('.').Select(Quote));

    private string OneOf(JoinedColumns by) => string.Join(" AND ", by.Names.Select((name, i) => $"{Column(name)} = {Parameter(i + 1)}"));

    private string AnyOf(JoinedColumns by)
    {
        var names = by.Names.Select(Column).ToArray();
        if (dialect == SqlDialect.PostgreSql)
            return names.Length == 1 ? $"{names[0]} = ANY($1)"
                : $"({string.Join(", ", names)}) IN (SELECT * FROM unnest({string.Join(", ", names.Select((_, i) => Parameter(i + 1)))}))";
        return names.Length == 1 ? $"{names[0]} IN (SELECT value FROM json_each(?1))"
            : $"({string.Join(", ", names)}) IN (SELECT {string.Join(", ", names.Select((_, i) => $"json_extract(value, '$[{i}]')"))} FROM json_each(?1))";
    }

    private string Filter(int parameter) => string.Join(" OR ", source.Sets.Select(set =>
        "(" + string.Join(" AND ", set.Where.Keys.Select(column => $"{AsText(column)} = {Parameter(parameter++)}")) + ")"));

    // PostgreSQL writes each type as text itself, so that one reader serves all types.
    private string AsText(string name) => dialect == SqlDialect.PostgreSql ? Column(name) + "::text" : Column(name);

    private string Parameter(int number) => dialect == SqlDialect.PostgreSql ? $"${number}" : $"?{number}";

    private static string Column(string name) => "t." + Quote(name);

    private static string Quote(string name) => '"' + name.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';
}
