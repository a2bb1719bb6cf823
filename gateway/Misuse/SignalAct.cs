using System.Data;
using Dapper;
using Interop.Gateway.Audit;
using Interop.Gateway.Audit.Outbox;
using Interop.Gateway.Wire;
using Microsoft.Data.Sqlite;

namespace Interop.Gateway.Misuse;

/// <summary>What an officer did about a signal.</summary>
internal enum SignalStep
{
    Acknowledged,
    Dismissed,
    /// <summary>A key of the hub that the signal names was suspended.</summary>
    KeySuspended,
    /// <summary>Such a key was let in again.</summary>
    KeyResumed,
}

/// <summary>One step of an officer.</summary>
/// <param name="Key">The public id of the key it was about; null where it was about the signal itself.</param>
internal sealed record SignalAct(SignalStep Step, string Officer, DateTimeOffset At, string? Key, string Note);

/// <summary>
/// Every step there was, in the hub's store. Each is in the outbox of the audit log too, in the same transaction: whoever took it cannot deny it
/// afterwards, nor can anybody who may write to the store. The note stays here, since it may name somebody.
/// </summary>
internal static class SignalActs
{
    public const string Operation = "signal";

    /// <summary>Takes over what the table of signals knew: the last decision of each.</summary>
    public const string Table =
        """
        create table signal_act (
            signal_id bigint not null references signal (id),
            place bigint not null,
            step text not null,
            officer text not null,
            at bigint not null,
            key_id text null,
            note text not null,
            primary key (signal_id, place)
        );
        insert into signal_act (signal_id, place, step, officer, at, note)
        select id, 1, state, officer, decided_at, coalesce(note, '') from signal where officer is not null
        """;

    public static void Add(SqliteConnection connection, IDbTransaction transaction, long signal, SignalAct act)
    {
        connection.Execute(
            """
            insert into signal_act (signal_id, place, step, officer, at, key_id, note)
            values (@signal, (select coalesce(max(place), 0) + 1 from signal_act where signal_id = @signal), @step, @Officer, @at, @Key, @Note)
            """, new { signal, step = WireName.Of(act.Step), act.Officer, at = act.At.ToUnixTimeMilliseconds(), act.Key, act.Note }, transaction);
        AuditOutbox.Add(connection, transaction, AuditEntry.OfOfficer(act.Officer, AuditEntry.Console, Operation, act.At, WireName.Of(act.Step)) with
        {
            Key = act.Key, Case = FormattableString.Invariant($"signal-{signal}"),
        });
    }

    /// <summary>The steps of a signal, the oldest first.</summary>
    public static IReadOnlyList<SignalAct> Of(SqliteConnection connection, long signal) =>
    [
        .. connection.Query<(string Step, string Officer, long At, string? Key, string Note)>(
            "select step, officer, at, key_id, note from signal_act where signal_id = @signal order by place", new { signal })
            .Select(a => new SignalAct(
                Enum.GetValues<SignalStep>().Single(s => WireName.Of(s) == a.Step), a.Officer, DateTimeOffset.FromUnixTimeMilliseconds(a.At), a.Key, a.Note)),
    ];
}
