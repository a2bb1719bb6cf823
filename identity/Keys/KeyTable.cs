using System.Data;
using Dapper;
using Interop.Identity.Storage;
using Microsoft.Data.Sqlite;

namespace Interop.Identity.Keys;

/// <summary>One stored key. Times are unix milliseconds.</summary>
internal sealed record KeyRow(
    string PublicId, string SecretHash, string Institution, string Label, string Networks,
    long CreatedAt, long ExpiresAt, long? RevokedAt, long? LastUsedAt, long? LeakedAt, string? RotatedFrom, long? SuspendedAt);

/// <summary>The table of access keys.</summary>
internal static class KeyTable
{
    private const string Columns =
        """
        public_id as PublicId, secret_hash as SecretHash, institution as Institution, label as Label, networks as Networks,
        created_at as CreatedAt, expires_at as ExpiresAt, revoked_at as RevokedAt, last_used_at as LastUsedAt, leaked_at as LeakedAt,
        rotated_from as RotatedFrom, suspended_at as SuspendedAt
        """;

    public static IReadOnlyList<KeyRow> List(IdentityStore store, string? institution)
    {
        using var connection = store.Open();
        return connection.Query<KeyRow>(
            $"select {Columns} from access_key where @institution is null or institution = @institution order by institution, created_at, public_id",
            new { institution }).AsList();
    }

    public static KeyRow? Find(SqliteConnection connection, string publicId, IDbTransaction? transaction) =>
        connection.QuerySingleOrDefault<KeyRow>(
            $"select {Columns} from access_key where public_id = @publicId", new { publicId }, transaction);

    public static void Insert(SqliteConnection connection, KeyRow row, IDbTransaction transaction) =>
        connection.Execute(
            """
            insert into access_key (public_id, secret_hash, institution, label, networks, created_at, expires_at, rotated_from)
            values (@PublicId, @SecretHash, @Institution, @Label, @Networks, @CreatedAt, @ExpiresAt, @RotatedFrom)
            """, row, transaction);
}
