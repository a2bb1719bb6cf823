using Dapper;
using Microsoft.Data.Sqlite;

namespace Interop.Gateway.Rechecks;

/// <summary>Of which results their institutions are still to be told.</summary>
internal sealed class NoticeStore(RecheckFile file, TimeProvider time)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(30), LongestPause = TimeSpan.FromHours(1);

    /// <summary>Ids to tell of now, the oldest first.</summary>
    /// <exception cref="SqliteException">The file cannot be read.</exception>
    public IReadOnlyList<string> Due(string institution, int most)
    {
        if (!file.Exists)
            return [];
        using var connection = file.Open();
        return [.. connection.Query<string>(
            "select id from recheck where asker = @asker and state = 'done' and tell_at <= @now and ends_at > @now order by tell_at, id limit @most",
            new { asker = file.AskerOf(institution), now = Now, most })];
    }

    /// <summary>The institution has the notice: there is no further one.</summary>
    public void Told(string id) => file.Change((connection, transaction) => connection.Execute("update recheck set tell_at = null where id = @id", new { id }, transaction));

    /// <summary>Leaves all notices of an institution that is away for later, longer each time.</summary>
    public void Postpone(string institution) => file.Change((connection, transaction) =>
    {
        const string Due = "asker = @asker and state = 'done' and tell_at <= @now";
        var (asker, now) = (file.AskerOf(institution), Now);
        var tries = connection.ExecuteScalar<long?>("select max(attempts) from recheck where " + Due, new { asker, now }, transaction) ?? 0;
        var pause = FirstPause * Math.Pow(2, Math.Min(tries, 10));
        return connection.Execute("update recheck set attempts = @tries, tell_at = @next where " + Due,
            new { asker, now, tries = tries + 1, next = now + (long)(pause < LongestPause ? pause : LongestPause).TotalMilliseconds }, transaction);
    });

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();
}
