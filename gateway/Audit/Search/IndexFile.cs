using System.Runtime.InteropServices;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Interop.Gateway.Audit.Search;

/// <summary>What the file holds when it is opened.</summary>
internal sealed record IndexContents(IndexSegment[] Segments, AuditCombination[] Combinations, Dictionary<string, int> Parts, HashSet<int> Forgotten);

/// <summary>
/// The index at rest: whole segments, each written in one transaction, column by column. Derived from the log and never the only place of
/// anything, so it does not wait for the disk; a file that an outage has damaged is made anew. Several processes may write: who finds that another
/// was faster reads the file again.
/// </summary>
internal sealed class IndexFile : IDisposable
{
    /// <summary>Part of the terms that are users; subject keys have the numbers above.</summary>
    public const int UserPart = 0;

    private const string Format = "1";

    private const string Schema =
        """
        create table if not exists meta (name text not null primary key, value text not null);
        create table if not exists combination (id integer not null primary key, institution text not null, purpose text not null, outcome text not null, door text not null, operation text not null);
        create table if not exists part (id integer not null primary key, key text not null unique, forgotten int not null);
        create table if not exists segment (number integer not null primary key, min_at int not null, max_at int not null, last_hash blob not null, present blob not null, combinations blob not null, times blob not null);
        create table if not exists term (part int not null, block int not null, segment int not null, terms blob not null);
        create unique index if not exists term_place on term (part, block, segment);
        create table if not exists day (day int not null, combination int not null, count int not null, primary key (day, combination)) without rowid;
        """;

    private readonly SqliteConnection connection;

    /// <param name="file">Made when it is not there.</param>
    public IndexFile(string file)
    {
        connection = new(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false, DefaultTimeout = 5 }.ToString());
        connection.Open();
        connection.Execute("pragma journal_mode = wal; pragma synchronous = off; pragma secure_delete = on;");
        connection.Execute(Schema);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    /// <summary>Reads what is there; empties it first when it is of another format, of another log, or of a longer or different one.</summary>
    public IndexContents Load(AuditReader log)
    {
        using var transaction = connection.BeginTransaction(deferred: false);
        if (!IsOf(log))
            foreach (var sql in (string[])["delete from combination", "delete from part", "delete from segment", "delete from term", "delete from day", "delete from meta",
                $"insert into meta (name, value) values ('format', '{Format}')"])
                connection.Execute(sql, transaction: transaction);
        connection.Execute("insert into meta (name, value) values ('origin', @Origin) on conflict (name) do nothing", new { log.Origin }, transaction);
        var segments = connection.Query<(long MinAt, long MaxAt, byte[] Present)>("select min_at, max_at, present from segment order by number", transaction: transaction)
            .Select(s => new IndexSegment(s.MinAt, s.MaxAt, MemoryMarshal.Cast<byte, ushort>(s.Present).ToArray())).ToArray();
        AuditCombination[] combinations = [default, .. connection.Query<(string, string, string, string, string)>(
            "select institution, purpose, outcome, door, operation from combination order by id", transaction: transaction).Select(c => new AuditCombination(c.Item1, c.Item2, c.Item3, c.Item4, c.Item5))];
        var parts = connection.Query<(string Key, long Id, long Forgotten)>("select key, id, forgotten from part", transaction: transaction).ToArray();
        transaction.Commit();
        return new(segments, combinations, parts.ToDictionary(p => p.Key, p => (int)p.Id), [.. parts.Where(p => p.Forgotten != 0).Select(p => (int)p.Id)]);
    }

