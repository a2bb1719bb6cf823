using System.Runtime.InteropServices;
using Interop.Gateway.Audit.Tree;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Interop.Gateway.Audit;

/// <summary>The audit log at rest holds something other than what this process wrote; nothing is added to it.</summary>
internal sealed class AuditStoreForeignException(string message) : Exception(message);

/// <summary>
/// One opening of the audit file, used by one thread at a time. A row is leaves that came in together, in order; beside it, in the same transactions, lie
/// the roots of whole subtrees and the signed checkpoints. <c>synchronous = full</c> makes a commit in WAL mode reach the disk before it returns.
/// </summary>
internal sealed class AuditStore : IDisposable
{
    private const string Schema =
        """
        create table if not exists meta (name text not null primary key, value text not null);
        create table if not exists audit_group (first integer not null primary key, count int not null, hashes blob not null, leaves blob not null);
        create table if not exists subtree (level int not null, idx bigint not null, hash blob not null, primary key (level, idx)) without rowid;
        create table if not exists checkpoint (size bigint not null primary key, at bigint not null, note text not null);
        """;

    private const string InsertGroup = "insert into audit_group (first, count, hashes, leaves) values (?1, ?2, ?3, ?4)";

    // What is in the write-ahead log goes into the file when there is so much of it: a little at a time.
    private const int FoldAt = 1024 * 1024;

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
    private readonly sqlite3_stmt? insert;
    private int unfolded;

    /// <summary>Opens the file, making it at the first opening only, and proves that it can be written.</summary>
    /// <param name="options">Where it lies and what it is called.</param>
    /// <param name="isThere">Whether this process has opened it before, so that one that is not there is lost, and not to be made.</param>
    /// <param name="now">Noted as the time of opening.</param>
    /// <exception cref="SqliteException">It cannot be opened or written.</exception>
    /// <exception cref="AuditStoreForeignException">It is another log.</exception>
    public AuditStore(AuditOptions options, bool isThere, DateTimeOffset now)
    {
        (file, signer, checkpointEvery) = (options.File, options.Signer, options.CheckpointEvery);
        connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = file,
            Pooling = false,
            Mode = isThere ? SqliteOpenMode.ReadWrite : SqliteOpenMode.ReadWriteCreate,
            DefaultTimeout = 1, // nobody else writes here: a lock that lasts is a fault, and callers wait
        }.ToString());
        whole = Whole;
        try
        {
            connection.Open();
            Execute("pragma page_size = 16384; pragma journal_mode = wal; pragma synchronous = full; pragma wal_autocheckpoint = 0;");
            Next = Prove(options.Origin, now);
            frontier = Edge();
            Check(raw.sqlite3_prepare_v3(connection.Handle, InsertGroup, raw.SQLITE_PREPARE_PERSISTENT, out insert));
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The index of the entry to come; every one below is in the log.</summary>
    public long Next { get; private set; }

    /// <summary>Adds the entries in one transaction: all of them are in the file when this returns, none of them when it throws.</summary>
    /// <param name="bundle">What to add.</param>
    /// <param name="now">Decides whether it is time for a checkpoint.</param>
    public void Append(LeafBundle bundle, DateTimeOffset now)
    {
        if (HasMoved())
            throw new AuditStoreForeignException($"The audit file '{file}' was moved or replaced while it was open.");

        // What is added to the edge must not stay there when the transaction fails; the store is opened anew then.
        using var transaction = connection.BeginTransaction(deferred: false);
        for (var i = 0; i < bundle.Count; i++)
        {
            adding = Next + i;
            frontier.Add(new(bundle.Hashes.Slice(i * TreeHash.Size, TreeHash.Size)), whole);
        }
        Insert(Next, bundle);
        if (now.ToUnixTimeMilliseconds() - signedAt >= checkpointEvery.TotalMilliseconds)
            Sign(Next + bundle.Count, now);
        transaction.Commit();
        Next += bundle.Count;
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

    /// <summary>Carries what was committed from the write-ahead log into the file, when there is enough of it.</summary>
    public void Fold()
    {
        if (unfolded < FoldAt)
            return;
        unfolded = 0;
        // Passive: a reader in the way makes it do less, and the next time does the rest.
        Check(raw.sqlite3_wal_checkpoint_v2(connection.Handle, "main", raw.SQLITE_CHECKPOINT_PASSIVE, out _, out _));
    }

    // Below Microsoft.Data.Sqlite, which would copy both blobs once more.
    private void Insert(long first, LeafBundle bundle)
    {
        var statement = insert!;
        try
        {
            Check(raw.sqlite3_bind_int64(statement, 1, first));
            Check(raw.sqlite3_bind_int(statement, 2, bundle.Count));
            Check(raw.sqlite3_bind_blob(statement, 3, bundle.Hashes));
            Check(raw.sqlite3_bind_blob(statement, 4, bundle.Leaves));
            Check(raw.sqlite3_step(statement));
            unfolded += bundle.Hashes.Length + bundle.Leaves.Length;
        }
        finally
        {
            // Its result is that of the step, which was looked at.
            raw.sqlite3_reset(statement);
        }
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
    private long Prove(string origin, DateTimeOffset now)
    {
        using var transaction = connection.BeginTransaction(deferred: false);
        Execute(Schema);
        FormatOne.Bring(connection, transaction);
        Execute("insert into meta (name, value) values ('format', '2') on conflict (name) do nothing");
        Execute("insert into meta (name, value) values ('origin', @value) on conflict (name) do nothing", ("@value", origin));
        Execute(
            "insert into meta (name, value) values ('opened', @value) on conflict (name) do update set value = excluded.value",
            ("@value", now.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", System.Globalization.CultureInfo.InvariantCulture)));
        var found = (string)Scalar("select value from meta where name = 'origin'")!;
        var next = (long)(Scalar(StoredGroups.Size) ?? 0L);
        if (found != origin)
            throw new AuditStoreForeignException($"The audit file '{file}' is the log '{found}', not '{origin}'.");
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
