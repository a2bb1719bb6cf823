using System.Buffers;
using System.Globalization;
using Dapper;
using Interop.Gateway.Audit;
using Interop.Gateway.Audit.Outbox;
using Interop.Gateway.Storage;

namespace Interop.Gateway.Guarantees;

/// <summary>How a revocation ended.</summary>
internal enum RevocationOutcome
{
    Revoked,
    /// <summary>It was revoked before; the first reason stands.</summary>
    RevokedBefore,
    /// <summary>Not the id of a guarantee.</summary>
    NoGuarantee,
    /// <summary>No guarantee so old can hold any more.</summary>
    Over,
    /// <summary>The list would grow beyond what a device can carry.</summary>
    Full,
}

/// <summary>A guarantee that was revoked: its id, who ended it, when and why, and until when devices must know.</summary>
internal sealed record RevokedGuarantee(string Id, string Officer, DateTimeOffset At, DateTimeOffset ListedUntil, string Reason);

/// <summary>
/// The guarantees that count no longer, in the hub's store: their ids, never whom they are for. Each revocation is in the outbox of the audit log too, in
/// the same transaction. An id is listed for as long as its guarantee could hold, which its own first part, the exchange's UUID version 7, tells.
/// </summary>
internal sealed class Revocations(HubStore store, TimeProvider time)
{
    public const string Operation = "guarantee-revoke";
    public const int LongestReason = 500;

    /// <summary>Whether a text can stand as the reason: one line, not too long.</summary>
    public static bool IsReason(string text) => text.Length is > 0 and <= LongestReason && !text.Any(char.IsControl);

    private static readonly SearchValues<char> OfCodes = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    /// <summary>Asked for as far ahead as can be, and then valid for as long as can be.</summary>
    private static readonly TimeSpan Longest = 2 * GuaranteeOptions.LongestValidity;

    public static readonly SchemaPart Schema = new("guarantees",
        """
        create table guarantee_revocation (
            id text not null primary key,
            number bigint not null unique,
            officer text not null,
            revoked_at bigint not null,
            listed_until bigint not null,
            reason text not null
        );
        create index guarantee_revocation_listed on guarantee_revocation (listed_until)
        """);

    /// <param name="id">Of the guarantee.</param>
    /// <param name="door">Where it is done, and by whom: for the record.</param>
    /// <param name="reason">Stays in the store.</param>
    public RevocationOutcome Revoke(string id, (string Door, string Officer) door, string reason)
    {
        var now = time.GetUtcNow();
        if (IssuedAt(id) is not { } issued)
            return RevocationOutcome.NoGuarantee;
        if (issued + Longest <= now)
            return RevocationOutcome.Over;
        return store.Change((connection, transaction) =>
        {
            if (connection.ExecuteScalar<long>("select count(*) from guarantee_revocation where listed_until > @now", new { now = now.ToUnixTimeMilliseconds() }, transaction) >= RevocationFilter.Most)
                return RevocationOutcome.Full;
            if (connection.ExecuteScalar<long>("select count(*) from guarantee_revocation where id = @id", new { id }, transaction) > 0)
                return RevocationOutcome.RevokedBefore;
            connection.Execute(
                """
                insert into guarantee_revocation (id, number, officer, revoked_at, listed_until, reason)
                values (@id, (select coalesce(max(number), 0) + 1 from guarantee_revocation), @Officer, @now, @until, @reason)
                """,
                new { id, door.Officer, now = now.ToUnixTimeMilliseconds(), until = (issued + Longest).ToUnixTimeMilliseconds(), reason }, transaction);
            AuditOutbox.Add(connection, transaction, new()
            {
                Exchange = Guid.CreateVersion7(now), Phase = AuditPhase.Completed, At = now, Institution = "", User = door.Officer, Case = CaseOf(id),
                Door = door.Door, Operation = Operation, Outcome = "answered",
            });
            return RevocationOutcome.Revoked;
        });
    }

    /// <summary>Another one after each revocation, so that whoever has made something of the list knows whether it is still true.</summary>
    public long Stand()
    {
        using var connection = store.Open();
        return connection.ExecuteScalar<long>("select coalesce(max(number), 0) from guarantee_revocation");
    }

    /// <summary>Ids of guarantees that could hold at a moment were they not revoked.</summary>
    public IReadOnlyList<string> Listed(DateTimeOffset at)
    {
        using var connection = store.Open();
        return [.. connection.Query<string>("select id from guarantee_revocation where listed_until > @at order by id", new { at = at.ToUnixTimeMilliseconds() })];
    }

    /// <summary>The last ones revoked, the newest first.</summary>
    public IReadOnlyList<RevokedGuarantee> Latest(int most)
    {
        using var connection = store.Open();
        return [.. connection.Query<(string Id, string Officer, long At, long Until, string Reason)>(
                "select id, officer, revoked_at, listed_until, reason from guarantee_revocation order by number desc limit @most", new { most })
            .Select(r => new RevokedGuarantee(r.Id, r.Officer, DateTimeOffset.FromUnixTimeMilliseconds(r.At), DateTimeOffset.FromUnixTimeMilliseconds(r.Until), r.Reason))];
    }

    /// <summary>The record names the exchange, by which what it led to is found.</summary>
    private static string CaseOf(string id) => id[..36];

    /// <summary>When a guarantee with this id was given; null for what is no id.</summary>
    private static DateTimeOffset? IssuedAt(string id)
    {
        if (id.Length is < 38 or > 128 || id[36] != '.' || id.AsSpan(37).IndexOfAnyExcept(OfCodes) >= 0
            || !Guid.TryParseExact(id.AsSpan(0, 36), "D", out var exchange) || exchange.Version != 7 || $"{exchange}" != id[..36])
            return null;
        // RFC 9562 §5.7: the first 48 bits are milliseconds since 1970.
        return DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(id.AsSpan(0, 8), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) << 16
            | long.Parse(id.AsSpan(9, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
    }
}
