using System.Data;
using Dapper;
using Interop.Gateway.Storage;
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
internal sealed class ChangeApplication(HubStore store, ChangeEffects effects, DeadLetters deadLetters, UnreadRecords unread, TimeProvider time)
{
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
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var (counts, written) = store.Change((connection, transaction) =>
        {
            var dead = SetAside(connection, transaction, incarnation, received);
            var (applied, again) = AppliedSequences.Note(connection, transaction, received.Where(r => r.Change is not null).Select(r => r.Change!));
            unread.Add(connection, transaction, records.Unread, now);
            SetOffsets(connection, transaction, incarnation, received);
            return (new ApplyCounts(applied, again, dead), effects.Write(connection, transaction, records, now));
        });
        effects.Tell(records, written);
        return counts;
    }

    /// <summary>Reads again what a silent registry left open.</summary>
    /// <returns>Records still open.</returns>
    public async Task<int> ReadAgainAsync(CancellationToken stop)
    {
        var waiting = unread.Oldest();
        if (waiting.Count == 0)
            return 0;
        var records = await effects.ReadAsync(waiting.Select(w => w.Record), time, stop);
        if (records.Read.Count == 0)
            return records.Unread.Count;
        effects.Forget(records.Read, []);
        var read = records.Read.Select(r => new ChangedRecord(r.Registry, r.LocalKey)).ToHashSet();
        var written = store.Change((connection, transaction) =>
        {
            UnreadRecords.Remove(connection, transaction, waiting.Where(w => read.Contains(w.Record)));
            return effects.Write(connection, transaction, records, time.GetUtcNow().ToUnixTimeMilliseconds());
        });
        effects.Tell(records, written);
        return records.Unread.Count;
    }

    // A consumer that is given its partition anew may bring one place twice in a batch.
    private int SetAside(SqliteConnection connection, IDbTransaction transaction, string incarnation, IReadOnlyList<ReceivedEvent> received)
    {
        var dead = 0;
        foreach (var one in received.Where(r => r.Change is null).DistinctBy(r => (r.Topic, r.Partition, r.Offset)))
        {
            if (Reached(connection, transaction, incarnation, one))
                continue;
            deadLetters.Add(connection, transaction, one);
            dead++;
        }
        return dead;
    }

    // What cannot be read has no sequence: only its place tells whether it was set aside before.
    private static bool Reached(SqliteConnection connection, IDbTransaction transaction, string incarnation, ReceivedEvent one) => connection.ExecuteScalar<long>(
        "select count(*) from stream_offset where incarnation = @incarnation and topic = @Topic and part = @Partition and next > @Offset", new { incarnation, one.Topic, one.Partition, one.Offset }, transaction) > 0;

    private static void SetOffsets(SqliteConnection connection, IDbTransaction transaction, string incarnation, IReadOnlyList<ReceivedEvent> received)
    {
        foreach (var part in received.GroupBy(r => (r.Topic, r.Partition)))
            connection.Execute(
                """
                insert into stream_offset (incarnation, topic, part, next) values (@incarnation, @Topic, @Partition, @next)
                on conflict (incarnation, topic, part) do update set next = excluded.next where excluded.next > stream_offset.next
                """, new { incarnation, part.Key.Topic, part.Key.Partition, next = part.Max(r => r.Offset) + 1 }, transaction);
    }
}
