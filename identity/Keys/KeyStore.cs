using System.Data;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Interop.Identity.Keys;

/// <summary>One stored key. Times are unix milliseconds.</summary>
internal sealed record KeyRow(
    string PublicId, string SecretHash, string Institution, string Label, string Networks,
    long CreatedAt, long ExpiresAt, long? RevokedAt, long? LastUsedAt, long? LeakedAt, string? RotatedFrom);

/// <summary>
/// The keys at rest: one SQLite file that the gateway and the command line open side by side. The statements keep to SQL that PostgreSQL
/// takes too. The secret is never here, only its hash.
/// </summary>
internal sealed class KeyStore
{
    /// <summary>The schema, one step a version; a step that was released is never edited, a change is a further step.</summary>
    private static readonly string[] Steps =
    [
        """
        create table access_key (
            public_id text not null primary key,
            secret_hash text not null,
            institution text not null,
            label text not null,
            networks text not null,
            created_at bigint not null,
            expires_at bigint not null,
            revoked_at bigint null,
            last_used_at bigint null,
            leaked_at bigint null,
            rotated_from text null unique references access_key (public_id)
        )
        """,
    ];

    private const string Columns =
        """
        public_id as PublicId, secret_hash as SecretHash, institution as Institution, label as Label, networks as Networks,
        created_at as CreatedAt, expires_at as ExpiresAt, revoked_at as RevokedAt, last_used_at as LastUsedAt, leaked_at as LeakedAt,
        rotated_from as RotatedFrom
        """;

    private readonly string connectionString;

    /// <exception cref="SqliteException">The file cannot be opened or made.</exception>
    /// <exception cref="InvalidOperationException">The file was made by a newer version of this program.</exception>
    public KeyStore(string file, TimeProvider time)
    {
        // Not pooled: whoever needs speed keeps its own connections open.
        connectionString = new SqliteConnectionStringBuilder { DataSource = file, Pooling = false, DefaultTimeout = 5 }.ToString();
        using var connection = Open();
        connection.Execute("pragma journal_mode = wal");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        connection.Execute("create table if not exists schema_step (number bigint not null primary key, applied_at bigint not null)");
        using var transaction = connection.BeginTransaction();
        var done = connection.ExecuteScalar<long>("select coalesce(max(number), 0) from schema_step", transaction: transaction);
        if (done > Steps.Length)
            throw new InvalidOperationException($"The key store '{file}' has schema {done}; this program knows {Steps.Length}. Run the newer program.");
        for (var step = done; step < Steps.Length; step++)
        {
            connection.Execute(Steps[step], transaction: transaction);
            connection.Execute(
                "insert into schema_step (number, applied_at) values (@number, @now)",
                new { number = step + 1, now = time.GetUtcNow().ToUnixTimeMilliseconds() }, transaction);
        }

        transaction.Commit();
    }

    public SqliteConnection Open()
    {
        var connection = new SqliteConnection(connectionString);
        connection.Open();
        return connection;
    }

    /// <summary>Runs one change in a transaction that holds the write lock from its first statement, so that what it reads stays true.</summary>
    public T Change<T>(Func<SqliteConnection, IDbTransaction, T> change)
    {
        using var connection = Open();
        using var transaction = connection.BeginTransaction(deferred: false);
        var result = change(connection, transaction);
        transaction.Commit();
        return result;
    }

    public IReadOnlyList<KeyRow> List(string? institution)
    {
        using var connection = Open();
        return connection.Query<KeyRow>(
            $"select {Columns} from access_key where @institution is null or institution = @institution order by institution, created_at, public_id",
            new { institution }).AsList();
    }

    public static KeyRow? Find(SqliteConnection connection, string publicId, IDbTransaction transaction) =>
        connection.QuerySingleOrDefault<KeyRow>(
            $"select {Columns} from access_key where public_id = @publicId", new { publicId }, transaction);

    public static void Insert(SqliteConnection connection, KeyRow row, IDbTransaction transaction) =>
        connection.Execute(
            """
            insert into access_key (public_id, secret_hash, institution, label, networks, created_at, expires_at, rotated_from)
            values (@PublicId, @SecretHash, @Institution, @Label, @Networks, @CreatedAt, @ExpiresAt, @RotatedFrom)
            """, row, transaction);
}
