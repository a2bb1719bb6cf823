using System.Data;
using Dapper;
using Interop.Gateway.IdentityResolution;
using Interop.Gateway.Storage;
using Interop.Gateway.Streams.Events;
using Microsoft.Data.Sqlite;

namespace Interop.Gateway.Streams.Applying;

/// <summary>What a batch came to.</summary>
/// <param name="Applied">Events applied now.</param>
/// <param name="Again">Events that had been applied before.</param>
/// <param name="Dead">Events set aside.</param>
internal sealed record ApplyCounts(int Applied, int Again, int Dead);

/// <summary>
/// Applies events, each exactly once: that one was applied, its effect and how far the topic was read stand in one transaction. A broker may bring an
/// event again or two consumers may hold the same partition for a moment; the last sequence of the person then tells.
/// </summary>
internal sealed class ChangeApplication(HubStore store, DirectoryAmendments directory, ChangeEffects effects, DeadLetters deadLetters, RecordNames names, TimeProvider time)
{
    private const int MostReadAgain = 500;

    /// <summary>Where to go on reading; null for the beginning.</summary>
    public long? OffsetOf(string incarnation, string topic, int partition)
    {
        using var connection = store.Open();
        return connection.ExecuteScalar<long?>("select next from stream_offset where incarnation = @incarnation and topic = @topic and part = @partition", new { incarnation, topic, partition });
    }

    /// <param name="incarnation">Of the broker that the events came from.</param>
    /// <param name="received">In the order in which they came.</param>
    /// <param name="stop">Gives up before anything is written.</param>
    public async Task<ApplyCounts> ApplyAsync(string incarnation, IReadOnlyList<ReceivedEvent> received, CancellationToken stop)
    {
        var records = await effects.ReadAsync(received.Where(r => r.Change is not null).Select(r => new ChangedRecord(r.Change!.Registry, r.LocalKey)), time, stop);
        // Before the event counts as applied, so that a crash in between leaves less known and nothing wrong.
        effects.Forget(records.Read, records.Unread);
        var counts = store.Change((connection, transaction) => Write(connection, transaction, incarnation, received, records));
        directory.Show(records.Read);
        effects.Tell(records.Read);
        return counts;
    }

    /// <summary>Reads again what a silent registry left open.</summary>
    /// <returns>Records still open.</returns>
    public async Task<int> ReadAgainAsync(CancellationToken stop)
    {
        ChangedRecord[] open;
        using (var connection = store.Open())
            open = [.. connection.Query<(string Registry, string Record)>("select registry, record from stream_unread order by at limit @MostReadAgain", new { MostReadAgain })
                .Select(r => new ChangedRecord(r.Registry, names.Open(r.Registry, r.Record)!))];
        if (open.Length == 0)
            return 0;
        var records = await effects.ReadAsync(open, time, stop);
        if (records.Read.Count == 0)
            return records.Unread.Count;
        effects.Forget(records.Read, []);
        store.Change((connection, transaction) =>
        {
            directory.Write(connection, transaction, records.Read, time.GetUtcNow().ToUnixTimeMilliseconds());
            foreach (var (registry, sealedKey) in connection.Query<(string, string)>("select registry, record from stream_unread order by at limit @MostReadAgain", new { MostReadAgain }, transaction).ToArray())
                if (records.Read.Any(r => r.Registry == registry && r.LocalKey == names.Open(registry, sealedKey)))
                    connection.Execute("delete from stream_unread where registry = @registry and record = @sealedKey", new { registry, sealedKey }, transaction);
            return 0;
        });
        directory.Show(records.Read);
        effects.Tell(records.Read);
        return records.Unread.Count;
    }

    private ApplyCounts Write(SqliteConnection connection, IDbTransaction transaction, string incarnation, IReadOnlyList<ReceivedEvent> received, ReadRecords records)
    {
        var (applied, again, dead, now) = (0, 0, 0, time.GetUtcNow().ToUnixTimeMilliseconds());
        foreach (var one in received)
            if (one.Change is not { } change)
            {
                if (!Reached(connection, transaction, incarnation, one))
                    (dead, _) = (dead + 1, AddDead(connection, transaction, one));
            }
            else if (IsNext(connection, transaction, change))
                applied++;
            else
                again++;
        directory.Write(connection, transaction, records.Read, now);
        foreach (var open in records.Unread)
            connection.Execute("insert into stream_unread (registry, record, at) values (@Registry, @sealedKey, @now)", new { open.Registry, sealedKey = names.Seal(open.Registry, open.LocalKey), now }, transaction);
        foreach (var part in received.GroupBy(r => (r.Topic, r.Partition)))
            connection.Execute(
                """
                insert into stream_offset (incarnation, topic, part, next) values (@incarnation, @Topic, @Partition, @next)
                on conflict (incarnation, topic, part) do update set next = excluded.next where excluded.next > stream_offset.next
                """, new { incarnation, part.Key.Topic, part.Key.Partition, next = part.Max(r => r.Offset) + 1 }, transaction);
        return new(applied, again, dead);
    }

    /// <summary>Notes the event as the last of its person; false when it, or a later one, has been applied.</summary>
    private static bool IsNext(SqliteConnection connection, IDbTransaction transaction, ChangeEvent change) => connection.Execute(
        """
        insert into stream_applied (source, person, sequence, events) values (@Source, @Person, @Sequence, 1)
        on conflict (source, person) do update set sequence = excluded.sequence, events = stream_applied.events + 1 where excluded.sequence > stream_applied.sequence
        """, new { change.Source, change.Person, change.Sequence }, transaction) > 0;

    // What cannot be read has no sequence: only its place tells whether it was set aside before.
    private static bool Reached(SqliteConnection connection, IDbTransaction transaction, string incarnation, ReceivedEvent one) => connection.ExecuteScalar<long>(
        "select count(*) from stream_offset where incarnation = @incarnation and topic = @Topic and part = @Partition and next > @Offset", new { incarnation, one.Topic, one.Partition, one.Offset }, transaction) > 0;

    private bool AddDead(SqliteConnection connection, IDbTransaction transaction, ReceivedEvent one)
    {
        deadLetters.Add(connection, transaction, one);
        return true;
    }
}
