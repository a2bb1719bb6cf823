using Dapper;
using Interop.Gateway.Audit.Outbox;
using Interop.Gateway.Storage;

namespace Interop.Gateway.Audit.Retention;

/// <summary>What may be known of a subject key by whoever decides about it.</summary>
/// <param name="Name">Month and days, e.g. <c>2026-11.3650</c>.</param>
/// <param name="Due">When it is to be destroyed, if nothing holds it.</param>
/// <param name="HeldUntil">Until when it is held; <see cref="SubjectKeyLedger.UntilReleased"/> when nobody has said; null when it is not.</param>
/// <param name="HeldBecause">Why; null when it is not held.</param>
/// <param name="Destroyed">Since when it is no more; null while it lives.</param>
internal sealed record SubjectKey(string Name, DateTimeOffset Due, DateTimeOffset? HeldUntil, string? HeldBecause, DateTimeOffset? Destroyed)
{
    public bool IsHeld(DateTimeOffset now) => Destroyed is null && HeldUntil > now;

    public bool IsDue(DateTimeOffset now) => Destroyed is null && Due <= now && (HeldUntil is null || HeldUntil <= now);
}

/// <summary>
/// The life of subject keys: when a key's month and its retention are over it is destroyed, unless it is held. What is decided here is in the audit
/// log for certain, since the entry is kept in the same transaction.
/// </summary>
internal sealed class SubjectKeyLedger(HubStore store, TimeProvider time)
{
    public const string Door = "hub";
    public const string RetentionOperation = "audit-retention";
    public const string HoldOperation = "audit-hold";

    /// <summary>The longest reason of a hold, in characters.</summary>
    public const int LongestReason = 200;

    /// <summary>The end of a hold that has none.</summary>
    public static readonly DateTimeOffset UntilReleased = new(9999, 12, 31, 0, 0, 0, TimeSpan.Zero);

    private const long Day = 86_400_000;

    /// <summary>All keys there are and were, the oldest first.</summary>
    public IReadOnlyList<SubjectKey> All()
    {
        using var connection = store.Open();
        return [.. connection.Query<(string Name, long EndsAt, long Days, long? Held, string? Because, long? Destroyed)>(
            "select name, ends_at, retention_days, held_until, held_reason, destroyed_at from audit_subject_key order by ends_at, name")
            .Select(k => new SubjectKey(k.Name, DateTimeOffset.FromUnixTimeMilliseconds(k.EndsAt + (k.Days * Day)), Moment(k.Held), k.Because, Moment(k.Destroyed)))];
    }

    /// <summary>From when on every entry that names a person can still be joined with that person; null while no key was destroyed.</summary>
    public DateTimeOffset? WholeFrom()
    {
        using var connection = store.Open();
        return Moment(connection.ExecuteScalar<long?>("select max(ends_at) from audit_subject_key where destroyed_at is not null"));
    }

    /// <summary>Destroys every key whose time is over.</summary>
    /// <param name="officer">Who does it by hand; null when the hub does.</param>
    /// <returns>Their names.</returns>
    public IReadOnlyList<string> DestroyDue(string? officer)
    {
        var now = time.GetUtcNow();
        var destroyed = store.Change((connection, transaction) =>
        {
            var names = connection.Query<string>(
                """
                select name from audit_subject_key where sealed is not null and ends_at + retention_days * 86400000 <= @now
                and (held_until is null or held_until <= @now) order by ends_at, name
                """, new { now = now.ToUnixTimeMilliseconds() }, transaction).ToArray();
            foreach (var name in names)
                connection.Execute("update audit_subject_key set sealed = null, destroyed_at = @now where name = @name", new { name, now = now.ToUnixTimeMilliseconds() }, transaction);
            if (names.Length > 0)
                AuditOutbox.Add(connection, transaction, EntryOf(RetentionOperation, officer, names, "destroyed", now));
            return names;
        });
        if (destroyed.Length > 0)
        {
            // The store overwrites what it deletes; the write-ahead log would keep the page as it was.
            using var connection = store.Open();
            connection.Execute("pragma wal_checkpoint(truncate)");
        }
        return destroyed;
    }

    /// <summary>Holds living keys for an investigation: they are not destroyed before that day, however long their retention is over.</summary>
    /// <param name="which">A month, <c>2026-11</c>, for all its keys, or the name of one.</param>
    /// <param name="until">The first day on which they may be destroyed again; null holds them until they are released.</param>
    /// <param name="officer">Who decides it.</param>
    /// <param name="reason">Why, 1 to <see cref="LongestReason"/> characters; it goes into the log and names nobody.</param>
    /// <returns>Their names; empty when none of them lives.</returns>
    public IReadOnlyList<string> Hold(string which, DateOnly? until, string officer, string reason) => Hold(
        which, until is { } day ? new(day, TimeOnly.MinValue, TimeSpan.Zero) : UntilReleased, reason, officer,
        until is null ? "held" : FormattableString.Invariant($"held-until-{until:yyyy-MM-dd}"));

    /// <summary>Ends the hold of keys; those whose retention is over are destroyed at the next round.</summary>
    /// <param name="which">As for <see cref="Hold(string, DateOnly?, string, string)"/>.</param>
    /// <param name="officer">Who decides it.</param>
    /// <param name="reason">Why; null when it is not said.</param>
    /// <returns>Their names; empty when none of them was held.</returns>
    public IReadOnlyList<string> Release(string which, string officer, string? reason) => Hold(which, null, reason, officer, "released");

    private string[] Hold(string which, DateTimeOffset? until, string? reason, string officer, string outcome)
    {
        var now = time.GetUtcNow();
        return store.Change((connection, transaction) =>
        {
            var names = connection.Query<(string Name, long? Held)>("select name, held_until from audit_subject_key where sealed is not null order by ends_at, name", transaction: transaction)
                .Where(k => (k.Name == which || k.Name.StartsWith(which + ".", StringComparison.Ordinal)) && (until is not null || k.Held > now.ToUnixTimeMilliseconds()))
                .Select(k => k.Name).ToArray();
            foreach (var name in names)
                connection.Execute("update audit_subject_key set held_until = @until, held_reason = @because where name = @name",
                    new { name, until = until?.ToUnixTimeMilliseconds(), because = until is null ? null : reason }, transaction);
            if (names.Length > 0)
                AuditOutbox.Add(connection, transaction, EntryOf(HoldOperation, officer, names, outcome, now) with { Case = reason });
            return names;
        });
    }

    private static AuditEntry EntryOf(string operation, string? officer, string[] names, string outcome, DateTimeOffset at) =>
        AuditEntry.OfOfficer(officer, Door, operation, at, outcome) with { Asked = names };

    private static DateTimeOffset? Moment(long? milliseconds) => milliseconds is { } ms ? DateTimeOffset.FromUnixTimeMilliseconds(ms) : null;
}
