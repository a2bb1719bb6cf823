using System.Data;
using Dapper;
using Interop.Identity.Storage;
using Microsoft.Data.Sqlite;

namespace Interop.Identity.People;

/// <summary>One stored person. Times are unix milliseconds.</summary>
internal sealed record PersonRow(
    string Id, string UserName, string NameKm, string NameLatin, string Institution, string Roles,
    string? PasswordHash, byte[]? TotpSealed, long TotpStep, string SessionStamp, long CreatedAt, long? DisabledAt)
{
    public string[] RoleList => Roles.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Never what the person is called, so that no log can hold it.</summary>
    public override string ToString() => Id;
}

/// <summary>The table of people.</summary>
internal static class PersonTable
{
    private const string Columns =
        """
        id as Id, user_name as UserName, name_km as NameKm, name_latin as NameLatin, institution as Institution, roles as Roles,
        password_hash as PasswordHash, totp_sealed as TotpSealed, totp_step as TotpStep, session_stamp as SessionStamp,
        created_at as CreatedAt, disabled_at as DisabledAt
        """;

    public static IReadOnlyList<PersonRow> List(IdentityStore store)
    {
        using var connection = store.Open();
        return connection.Query<PersonRow>($"select {Columns} from person order by user_name").AsList();
    }

    public static PersonRow? Find(IdentityStore store, string id)
    {
        using var connection = store.Open();
        return connection.QuerySingleOrDefault<PersonRow>($"select {Columns} from person where id = @id", new { id });
    }

    public static PersonRow? FindByName(IdentityStore store, string userName)
    {
        using var connection = store.Open();
        return connection.QuerySingleOrDefault<PersonRow>($"select {Columns} from person where user_name = @userName", new { userName });
    }

    public static bool Any(SqliteConnection connection, IDbTransaction? transaction) =>
        connection.ExecuteScalar<long>("select count(*) from (select 1 from person limit 1)", transaction: transaction) > 0;

    /// <summary>False when the user name is taken.</summary>
    public static bool TryInsert(SqliteConnection connection, PersonRow row, IDbTransaction transaction) => connection.Execute(
        """
        insert into person (id, user_name, name_km, name_latin, institution, roles, password_hash, totp_sealed, totp_step, session_stamp, created_at)
        values (@Id, @UserName, @NameKm, @NameLatin, @Institution, @Roles, @PasswordHash, @TotpSealed, @TotpStep, @SessionStamp, @CreatedAt)
        on conflict (user_name) do nothing
        """, row, transaction) == 1;

    /// <summary>Changes columns of one person by a constant <paramref name="assignments"/>, and ends the person's sessions.</summary>
    /// <returns>False when there is no such person.</returns>
    public static bool Change(SqliteConnection connection, string id, string assignments, object values, IDbTransaction transaction)
    {
        var all = new DynamicParameters(values);
        all.AddDynamicParams(new { id, stamp = Secrets.NewStamp() });
        return connection.Execute($"update person set session_stamp = @stamp, {assignments} where id = @id", all, transaction) == 1;
    }
}
