using System.Data;
using System.Security.Cryptography;
using System.Text.Json;
using Dapper;
using Interop.Gateway.Batches.Files;
using Interop.Gateway.Batches.Sealed;
using Interop.Gateway.Keys;
using Interop.Gateway.Storage;
using Interop.Gateway.Wire;
using Microsoft.Data.Sqlite;

namespace Interop.Gateway.Batches;

/// <summary>Which batches there are, in a store of their own beside the hub's. What was ordered is sealed; rows and results lie in sealed files.</summary>
internal sealed class BatchStore(string path, HubKeys keys, TimeProvider time) : IDisposable
{
    public static readonly SchemaPart Schema = new("batches",
        """
        create table batch (
            id text not null primary key,
            institution text not null,
            state text not null,
            created_at bigint not null,
            ends_at bigint not null,
            length bigint not null,
            received bigint not null,
            stored_bytes bigint not null,
            stored_boxes bigint not null,
            fingerprint text,
            fault text,
            fault_row bigint,
            same_as text,
            done bigint not null,
            answered bigint not null,
            refused bigint not null,
            rejected bigint not null,
            summary text,
            sealed_order text not null,
            sealed_facts text
        );
        create index batch_state on batch (state, created_at);
        create index batch_institution on batch (institution, created_at);
        create index batch_fingerprint on batch (fingerprint)
        """,
        "alter table batch add column stopped text");

    private const string All =
        """
        select id Id, state State, created_at CreatedAt, ends_at EndsAt, length Length, received Received, stored_bytes StoredBytes, stored_boxes StoredBoxes, fault Fault,
        fault_row FaultRow, same_as SameAs, done Done, answered Answered, refused Refused, rejected Rejected, stopped Stopped, summary Summary, sealed_order SealedOrder, sealed_facts SealedFacts from batch
        """;

    private readonly Sealer sealer = keys.SealerFor("batch-order");
    private readonly Lazy<HubStore> store = new(() => new HubStore(path, [Schema], time), LazyThreadSafetyMode.PublicationOnly);
    // Writers of one process wait here; SQLite's own waiting is far coarser.
    private readonly Lock writing = new();

    public bool Exists => store.IsValueCreated || File.Exists(path);

