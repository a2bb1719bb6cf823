using System.Data;
using Dapper;
using Interop.Gateway.Storage;
using Interop.Gateway.Wire;
using Microsoft.Data.Sqlite;

namespace Interop.Gateway.Misuse;

/// <summary>
/// Signals in the hub's store. A finding of a matter that is going on joins its signal, and a finding told twice (after a crash the log is read
/// again from the last mark) changes nothing.
/// </summary>
internal sealed class SignalStore(HubStore store, MisuseOptions options, TimeProvider time)
{
    public const int LongestNote = 500;

    public static readonly SchemaPart Schema = new("signals",
        """
        create table signal (
            id integer not null primary key,
            kind text not null,
            institution text not null,
            user_ref text not null,
            matter text not null,
            key_ids text not null,
            first_seen bigint not null,
            last_seen bigint not null,
            state text not null,
            officer text null,
            decided_at bigint null,
            note text null
        );
        create index signal_matter on signal (kind, institution, user_ref, matter, last_seen);
        create index signal_state on signal (state, last_seen);
        create table signal_occurrence (
            signal_id bigint not null references signal (id),
            log text not null,
            from_at bigint not null,
            to_at bigint not null,
            seen bigint not null,
            usual bigint not null,
            entries text not null,
            primary key (signal_id, log, from_at, to_at)
        );
        create table signal_mark (
            log text not null,
            name text not null,
            position bigint not null,
            memory blob not null,
            primary key (log, name)
        )
        """,
        SignalActs.Table);

    private const string Columns =
        """
        id as Id, kind as Kind, institution as Institution, user_ref as UserRef, key_ids as KeyIds, first_seen as FirstSeen, last_seen as LastSeen,
        state as State, officer as Officer, decided_at as DecidedAt, note as Note
        """;

    /// <summary>Notes findings in one log.</summary>
    public void Note(string log, IReadOnlyCollection<Finding> findings)
    {
        if (findings.Count > 0)
            store.Change((connection, transaction) => findings.Sum(finding => Note(connection, transaction, log, finding)));
    }

    /// <summary>Signals, those seen last first.</summary>
    /// <param name="state">Only those that stand so; all when null.</param>
    public IReadOnlyList<Signal> List(SignalState? state, int most)
    {
        using var connection = store.Open();
        var rows = connection.Query<Row>(
            $"select {Columns} from signal where @state is null or state = @state order by last_seen desc, id desc limit @most",
            new { state = state is { } wanted ? WireName.Of(wanted) : null, most }).AsList();
        return [.. rows.Select(r => r.Model(OccurrencesOf(connection, r.Id), SignalActs.Of(connection, r.Id)))];
    }

    /// <summary>How many signals stand so.</summary>
    public int Count(SignalState state)
    {
        using var connection = store.Open();
        return connection.ExecuteScalar<int>("select count(*) from signal where state = @state", new { state = WireName.Of(state) });
    }

    public Signal? Find(long id)
    {
        using var connection = store.Open();
        return connection.QuerySingleOrDefault<Row>($"select {Columns} from signal where id = @id", new { id })?.Model(OccurrencesOf(connection, id), SignalActs.Of(connection, id));
    }

    /// <summary>Notes what an officer makes of an open signal, or of one acknowledged before.</summary>
    /// <param name="state">Not open.</param>
    /// <param name="note">Why, 1 to <see cref="LongestNote"/> characters.</param>
    public SignalOutcome Decide(long id, SignalState state, string officer, string note)
    {
        if (note.Trim() is not { Length: > 0 and <= LongestNote } why)
            return SignalOutcome.NoteMissing;
        var now = time.GetUtcNow();
        return store.Change((connection, transaction) =>
        {
            var changed = connection.Execute(
                """
                update signal set state = @state, officer = @officer, decided_at = @now, note = @why
                where id = @id and (state = 'open' or (state = 'acknowledged' and @state = 'dismissed'))
                """, new { id, state = WireName.Of(state), officer, now = Milliseconds(now), why }, transaction);
            if (changed == 0)
                return IsThere(connection, transaction, id) ? SignalOutcome.AlreadyDecided : SignalOutcome.NoSuchSignal;
            SignalActs.Add(connection, transaction, id, new(state == SignalState.Dismissed ? SignalStep.Dismissed : SignalStep.Acknowledged, officer, now, null, why));
            return SignalOutcome.Done;
        });
    }

    /// <summary>Notes what an officer does to a key because of a signal, and does it: what is refused is not noted.</summary>
    /// <param name="key">Its public id.</param>
    /// <param name="note">Why, 1 to <see cref="LongestNote"/> characters.</param>
    /// <param name="change">Does it, at the last moment at which the record can still be taken back; false when the key is not in force.</param>
    public SignalOutcome Act(long id, SignalStep step, string key, string officer, string note, Func<bool> change)
    {
        if (note.Trim() is not { Length: > 0 and <= LongestNote } why)
            return SignalOutcome.NoteMissing;
        return store.Change((connection, transaction) =>
        {
            if (!IsThere(connection, transaction, id))
                return SignalOutcome.NoSuchSignal;
            if (!change())
                return SignalOutcome.KeyNotInForce;
            SignalActs.Add(connection, transaction, id, new(step, officer, time.GetUtcNow(), key, why));
            return SignalOutcome.Done;
        });
    }

