using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace Interop.Gateway.Audit;

/// <summary>One leaf as it lies in the log.</summary>
internal readonly record struct StoredLeaf(long Index, byte[] Leaf, byte[] Hash);

/// <summary>The audit log at rest holds something other than what this process wrote; nothing is added to it.</summary>
internal sealed class AuditStoreForeignException(string message) : Exception(message);

/// <summary>
/// One opening of the audit file, used by the writing thread alone. The table is the leaves in order, so that the tree and its checkpoints
/// are built from it without reading anything else. <c>synchronous = full</c> makes a commit in WAL mode reach the disk before it returns.
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
        """;

    private const string InsertEntry =
        """
        insert into audit_entry (idx, at, exchange, phase, institution, purpose, outcome, subject, leaf, leaf_hash)
        values (@idx, @at, @exchange, @phase, @institution, @purpose, @outcome, @subject, @leaf, @leaf_hash)
        """;

    private const int HasMovedCode = 20;
    private static readonly byte[] Main = [.. "main\0"u8];

    private readonly string file;
    private readonly SqliteConnection connection;
    private readonly SqliteCommand insert;
    private readonly SqliteParameter idx, at, exchange, phase, institution, purpose, outcome, subject, leaf, leafHash;

    /// <summary>Opens the file, making it at the first opening only, and proves that it can be written.</summary>
    /// <param name="options">Where it lies and what it is called.</param>
    /// <param name="written">The entries this process knows to be in it; null before its first opening.</param>
    /// <param name="now">Noted as the time of opening.</param>
    /// <exception cref="SqliteException">It cannot be opened or written.</exception>
    /// <exception cref="AuditStoreForeignException">It is another log, or lacks entries that were acknowledged.</exception>
    public AuditStore(AuditOptions options, long? written, DateTimeOffset now)
    {
        file = options.File;
        connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = file,
            Pooling = false,
            Mode = written is null ? SqliteOpenMode.ReadWriteCreate : SqliteOpenMode.ReadWrite,
            DefaultTimeout = 1, // nobody else writes here: a lock that lasts is a fault, and callers wait
        }.ToString());
        insert = connection.CreateCommand();
        insert.CommandText = InsertEntry;
        idx = insert.Parameters.Add("@idx", SqliteType.Integer);
        at = insert.Parameters.Add("@at", SqliteType.Integer);
        exchange = insert.Parameters.Add("@exchange", SqliteType.Text);
        phase = insert.Parameters.Add("@phase", SqliteType.Text);
        institution = insert.Parameters.Add("@institution", SqliteType.Text);
        purpose = insert.Parameters.Add("@purpose", SqliteType.Text);
        outcome = insert.Parameters.Add("@outcome", SqliteType.Text);
        subject = insert.Parameters.Add("@subject", SqliteType.Blob);
        leaf = insert.Parameters.Add("@leaf", SqliteType.Blob);
        leafHash = insert.Parameters.Add("@leaf_hash", SqliteType.Blob);
        try
        {
            connection.Open();
            Execute("pragma journal_mode = wal; pragma synchronous = full;");
            Next = Prove(options.Origin, written, now);
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
    /// <returns>The index of the first.</returns>
    public long Append(List<AuditWait> group)
    {
        if (HasMoved())
            throw new AuditStoreForeignException($"The audit file '{file}' was moved or replaced while it was open.");

        using var transaction = connection.BeginTransaction(deferred: false);
        insert.Transaction = transaction;
        var first = Next;
        for (var i = 0; i < group.Count; i++)
            Insert(first + i, group[i]);
        transaction.Commit();
        Next = first + group.Count;
        return first;
    }

    public void Dispose()
    {
        insert.Dispose();
        connection.Dispose();
    }

    private void Insert(long index, AuditWait wait)
    {
        var entry = wait.Entry;
        idx.Value = index;
        at.Value = entry.At.ToUnixTimeMilliseconds();
        exchange.Value = entry.Exchange.ToString();
        phase.Value = AuditLeaf.Word(entry.Phase);
        institution.Value = entry.Institution;
        purpose.Value = (object?)entry.Purpose ?? DBNull.Value;
        outcome.Value = entry.Outcome;
        subject.Value = entry.SubjectPseudonym.IsEmpty ? DBNull.Value : entry.SubjectPseudonym.ToArray();
        leaf.Value = wait.Leaf;
        leafHash.Value = wait.Hash;
        insert.ExecuteNonQuery();
    }

    /// <summary>Reading proves little of a full disk or a lock: the opening itself is written down.</summary>
    private long Prove(string origin, long? written, DateTimeOffset now)
    {
        using var transaction = connection.BeginTransaction(deferred: false);
        Execute(Schema);
        Execute("insert into meta (name, value) values ('format', '1') on conflict (name) do nothing");
        Execute("insert into meta (name, value) values ('origin', @value) on conflict (name) do nothing", origin);
        Execute(
            "insert into meta (name, value) values ('opened', @value) on conflict (name) do update set value = excluded.value",
            now.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", System.Globalization.CultureInfo.InvariantCulture));
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

    private void Execute(string sql, string? value = null)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        if (value is not null)
            command.Parameters.AddWithValue("@value", value);
        command.ExecuteNonQuery();
    }

    private object? Scalar(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
