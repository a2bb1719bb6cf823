using System.Data;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Interop.Identity.People;

/// <summary>Links by which a person sets a password: 256 random bits, only their hash is kept, good for a day and for one use.</summary>
internal static class OneTimeLinks
{
    public const string FirstAdministratorPath = "/first-administrator";
    public const string SetPasswordPath = "/set-password";
    private static readonly TimeSpan Good = TimeSpan.FromDays(1);

    /// <summary>Makes a link for a person, which voids the earlier ones; for the first administrator when <paramref name="person"/> is null.</summary>
    public static string Make(SqliteConnection connection, string? person, DateTimeOffset now, IDbTransaction transaction)
    {
        var token = Secrets.NewToken();
        // Several gateways may start on one empty store, and each prints a link: those stay good beside each other.
        connection.Execute(
            "delete from one_time_link where person_id = @person or expires_at <= @now", new { person, now = now.ToUnixTimeMilliseconds() }, transaction);
        connection.Execute(
            "insert into one_time_link (token_hash, person_id, expires_at) values (@hash, @person, @until)",
            new { hash = Secrets.Hash(token), person, until = (now + Good).ToUnixTimeMilliseconds() }, transaction);
        return $"{(person is null ? FirstAdministratorPath : SetPasswordPath)}?token={token}";
    }

    /// <summary>Whether the token is good, and whose it is: null for the first administrator.</summary>
    public static bool IsGood(SqliteConnection connection, string token, DateTimeOffset now, out string? person, IDbTransaction? transaction = null)
    {
        var row = connection.QuerySingleOrDefault<Row>(
            "select person_id as Person, expires_at as ExpiresAt from one_time_link where token_hash = @hash", new { hash = Secrets.Hash(token) }, transaction);
        person = row?.Person;
        return row is not null && row.ExpiresAt > now.ToUnixTimeMilliseconds();
    }

    /// <summary>Voids every link of a person, or of the first administrator.</summary>
    public static void Void(SqliteConnection connection, string? person, IDbTransaction transaction) => connection.Execute(
        "delete from one_time_link where person_id = @person or (person_id is null and @person is null)", new { person }, transaction);

    private sealed record Row(string? Person, long ExpiresAt);
}