    /// <summary>Where the reading of a log stands, and what the detectors remember there.</summary>
    public (long Position, IReadOnlyDictionary<string, byte[]> Memories) Mark(string log)
    {
        using var connection = store.Open();
        var rows = connection.Query<(string Name, long Position, byte[] Memory)>("select name, position, memory from signal_mark where log = @log", new { log }).AsList();
        return (rows.Count == 0 ? 0 : rows.Min(r => r.Position), rows.ToDictionary(r => r.Name, r => r.Memory));
    }

    /// <summary>Writes the mark and every memory at once, so that one never goes with another.</summary>
    public void Mark(string log, long position, IEnumerable<(string Name, byte[] Memory)> memories) => store.Change((connection, transaction) =>
        connection.Execute("delete from signal_mark where log = @log", new { log }, transaction)
        + connection.Execute(
            "insert into signal_mark (log, name, position, memory) values (@log, @Name, @position, @Memory)", memories.Select(m => new { log, m.Name, position, m.Memory }), transaction));

    private int Note(SqliteConnection connection, IDbTransaction transaction, string log, Finding finding)
    {
        var values = new
        {
            kind = WireName.Of(finding.Kind), finding.Institution, user = finding.User ?? "", finding.Matter,
            keys = string.Join(' ', finding.Keys), from = Milliseconds(finding.From), to = Milliseconds(finding.To), since = Milliseconds(finding.From - options.SameMatter),
            until = Milliseconds(finding.To + options.SameMatter), finding.Count, finding.Usual, entries = string.Join(' ', finding.Entries),
        };
        var going = connection.QueryFirstOrDefault<(long Id, string Keys)?>(
            """
            select id, key_ids from signal where kind = @kind and institution = @Institution and user_ref = @user and matter = @Matter
            and last_seen >= @since and first_seen <= @until order by last_seen desc limit 1
            """, values, transaction);
        var id = going?.Id ?? connection.ExecuteScalar<long>(
            """
            insert into signal (kind, institution, user_ref, matter, key_ids, first_seen, last_seen, state)
            values (@kind, @Institution, @user, @Matter, @keys, @from, @to, 'open') returning id
            """, values, transaction);
        if (going is { } known)
            connection.Execute(
                "update signal set key_ids = @keys, first_seen = min(first_seen, @from), last_seen = max(last_seen, @to) where id = @id",
                new { keys = string.Join(' ', Words(known.Keys).Union(finding.Keys).Order(StringComparer.Ordinal).Take(Tally.MostKeys)), values.from, values.to, id }, transaction);
        return connection.Execute(
            """
            insert into signal_occurrence (signal_id, log, from_at, to_at, seen, usual, entries) values (@id, @log, @from, @to, @Count, @Usual, @entries)
            on conflict (signal_id, log, from_at, to_at) do update set seen = excluded.seen, usual = excluded.usual, entries = excluded.entries
            """, new { id, log, values.from, values.to, values.Count, values.Usual, values.entries }, transaction);
    }

    private static Occurrence[] OccurrencesOf(SqliteConnection connection, long id) =>
    [
        .. connection.Query<(string Log, long From, long To, long Seen, long Usual, string Entries)>(
            "select log, from_at, to_at, seen, usual, entries from signal_occurrence where signal_id = @id order by from_at, to_at, log", new { id })
            .Select(o => new Occurrence(o.Log, Time(o.From), Time(o.To), o.Seen, o.Usual, [.. Words(o.Entries).Select(long.Parse)])),
    ];

    private static bool IsThere(SqliteConnection connection, IDbTransaction transaction, long id) =>
        connection.ExecuteScalar<long>("select count(*) from signal where id = @id", new { id }, transaction) > 0;

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static long Milliseconds(DateTimeOffset at) => at.ToUnixTimeMilliseconds();

    private static DateTimeOffset Time(long at) => DateTimeOffset.FromUnixTimeMilliseconds(at);

    private sealed record Row(
        long Id, string Kind, string Institution, string UserRef, string KeyIds, long FirstSeen, long LastSeen, string State, string? Officer, long? DecidedAt, string? Note)
    {
        public Signal Model(IReadOnlyList<Occurrence> occurrences, IReadOnlyList<SignalAct> acts) => new(
            Id, Enum.GetValues<SignalKind>().Single(k => WireName.Of(k) == Kind), Institution, UserRef.Length == 0 ? null : UserRef, Words(KeyIds),
            Time(FirstSeen), Time(LastSeen), Enum.GetValues<SignalState>().Single(s => WireName.Of(s) == State), Officer,
            DecidedAt is { } at ? Time(at) : null, Note, occurrences, acts);
    }
}
