using System.Data;
using System.Text.Json;
using Dapper;
using Interop.Gateway.Storage;
using Interop.Gateway.Streams.Broker;
using Interop.Gateway.Streams.Delivery;
using Interop.Gateway.Streams.Events;
using Microsoft.Data.Sqlite;

namespace Interop.Gateway.Streams.Applying;

/// <summary>Why an event was set aside, in the wire's words.</summary>
internal enum DeadLetterReason
{
    /// <summary>The schema refuses it; which member is told with the letter.</summary>
    Schema,
    /// <summary>The key of the message is not the person's pseudonym, so their order is not kept.</summary>
    Key,
    /// <summary>It is of a registry that this hub does not read.</summary>
    Registry,
    /// <summary>Another hub sealed the record.</summary>
    Record,
}

/// <summary>An event that was set aside.</summary>
/// <param name="Reason">And, for the schema, the member that it refuses.</param>
/// <param name="Payload">The bytes as they came.</param>
internal sealed record DeadLetter(long Number, string Topic, int Partition, long Offset, string Reason, byte[] Payload, DateTimeOffset At, DateTimeOffset? ReplayedAt)
{
    public override string ToString() => $"{Number} {Reason}";
}

/// <summary>How a replay ended.</summary>
internal enum ReplayOutcome { Sent, NotFound, StillWrong }

/// <summary>Events that could not be applied: kept in the store in the transaction that passes them over, and told on a topic of their own.</summary>
internal sealed class DeadLetters(HubStore store, ChangeOutbox outbox, StreamTopics topics, TimeProvider time)
{
    private const string Counter = "dead-letter";
    private const int MostListed = 1_000;

    /// <summary>Sets an event aside in the caller's transaction.</summary>
    public void Add(SqliteConnection connection, IDbTransaction transaction, in ReceivedEvent received)
    {
        var number = StreamTables.Next(connection, transaction, Counter);
        var letter = new
        {
            number, topic = received.Topic, part = received.Partition, place = received.Offset, person = received.Key, reason = received.Reason,
            payload = Convert.ToBase64String(received.Payload), at = time.GetUtcNow().ToUnixTimeMilliseconds(),
        };
        connection.Execute("insert into stream_dead_letter (number, topic, part, place, person, reason, payload, at) values (@number, @topic, @part, @place, @person, @reason, @payload, @at)", letter, transaction);
        outbox.Add(connection, transaction, topics.DeadLetters, letter.person, _ => JsonSerializer.SerializeToUtf8Bytes(
            new { letter.number, letter.topic, partition = letter.part, offset = letter.place, letter.reason, at = time.GetUtcNow(), letter.payload }));
    }

    /// <summary>The oldest first; at most a thousand.</summary>
    public IReadOnlyList<DeadLetter> List(bool replayed)
    {
        using var connection = store.Open();
        return [.. connection.Query<Row>($"select * from stream_dead_letter where {(replayed ? "1 = 1" : "replayed_at is null")} order by number limit {MostListed}").Select(r => r.Letter)];
    }

    public DeadLetter? Find(long number)
    {
        using var connection = store.Open();
        return connection.QuerySingleOrDefault<Row?>("select * from stream_dead_letter where number = @number", new { number })?.Letter;
    }

    /// <summary>Sends a letter again as a new event, mended where <paramref name="mended"/> is given.</summary>
    public ReplayOutcome Replay(long number, byte[]? mended) => store.Change((connection, transaction) =>
    {
        if (connection.QuerySingleOrDefault<Row?>("select * from stream_dead_letter where number = @number", new { number }, transaction)?.Letter is not { } letter)
            return ReplayOutcome.NotFound;
        var payload = mended ?? letter.Payload;
        if (ChangeEvent.Read(payload, out _) is not { } change)
            return ReplayOutcome.StillWrong;
        outbox.Add(connection, transaction, topics.Changes, change.Person, sequence => ChangeEvent.Renumber(payload, sequence));
        connection.Execute("update stream_dead_letter set replayed_at = @now where number = @number", new { number, now = time.GetUtcNow().ToUnixTimeMilliseconds() }, transaction);
        return ReplayOutcome.Sent;
    });

    private sealed record Row(long Number, string Topic, long Part, long Place, string Person, string Reason, string Payload, long At, long? Replayed_At)
    {
        public DeadLetter Letter => new(Number, Topic, (int)Part, Place, Reason, Convert.FromBase64String(Payload),
            DateTimeOffset.FromUnixTimeMilliseconds(At), Replayed_At is { } again ? DateTimeOffset.FromUnixTimeMilliseconds(again) : null);
    }
}
