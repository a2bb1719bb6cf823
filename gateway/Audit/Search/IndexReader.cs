using System.Runtime.InteropServices;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Interop.Gateway.Audit.Search;

/// <summary>Reads the columns of the index's file, and leaves of the log, for one search at a time.</summary>
internal sealed class IndexReader(string file, AuditReader log) : IDisposable
{
    private readonly SqliteConnection connection = Open(file);

    /// <summary>The log the index is of.</summary>
    public AuditReader Log { get; } = log;

    public ushort[] Combinations(int segment) => Column<ushort>("select combinations from segment where number = @segment", segment);

    /// <summary>Milliseconds since 1970.</summary>
    public long[] Times(int segment) => Column<long>("select times from segment where number = @segment", segment);

    /// <summary>Where a term stands: its entries, in no order.</summary>
    public IEnumerable<(long Index, ushort Combination)> Find(int part, ulong term, int segments)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "select segment, terms from term where part = @part and block = @block and segment < @segments";
        command.Parameters.AddWithValue("@part", part);
        command.Parameters.AddWithValue("@block", IndexTerm.BlockOf(term));
        command.Parameters.AddWithValue("@segments", segments);
        using var row = command.ExecuteReader();
        while (row.Read())
        {
            var (first, bytes) = (row.GetInt64(0) * IndexSegment.Length, row.GetFieldValue<byte[]>(1));
            for (var i = FirstOf(bytes, term); i < bytes.Length / Marshal.SizeOf<IndexTerm>() && At(bytes, i) is var found && found.Value == term; i++)
                yield return (first + found.Offset, found.Combination);
        }
    }

    /// <summary>Entries by day and combination.</summary>
    public IEnumerable<(long Day, long Combination, long Count)> Days(long from, long to) =>
        connection.Query<(long, long, long)>("select day, combination, count from day where day between @from and @to", new { from, to });

    public void Dispose()
    {
        connection.Dispose();
        Log.Dispose();
    }

    private T[] Column<T>(string sql, int segment) where T : unmanaged
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("@segment", segment);
        // Nothing is there when another process is making the file anew.
        return command.ExecuteScalar() is byte[] column ? MemoryMarshal.Cast<byte, T>(column).ToArray() : [];
    }

    private static IndexTerm At(byte[] terms, int place) => MemoryMarshal.Cast<byte, IndexTerm>(terms)[place];

    private static int FirstOf(byte[] bytes, ulong term)
    {
        var terms = MemoryMarshal.Cast<byte, IndexTerm>(bytes);
        var (from, to) = (0, terms.Length);
        while (from < to)
        {
            var middle = (from + to) / 2;
            (from, to) = terms[middle].Value < term ? (middle + 1, to) : (from, middle);
        }
        return from;
    }

    private static SqliteConnection Open(string file)
    {
        var opened = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        opened.Open();
        return opened;
    }
}