    /// <summary>Writes a full tail as the next segment; null when another process has written that segment or named a combination before.</summary>
    /// <param name="view">With the tail.</param>
    /// <param name="known">How many of its combinations the file has.</param>
    /// <param name="lastHash">Hash of the last leaf, by which the log is known again.</param>
    public IndexSegment? Append(IndexView view, int known, byte[] lastHash)
    {
        var (number, tail) = (view.Segments.Length, view.Tail);
        using var transaction = connection.BeginTransaction(deferred: false);
        if (connection.ExecuteScalar<long>("select count(*) from segment", transaction: transaction) != number
            || connection.ExecuteScalar<long>("select count(*) + 1 from combination", transaction: transaction) != known)
            return null;
        for (var id = known; id < view.Combinations.Length; id++)
            connection.Execute("insert into combination values (@id, @Institution, @Purpose, @Outcome, @Door, @Operation)",
                new { id, view.Combinations[id].Institution, view.Combinations[id].Purpose, view.Combinations[id].Outcome, view.Combinations[id].Door, view.Combinations[id].Operation }, transaction);
        foreach (var (key, id) in view.Parts)
            connection.Execute("insert into part (id, key, forgotten) values (@id, @key, 0) on conflict (id) do nothing", new { id, key }, transaction);
        var segment = new IndexSegment(tail.Times.Min(), tail.Times.Max(), [.. tail.Combinations.Distinct().Order()]);
        connection.Execute("insert into segment values (@number, @MinAt, @MaxAt, @lastHash, @present, @combinations, @times)", new
        {
            number, segment.MinAt, segment.MaxAt, lastHash,
            present = MemoryMarshal.AsBytes(segment.Present.AsSpan()).ToArray(),
            combinations = MemoryMarshal.AsBytes(tail.Combinations.AsSpan()).ToArray(),
            times = MemoryMarshal.AsBytes(tail.Times.AsSpan()).ToArray(),
        }, transaction);
        WriteTerms(UserPart, number, tail, tail.Users, null, transaction);
        foreach (var part in tail.Parts.Distinct().Where(p => p != UserPart))
            WriteTerms(part, number, tail, tail.Subjects, part, transaction);
        foreach (var ((day, combination), count) in Days(tail, tail.Count))
            connection.Execute("insert into day values (@day, @combination, @count) on conflict (day, combination) do update set count = count + excluded.count", new { day, combination, count }, transaction);
        transaction.Commit();
        return segment;
    }

    /// <summary>Entries of a tail by day (number of days since 1970) and combination.</summary>
    public static Dictionary<(long Day, ushort Combination), long> Days(IndexTail tail, int count)
    {
        var days = new Dictionary<(long, ushort), long>();
        for (var i = 0; i < count; i++)
            CollectionsMarshal.GetValueRefOrAddDefault(days, (Math.DivRem(tail.Times[i], 86_400_000).Quotient, tail.Combinations[i]), out _)++;
        return days;
    }

    /// <summary>Drops all terms of these subject keys, given with their numbers, and notes that none of them is taken any more.</summary>
    public void Forget(IReadOnlyCollection<KeyValuePair<string, int>> parts)
    {
        using (var transaction = connection.BeginTransaction(deferred: false))
        {
            foreach (var (key, id) in parts)
            {
                connection.Execute("delete from term where part = @id", new { id }, transaction);
                connection.Execute("insert into part (id, key, forgotten) values (@id, @key, 1) on conflict (id) do update set forgotten = 1", new { id, key }, transaction);
            }
            transaction.Commit();
        }
        // What was deleted must not lie on in the write-ahead log.
        connection.Execute("pragma wal_checkpoint(truncate)");
    }

    public void Dispose() => connection.Dispose();

    private void WriteTerms(int part, int segment, IndexTail tail, ulong[] values, int? only, SqliteTransaction transaction)
    {
        var terms = new List<IndexTerm>(tail.Count);
        for (var i = 0; i < tail.Count; i++)
            if (values[i] != 0 && (only is null || tail.Parts[i] == only))
                terms.Add(new(values[i], (ushort)i, tail.Combinations[i]));
        terms.Sort();
        using var insert = connection.CreateCommand();
        (insert.Transaction, insert.CommandText) = (transaction, "insert into term values (@part, @block, @segment, @terms)");
        insert.Parameters.AddWithValue("@part", part);
        insert.Parameters.AddWithValue("@segment", segment);
        var (block, bytes) = (insert.Parameters.Add("@block", SqliteType.Integer), insert.Parameters.Add("@terms", SqliteType.Blob));
        for (var (from, to) = (0, 0); from < terms.Count; from = to)
        {
            while (to < terms.Count && terms[to].Block == terms[from].Block)
                to++;
            (block.Value, bytes.Value) = (terms[from].Block, MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(terms)[from..to]).ToArray());
            insert.ExecuteNonQuery();
        }
    }

    private bool IsOf(AuditReader log)
    {
        if (connection.ExecuteScalar<string?>("select value from meta where name = 'format'") != Format
            || connection.ExecuteScalar<string?>("select value from meta where name = 'origin'") is { } origin && origin != log.Origin)
            return false;
        var last = connection.QueryFirstOrDefault<(long Number, byte[]? Hash)>("select number, last_hash from segment order by number desc limit 1");
        return last.Hash is null || log.Leaves(((last.Number + 1) * IndexSegment.Length) - 1, 1) is [{ Hash: var hash }] && hash.AsSpan().SequenceEqual(last.Hash);
    }
}
