using Dapper;
using Interop.Identity.Storage;

namespace Interop.Identity.People;

/// <summary>
/// Counts failed sign-ins by user name: five are free, then a minute's lock, doubled by each further one up to an hour. Names that nobody
/// has are counted like any other, so that neither an answer nor its time tells which exist; only a hash of the name is kept, for a day.
/// </summary>
internal sealed class Attempts(IdentityStore store, TimeProvider time)
{
    private const int Free = 5;
    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);
    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    /// <summary>
    /// Takes an attempt before anything is compared, so that attempts made at the same moment all count; false while the name is locked.
    /// An attempt that turns out right is given back.
    /// </summary>
    public bool TryTake(string userName, out bool locks)
    {
        var name = Secrets.Hash(userName);
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        (var allowed, locks) = store.Change((connection, transaction) =>
        {
            connection.Execute("delete from sign_in_attempt where last_at < @gone", new { gone = now - (long)Kept.TotalMilliseconds }, transaction);
            var (failed, until) = connection.QuerySingleOrDefault<(long, long)>(
                "select failed, locked_until from sign_in_attempt where name_hash = @name", new { name }, transaction);
            if (until > now)
                return (false, false);
            failed++;
            until = failed >= Free ? now + (long)LockAfter(failed).TotalMilliseconds : 0;
            connection.Execute(
                """
                insert into sign_in_attempt (name_hash, failed, locked_until, last_at) values (@name, @failed, @until, @now)
                on conflict (name_hash) do update set failed = @failed, locked_until = @until, last_at = @now
                """, new { name, failed, until, now }, transaction);
            return (true, until > 0);
        });
        return allowed;
    }

    /// <summary>Gives back an attempt whose password was right while its second factor is awaited; earlier failures still count.</summary>
    public void GiveBack(string userName) => Execute(
        "update sign_in_attempt set failed = max(failed - 1, 0), locked_until = 0 where name_hash = @name", userName);

    /// <summary>Forgets all failures: the person has signed in, or was given a new password.</summary>
    public void Clear(string userName) => Execute("delete from sign_in_attempt where name_hash = @name", userName);

    private void Execute(string sql, string userName) =>
        store.Change((connection, transaction) => connection.Execute(sql, new { name = Secrets.Hash(userName) }, transaction));

    private static TimeSpan LockAfter(long failed) =>
        TimeSpan.FromTicks(Math.Min(Longest.Ticks, Shortest.Ticks << (int)Math.Min(failed - Free, 10)));
}
