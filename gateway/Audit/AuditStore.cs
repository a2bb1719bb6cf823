using System.Runtime.InteropServices;
using System.Text;
using Interop.Gateway.Audit.Tree;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Interop.Gateway.Audit;

/// <summary>The audit log at rest holds something other than what this process wrote; nothing is added to it.</summary>
internal sealed class AuditStoreForeignException(string message) : Exception(message);

/// <summary>
/// One opening of the audit file, used by the writing thread alone. The table is the leaves in order; beside it, in the same transactions, lie
/// the roots of whole subtrees and the signed checkpoints. <c>synchronous = full</c> makes a commit in WAL mode reach the disk before it returns.
/// </summary>
internal sealed class AuditStore : IDisposable
{
    private const string Schema =
        """
        create table if not exists meta (name text not null primary key, value text not null);
        create table if not exists audit_entry (
            idx integer not null primary key,
            at bigint not null,
            exchange text not null,
            phase text not null,
            institution text not null,
            purpose text null,
            outcome text not null,
            subject blob null,
            leaf blob not null,
            leaf_hash blob not null);
        create table if not exists subtree (level int not null, idx bigint not null, hash blob not null, primary key (level, idx)) without rowid;
        create table if not exists checkpoint (size bigint not null primary key, at bigint not null, note text not null);
        """;

    private const string InsertEntry =
        """
        insert into audit_entry (idx, at, exchange, phase, institution, purpose, outcome, subject, leaf, leaf_hash)
        values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
        """;

    private const int HasMovedCode = 20;
    private static readonly byte[] Main = [.. "main\0"u8];

    private readonly string file;
    private readonly NoteSigner? signer;
    private readonly TimeSpan checkpointEvery;
    private readonly SqliteConnection connection;
    private readonly Frontier frontier;
    private readonly Action<int, TreeHash> whole;
    private long adding;
    private long signedAt;
    private long signedSize;
    // Below Microsoft.Data.Sqlite, which would box and copy ten parameters an entry.
    private readonly sqlite3_stmt? insert;
    private byte[] text = new byte[256];

