using Dapper;
using Interop.Identity.Storage;

namespace Interop.Identity.Tokens;

/// <summary>
/// What must be remembered of tokens until they would have ended anyway: those withdrawn, and identifiers that may be used once. It is kept in
/// the store, so it holds in every process.
/// </summary>
internal sealed class TokenMarks(IdentityStore store, TimeProvider time)
{
    private static readonly TimeSpan PruneEvery = TimeSpan.FromMinutes(1);

    private long pruneAt;

    /// <summary>Withdraws a token; again changes nothing.</summary>
    public void Revoke(string jti, DateTimeOffset until) =>
        Write("insert into revoked_token (jti, until) values (@jti, @until) on conflict (jti) do nothing", new { jti, until = until.ToUnixTimeMilliseconds() });

    /// <summary>Uses an identifier up. False when it was used before: whoever comes second is refused.</summary>
    /// <param name="kind">What it identifies.</param>
    /// <param name="id">The identifier, unique within its kind.</param>
    /// <param name="until">When it is refused for its age, so that it need no longer be remembered.</param>
    public bool UseOnce(string kind, string id, DateTimeOffset until) =>
        Write("insert into used_id (kind, id, until) values (@kind, @id, @until) on conflict (kind, id) do nothing", new { kind, id, until = until.ToUnixTimeMilliseconds() }) == 1;

    private int Write(string sql, object values) => store.Change((connection, transaction) =>
    {
        var now = time.GetUtcNow();
        if (now.UtcTicks >= Interlocked.Read(ref pruneAt))
        {
            var gone = new { now = now.ToUnixTimeMilliseconds() };
            connection.Execute("delete from revoked_token where until < @now", gone, transaction);
            connection.Execute("delete from used_id where until < @now", gone, transaction);
            Interlocked.Exchange(ref pruneAt, (now + PruneEvery).UtcTicks);
        }
        return connection.Execute(sql, values, transaction);
    });
}
