using System.Data;
using System.Text;
using System.Threading.Channels;
using Dapper;
using Interop.Adapters;
using Interop.Gateway.Storage;
using Interop.Gateway.Streams.Broker;
using Interop.Gateway.Streams.Events;
using Microsoft.Data.Sqlite;

namespace Interop.Gateway.Streams.Delivery;

/// <summary>A message of the outbox; <paramref name="Sequence"/> is its place in it.</summary>
internal sealed record OutboxMessage(long Sequence, string Topic, string Person, byte[] Payload)
{
    public override string ToString() => Topic;
}

/// <summary>
/// Events on their way to the broker. They are written together with how far their registry was followed, so that each change becomes an event once
/// whatever fails in between; what lasts is here and not in the broker.
/// </summary>
internal sealed class ChangeOutbox(HubStore store, StreamTopics topics, StreamOrigin origin, TimeProvider time)
{
    private const string Sequences = "sequence";

    private readonly Channel<bool> written = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private long ahead;

    /// <summary>Changes that the broker of the moment has taken and this hub has not handled.</summary>
    public long Ahead => Interlocked.Read(ref ahead);

    /// <summary>A broker that starts empty is spoken to from now on.</summary>
    public void Begin() => Interlocked.Exchange(ref ahead, 0);

    public void Handled(int changes) => Interlocked.Add(ref ahead, -changes);

    /// <summary>How far the registry was followed; null when it never was.</summary>
    public string? PositionOf(string registry)
    {
        using var connection = store.Open();
        return connection.ExecuteScalar<string?>("select position from stream_followed where registry = @registry", new { registry });
    }

    /// <summary>Records a page of changes; false when another process has followed the registry past <paramref name="from"/> meanwhile.</summary>
    /// <param name="changes">Each with the pseudonym of its person and its sealed record.</param>
    public bool Record(string registry, string? from, string to, IReadOnlyList<(RegistryChange Change, string Person, string Record)> changes)
    {
        var recorded = store.Change((connection, transaction) =>
        {
            if (connection.ExecuteScalar<string?>("select position from stream_followed where registry = @registry", new { registry }, transaction) != from)
                return false;
            foreach (var (change, person, record) in changes)
                Add(connection, transaction, topics.Changes, person, sequence => new ChangeEvent(origin.SourceOf(registry), sequence, person, registry, change.Kind, change.At, record).Write());
            connection.Execute("insert into stream_followed (registry, position) values (@registry, @to) on conflict (registry) do update set position = excluded.position", new { registry, to }, transaction);
            return true;
        });
        if (recorded && changes.Count > 0)
            written.Writer.TryWrite(true);
        return recorded;
    }

    /// <summary>Adds one message in the caller's transaction. Numbers begin with the clock, so that those of a store that was lost are not given again.</summary>
    public void Add(SqliteConnection connection, IDbTransaction transaction, string topic, string person, Func<long, byte[]> payload)
    {
        var sequence = StreamTables.Next(connection, transaction, Sequences, time.GetUtcNow().ToUnixTimeMilliseconds() * 1000);
        connection.Execute("insert into stream_outbox (sequence, topic, person, payload, recorded_at) values (@sequence, @topic, @person, @text, @now)",
            new { sequence, topic, person, text = Encoding.UTF8.GetString(payload(sequence)), now = time.GetUtcNow().ToUnixTimeMilliseconds() }, transaction);
    }

    /// <summary>Messages after a place, in order.</summary>
    public IReadOnlyList<OutboxMessage> After(long sequence, int most)
    {
        using var connection = store.Open();
        return [.. connection.Query<(long, string, string, string)>("select sequence, topic, person, payload from stream_outbox where sequence > @sequence order by sequence limit @most", new { sequence, most })
            .Select(r => new OutboxMessage(r.Item1, r.Item2, r.Item3, Encoding.UTF8.GetBytes(r.Item4)))];
    }

    /// <summary>Up to where the broker of that name has everything.</summary>
    public long PublishedTo(string incarnation)
    {
        using var connection = store.Open();
        return connection.ExecuteScalar<long?>("select value from stream_counter where name = @name", new { name = Published(incarnation) }) ?? 0;
    }

    /// <summary>Notes up to where the broker has everything, and how many further changes that were.</summary>
    public void SetPublished(string incarnation, long sequence, int changes)
    {
        Interlocked.Add(ref ahead, changes);
        using var connection = store.Open();
        StreamTables.Set(connection, null, Published(incarnation), sequence);
    }

    /// <summary>Ends when something is written here, or after <paramref name="most"/>, since another process may have written.</summary>
    public async Task WaitAsync(TimeSpan most, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var arrived = written.Reader.WaitToReadAsync(patience.Token).AsTask();
        await Task.WhenAny(arrived, Task.Delay(most, time, patience.Token));
        await patience.CancelAsync();
        written.Reader.TryRead(out _);
        cancellation.ThrowIfCancellationRequested();
    }

    /// <summary>Deletes messages that have been applied and are old enough, and what was kept of built-in brokers that are gone.</summary>
    public int Drop(TimeSpan keepFor, string incarnation) => store.Change((connection, transaction) =>
    {
        var values = new { old = (time.GetUtcNow() - keepFor).ToUnixTimeMilliseconds(), topics.Changes, incarnation, current = Published(incarnation), published = PublishedTo(connection, transaction, incarnation) };
        connection.Execute("delete from stream_offset where incarnation like 'built-in-%' and incarnation <> @incarnation", values, transaction);
        connection.Execute("delete from stream_counter where name like 'published:built-in-%' and name <> @current", values, transaction);
        return connection.Execute(
            """
            delete from stream_outbox where recorded_at <= @old and sequence <= @published and
              (topic <> @Changes or sequence <= (select max(a.sequence) from stream_applied a where a.person = stream_outbox.person))
            """, values, transaction);
    });

    /// <summary>Messages that the broker does not have yet.</summary>
    public long Waiting(string incarnation)
    {
        using var connection = store.Open();
        return connection.ExecuteScalar<long>("select count(*) from stream_outbox where sequence > @from", new { from = PublishedTo(connection, null, incarnation) });
    }

    private static long PublishedTo(SqliteConnection connection, IDbTransaction? transaction, string incarnation) =>
        connection.ExecuteScalar<long?>("select value from stream_counter where name = @name", new { name = Published(incarnation) }, transaction) ?? 0;

    private static string Published(string incarnation) => "published:" + incarnation;
}

/// <summary>Names this hub in its events.</summary>
internal sealed record StreamOrigin(string Name)
{
    public string SourceOf(string registry) => $"/{Name}/{registry}";
}