    /// <summary>Opens the file, making it at the first opening only, and proves that it can be written.</summary>
    /// <param name="options">Where it lies and what it is called.</param>
    /// <param name="written">The entries this process knows to be in it; null before its first opening.</param>
    /// <param name="now">Noted as the time of opening.</param>
    /// <exception cref="SqliteException">It cannot be opened or written.</exception>
    /// <exception cref="AuditStoreForeignException">It is another log, or lacks entries that were acknowledged.</exception>
    public AuditStore(AuditOptions options, long? written, DateTimeOffset now)
    {
        (file, signer, checkpointEvery) = (options.File, options.Signer, options.CheckpointEvery);
        connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = file,
            Pooling = false,
            Mode = written is null ? SqliteOpenMode.ReadWriteCreate : SqliteOpenMode.ReadWrite,
            DefaultTimeout = 1, // nobody else writes here: a lock that lasts is a fault, and callers wait
        }.ToString());
        whole = Whole;
        try
        {
            connection.Open();
            Execute("pragma journal_mode = wal; pragma synchronous = full;");
            Next = Prove(options.Origin, written, now);
            frontier = Edge();
            Check(raw.sqlite3_prepare_v3(connection.Handle, InsertEntry, raw.SQLITE_PREPARE_PERSISTENT, out insert));
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The index of the entry to come; every one below is in the log.</summary>
    public long Next { get; private set; }

    /// <summary>Adds the group in one transaction: all of it is durable when this returns, none of it when it throws.</summary>
    /// <param name="group">What to add.</param>
    /// <param name="now">Decides whether it is time for a checkpoint.</param>
    /// <returns>The index of the first.</returns>
    public long Append(List<AuditWait> group, DateTimeOffset now)
    {
        if (HasMoved())
            throw new AuditStoreForeignException($"The audit file '{file}' was moved or replaced while it was open.");

        using var transaction = connection.BeginTransaction(deferred: false);
        var first = Next;
        for (var i = 0; i < group.Count; i++)
        {
            Insert(first + i, group[i]);
            adding = first + i;
            frontier.Add(new(group[i].Hash), whole);
        }
        if (now.ToUnixTimeMilliseconds() - signedAt >= checkpointEvery.TotalMilliseconds)
            Sign(first + group.Count, now);
        transaction.Commit();
        Next = first + group.Count;
        return first;
    }

    /// <summary>Signs what no checkpoint covers yet; for the end, when no further group will do it.</summary>
    public void SignRest(DateTimeOffset now)
    {
        if (signedSize == Next || HasMoved())
            return;
        using var transaction = connection.BeginTransaction(deferred: false);
        Sign(Next, now);
        transaction.Commit();
    }

    public void Dispose()
    {
        insert?.Dispose();
        connection.Dispose();
    }

    private void Insert(long index, AuditWait wait)
    {
        var entry = wait.Entry;
        var statement = insert!;
        try
        {
            Check(raw.sqlite3_bind_int64(statement, 1, index));
            Check(raw.sqlite3_bind_int64(statement, 2, entry.At.ToUnixTimeMilliseconds()));
            Span<byte> exchange = stackalloc byte[36];
            entry.Exchange.TryFormat(exchange, out _);
            Check(raw.sqlite3_bind_text(statement, 3, exchange));
            Bind(statement, 4, AuditLeaf.Word(entry.Phase));
            Bind(statement, 5, entry.Institution);
            Bind(statement, 6, entry.Purpose);
            Bind(statement, 7, entry.Outcome);
            Check(entry.SubjectPseudonym.IsEmpty ? raw.sqlite3_bind_null(statement, 8) : raw.sqlite3_bind_blob(statement, 8, entry.SubjectPseudonym.Span));
            Check(raw.sqlite3_bind_blob(statement, 9, wait.Leaf));
            Check(raw.sqlite3_bind_blob(statement, 10, wait.Hash));
            Check(raw.sqlite3_step(statement));
        }
        finally
        {
            // Its result is that of the step, which was looked at.
            raw.sqlite3_reset(statement);
        }
    }

    /// <summary>Bound with its length, so that no character ends it early.</summary>
    private void Bind(sqlite3_stmt statement, int place, string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            // An empty span would be bound as null.
            Check(value is null ? raw.sqlite3_bind_null(statement, place) : raw.sqlite3_bind_text(statement, place, ""));
            return;
        }
        if (Encoding.UTF8.GetMaxByteCount(value.Length) is var most && most > text.Length)
            text = new byte[most];
        Check(raw.sqlite3_bind_text(statement, place, text.AsSpan(0, Encoding.UTF8.GetBytes(value, text))));
    }

    private void Check(int result)
    {
        if (result is not (raw.SQLITE_OK or raw.SQLITE_DONE))
            SqliteException.ThrowExceptionForRC(result, connection.Handle);
    }

    /// <summary>A subtree is named by its level and its place among those of its level.</summary>
    private void Whole(int level, TreeHash hash) => Keep(level, adding >> (Tiling.Height * level), hash);

    private void Keep(int level, long index, TreeHash hash) =>
        Execute("insert into subtree (level, idx, hash) values (@level, @idx, @hash)", ("@level", level), ("@idx", index), ("@hash", hash.ToArray()));

    private void Sign(long size, DateTimeOffset now)
    {
        if (signer is null)
            return;
        var note = SignedNote.Sign(new Checkpoint(signer.Verifier.Name, size, frontier.Root()).Text, signer);
        Execute("insert into checkpoint (size, at, note) values (@size, @at, @note) on conflict (size) do nothing", ("@size", size), ("@at", now.ToUnixTimeMilliseconds()), ("@note", note));
        (signedAt, signedSize) = (now.ToUnixTimeMilliseconds(), size);
    }

    /// <summary>The right edge of the tree; first the subtrees are made that a log of an earlier version lacks.</summary>
    private Frontier Edge()
    {
        var tiles = new StoredTiles(connection);
        using var transaction = connection.BeginTransaction(deferred: false);
        for (var level = 1; Tiling.Hashes(level, Next) is > 0 and var hashes; level++)
            for (var i = (long)Scalar("select count(*) from subtree where level = @level", ("@level", level))!; i < hashes; i++)
                Keep(level, i, Tiling.Fold(tiles.Read(level - 1, i, Tiling.Width)));
        transaction.Commit();
        return Frontier.Of(tiles, Next);
    }

    /// <summary>Reading proves little of a full disk or a lock: the opening itself is written down.</summary>
    private long Prove(string origin, long? written, DateTimeOffset now)
    {
        using var transaction = connection.BeginTransaction(deferred: false);
        Execute(Schema);
        Execute("insert into meta (name, value) values ('format', '1') on conflict (name) do nothing");
        Execute("insert into meta (name, value) values ('origin', @value) on conflict (name) do nothing", ("@value", origin));
        Execute(
            "insert into meta (name, value) values ('opened', @value) on conflict (name) do update set value = excluded.value",
            ("@value", now.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", System.Globalization.CultureInfo.InvariantCulture)));
        var found = (string)Scalar("select value from meta where name = 'origin'")!;
        var next = (long)Scalar("select coalesce(max(idx) + 1, 0) from audit_entry")!;
        if (found != origin)
            throw new AuditStoreForeignException($"The audit file '{file}' is the log '{found}', not '{origin}'.");
        if (next < written)
            throw new AuditStoreForeignException($"The audit file '{file}' has {next} entries where {written} were acknowledged: put the right one back.");
        transaction.Commit();
        return next;
    }

    /// <summary>On Linux a deleted file can still be written, and what is written there is lost (SQLite: SQLITE_FCNTL_HAS_MOVED).</summary>
    private bool HasMoved() =>
        FileControl(connection.Handle!.DangerousGetHandle(), Main, HasMovedCode, out var moved) == 0 && moved != 0;

    // The only call that SQLitePCLRaw does not wrap; it goes to the library that is loaded already.
    [DllImport("e_sqlite3", EntryPoint = "sqlite3_file_control", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories | DllImportSearchPath.AssemblyDirectory)]
    private static extern int FileControl(nint database, byte[] name, int code, out int moved);

    private void Execute(string sql, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        using var command = Command(sql, parameters);
        command.ExecuteNonQuery();
    }

    private object? Scalar(string sql, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        using var command = Command(sql, parameters);
        return command.ExecuteScalar();
    }

    private SqliteCommand Command(string sql, ReadOnlySpan<(string Name, object Value)> parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
            command.Parameters.AddWithValue(name, value);
        return command;
    }
}
