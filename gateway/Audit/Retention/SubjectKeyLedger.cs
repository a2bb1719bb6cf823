using Dapper;
using Interop.Gateway.Audit.Outbox;
using Interop.Gateway.Storage;

namespace Interop.Gateway.Audit.Retention;

/// <summary>What may be known of a subject key by whoever decides about it.</summary>
/// <param name="Name">Month and days, e.g. <c>2026-11.3650</c>.</param>
/// <param name="Due">When it is to be destroyed, if nothing holds it.</param>
/// <param name="HeldUntil">Until when it is held; null when it is not.</param>
/// <param name="Destroyed">Since when it is no more; null while it lives.</param>
internal sealed record SubjectKey(string Name, DateTimeOffset Due, DateTimeOffset? HeldUntil, DateTimeOffset? Destroyed)
{
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

    private const long Day = 86_400_000;

    /// <summary>All keys there are and were, the oldest first.</summary>
    public IReadOnlyList<SubjectKey> All()
    {
        using var connection = store.Open();
        return [.. connection.Query<(string Name, long EndsAt, long Days, long? Held, long? Destroyed)>(
            "select name, ends_at, retention_days, held_until, destroyed_at from audit_subject_key order by ends_at, name")
            .Select(k => new SubjectKey(k.Name, DateTimeOffset.FromUnixTimeMilliseconds(k.EndsAt + (k.Days * Day)), Moment(k.Held), Moment(k.Destroyed)))];
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

    /// <summary>Holds the living keys of a month, or all: they are not destroyed before that day. A day that is over lets them go.</summary>
    /// <param name="month">Its first day; null for all that live.</param>
    /// <param name="until">The first day on which they may be destroyed again.</param>
    /// <param name="officer">Who decides it.</param>
    /// <returns>Their names.</returns>
    public IReadOnlyList<string> Hold(DateOnly? month, DateOnly until, string officer)
    {
        var prefix = month is null ? "" : FormattableString.Invariant($"{month:yyyy-MM}.");
        return store.Change((connection, transaction) =>
        {
            var names = connection.Query<string>("select name from audit_subject_key where sealed is not null order by ends_at, name", transaction: transaction)
                .Where(n => n.StartsWith(prefix, StringComparison.Ordinal)).ToArray();
            foreach (var name in names)
                connection.Execute("update audit_subject_key set held_until = @until where name = @name",
                    new { name, until = new DateTimeOffset(until, TimeOnly.MinValue, TimeSpan.Zero).ToUnixTimeMilliseconds() }, transaction);
            if (names.Length > 0)
                AuditOutbox.Add(connection, transaction, EntryOf(HoldOperation, officer, names, FormattableString.Invariant($"held-until-{until:yyyy-MM-dd}"), time.GetUtcNow()));
            return names;
        });
    }

    private static AuditEntry EntryOf(string operation, string? officer, string[] names, string outcome, DateTimeOffset at) => new()
    {
        Exchange = Guid.CreateVersion7(at), Phase = AuditPhase.Completed, At = at, Institution = "", User = officer,
        Door = Door, Operation = operation, Asked = names, Outcome = outcome,
    };

    private static DateTimeOffset? Moment(long? milliseconds) => milliseconds is { } ms ? DateTimeOffset.FromUnixTimeMilliseconds(ms) : null;
}