    /// <summary>Keeps what was announced; null when the institution has as many batches as it may.</summary>
    /// <exception cref="SqliteException">It cannot be kept.</exception>
    public BatchRecord? Create(BatchOrder order, long length, DateTimeOffset ends, int most)
    {
        var (id, now) = (Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), Now);
        var state = WireName.Of(length == 0 ? BatchState.Waiting : BatchState.Uploading);
        var created = Change((connection, transaction) =>
            connection.ExecuteScalar<long>("select count(*) from batch where institution = @Institution", new { order.Institution }, transaction) < most
            && connection.Execute(
                """
                insert into batch (id, institution, state, created_at, ends_at, length, received, stored_bytes, stored_boxes, done, answered, refused, rejected, sealed_order)
                values (@id, @Institution, @state, @now, @ends, @length, 0, 0, 0, 0, 0, 0, 0, @sealed)
                """, new { id, order.Institution, state, now, ends = ends.ToUnixTimeMilliseconds(), length, @sealed = Box(id, order) }, transaction) == 1);
        return created ? Find(id, order.Institution) : null;
    }

    /// <summary>A batch of this institution; null for every other.</summary>
    /// <exception cref="SqliteException">The store cannot be read.</exception>
    public BatchRecord? Find(string id, string institution) => One("where id = @id and institution = @institution", new { id, institution });

    /// <summary>The newest batches of an institution.</summary>
    public IReadOnlyList<BatchRecord> List(string institution, int most) =>
        Query("where institution = @institution order by created_at desc, id desc limit @most", new { institution, most });

    /// <summary>Those to work on, the longest waiting first; what a process before this one worked on comes before.</summary>
    public IReadOnlyList<BatchRecord> Due(int most) => Query("where state in ('working', 'waiting') order by case state when 'working' then 0 else 1 end, created_at, id limit @most", new { most });

    /// <summary>Keeps how much has come. With the last byte it waits to be worked on.</summary>
    public void Received(string id, long received, BoxMark stored, DateTimeOffset ends) => Set(id,
        "received = @received, stored_bytes = @Bytes, stored_boxes = @Boxes, ends_at = @ends, state = case when @received = length then 'waiting' else state end",
        new { id, received, stored.Bytes, stored.Boxes, ends = ends.ToUnixTimeMilliseconds() });

    /// <summary>The file was read whole and is right; or it is one that was asked before, which then answers.</summary>
    /// <param name="id">Of the batch.</param>
    /// <param name="facts">What reading showed.</param>
    /// <param name="fingerprint">The same for what asks the same.</param>
    /// <param name="again">Ask anew all the same.</param>
    /// <returns>Whether it is to be worked on.</returns>
    public bool Begin(string id, FileFacts facts, string fingerprint, bool again) => Change((connection, transaction) =>
    {
        var first = again ? null : connection.ExecuteScalar<string?>(
            "select id from batch where fingerprint = @fingerprint and id <> @id and state in ('working', 'done') and same_as is null order by created_at, id limit 1", new { fingerprint, id }, transaction);
        var sealedFacts = Box(id, facts);
        return first is null
            ? connection.Execute("update batch set state = 'working', fingerprint = @fingerprint, sealed_facts = @sealedFacts where id = @id", new { id, fingerprint, sealedFacts }, transaction) == 1
            : connection.Execute("update batch set state = 'repeated', same_as = @first, sealed_facts = @sealedFacts where id = @id", new { id, first, sealedFacts }, transaction) == 0;
    });

    public void Reject(string id, FileFault fault, long? row, DateTimeOffset ends) =>
        Set(id, "state = 'rejected', fault = @fault, fault_row = @row, ends_at = @ends", new { id, fault = fault.ToString(), row, ends = ends.ToUnixTimeMilliseconds() });

    /// <summary>The batch has come to its end: its last row, or where it was stopped.</summary>
    public void End(string id, RowCounts counts, string? stopped, string summary, DateTimeOffset ends) => Set(id,
        "state = case when @stopped is null then 'done' else 'stopped' end, stopped = @stopped, done = @Done, answered = @Answered, refused = @Refused, rejected = @Rejected, summary = @summary, ends_at = @ends",
        new { id, stopped, counts.Done, counts.Answered, counts.Refused, counts.Rejected, summary, ends = ends.ToUnixTimeMilliseconds() });

    public bool Delete(string id) => Change((connection, transaction) => connection.Execute("delete from batch where id = @id or same_as = @id", new { id }, transaction)) > 0;

    /// <summary>Those whose time is over; one that is worked on has none.</summary>
    public IReadOnlyList<string> Over()
    {
        if (!Exists)
            return [];
        using var connection = store.Value.Open();
        return [.. connection.Query<string>("select id from batch where ends_at <= @Now and state not in ('working', 'waiting')", new { Now })];
    }

    public void Dispose() => sealer.Dispose();

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    private BatchRecord? One(string which, object values) => Query(which, values) is [var one] ? one : null;

    private IReadOnlyList<BatchRecord> Query(string which, object values)
    {
        if (!Exists)
            return [];
        using var connection = store.Value.Open();
        return [.. connection.Query<Row>($"{All} {which}", values).Select(RecordOf)];
    }

    private void Set(string id, string what, object values) => Change((connection, transaction) => connection.Execute($"update batch set {what} where id = @id", values, transaction));

    private T Change<T>(Func<SqliteConnection, IDbTransaction, T> change)
    {
        lock (writing)
            return store.Value.Change(change);
    }

    private string Box<T>(string id, T content) => Convert.ToBase64String(sealer.SealAt(Place<T>(id), JsonSerializer.SerializeToUtf8Bytes(content)));

    private T Unbox<T>(string id, string box) => JsonSerializer.Deserialize<T>(sealer.OpenAt(Place<T>(id), Convert.FromBase64String(box)))!;

    private static byte[] Place<T>(string id) => System.Text.Encoding.UTF8.GetBytes($"{id} {typeof(T).Name}");

    private BatchRecord RecordOf(Row row) => new()
    {
        Id = row.Id, State = Enum.Parse<BatchState>(row.State, ignoreCase: true), Order = Unbox<BatchOrder>(row.Id, row.SealedOrder),
        Created = DateTimeOffset.FromUnixTimeMilliseconds(row.CreatedAt), Ends = DateTimeOffset.FromUnixTimeMilliseconds(row.EndsAt), Length = row.Length, Received = row.Received,
        Stored = new(row.StoredBytes, row.StoredBoxes), Facts = row.SealedFacts is null ? null : Unbox<FileFacts>(row.Id, row.SealedFacts),
        Fault = row.Fault is null ? FileFault.None : Enum.Parse<FileFault>(row.Fault), FaultRow = row.FaultRow, SameAs = row.SameAs,
        Counts = new(row.Done, row.Answered, row.Refused, row.Rejected), Stopped = row.Stopped, Summary = row.Summary,
    };

    private sealed record Row
    {
        public string Id { get; init; } = "";
        public string State { get; init; } = "";
        public long CreatedAt { get; init; }
        public long EndsAt { get; init; }
        public long Length { get; init; }
        public long Received { get; init; }
        public long StoredBytes { get; init; }
        public long StoredBoxes { get; init; }
        public string? Fault { get; init; }
        public long? FaultRow { get; init; }
        public string? SameAs { get; init; }
        public long Done { get; init; }
        public long Answered { get; init; }
        public long Refused { get; init; }
        public long Rejected { get; init; }
        public string? Stopped { get; init; }
        public string? Summary { get; init; }
        public string SealedOrder { get; init; } = "";
        public string? SealedFacts { get; init; }
    }
}
