using System.Data;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Interop.Identity.Storage;

/// <summary>
/// What this project keeps: one SQLite file that the gateway and the command line open side by side. The statements keep to SQL that PostgreSQL
/// takes too. A secret is never here in clear: what is only compared is hashed, what must be read again is sealed.
/// </summary>
internal sealed class IdentityStore
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
        """
        create table signing_key (
            kid text not null primary key,
            purpose text not null,
            signs_from bigint not null,
            signs_until bigint not null,
            sealed blob not null
        )
        """,
        """
        create table revoked_token (
            jti text not null primary key,
            until bigint not null
        );
        create index revoked_token_until on revoked_token (until);
        create table used_id (
            kind text not null,
            id text not null,
            until bigint not null,
            primary key (kind, id)
        );
        create index used_id_until on used_id (until)
        """,
        """
        create table person (
            id text not null primary key,
            user_name text not null unique,
            name_km text not null,
            name_latin text not null,
            institution text not null,
            roles text not null,
            password_hash text null,
            totp_sealed blob null,
            totp_step bigint not null,
            session_stamp text not null,
            created_at bigint not null,
            disabled_at bigint null
        );
        create table recovery_code (
            person_id text not null references person (id),
            code_hash text not null,
            primary key (person_id, code_hash)
        );
        create table sign_in_attempt (
            name_hash text not null primary key,
            failed bigint not null,
            locked_until bigint not null,
            last_at bigint not null
        );
        create table one_time_link (
            token_hash text not null primary key,
            person_id text null references person (id),
            expires_at bigint not null
        );
        create table session_key (
            name text not null primary key,
            xml text not null
        )
        """,
        "alter table access_key add column suspended_at bigint null",
    ];

    private readonly string connectionString;

    /// <exception cref="SqliteException">The file cannot be opened or made.</exception>
    /// <exception cref="InvalidOperationException">The file was made by a newer version of this program.</exception>
    public IdentityStore(string file, TimeProvider time)
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
            throw new InvalidOperationException($"The identity store '{file}' has schema {done}; this program knows {Steps.Length}. Run the newer program.");
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
}
