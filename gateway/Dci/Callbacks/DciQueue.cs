using System.Text.Json;
using Dapper;
using Interop.Gateway.Keys;
using Interop.Gateway.Storage;
using Microsoft.Extensions.Options;

namespace Interop.Gateway.Dci.Callbacks;

/// <summary>How far a message is that is answered later.</summary>
internal enum DciMessageState { Waiting, Answered, GivenUp }

/// <summary>A message that is to be answered now, sealed still.</summary>
internal sealed record DciWaiting(string Id, string Institution, string Registry, string Key, string Box, long Tries, DateTimeOffset ReceivedAt)
{
    public override string ToString() => Id;
}

/// <summary>What became of one search of a message: its reference, and its status and code once it was answered.</summary>
internal sealed record DciProgress(string Reference, string Status, string? Reason);

/// <summary>
/// Messages that are answered later, durable before they are acknowledged. A message is kept sealed, and only until it is answered or given up; a transaction
/// and a message id are known by their pseudonyms, for a partner may write anything into them. No answer is ever kept: it is asked for when it can be sent.
/// </summary>
internal sealed class DciQueue(HubStore store, HubKeys keys, IOptions<DciOptions> options)
{
    public static readonly SchemaPart Schema = new("dci-queue",
        """
        create table dci_message (
            id text not null primary key, institution text not null, registry text not null, access_key text not null, transaction_name text not null, message_name text not null,
            sealed text, progress text not null, state text not null, tries bigint not null, next_at bigint not null, received_at bigint not null, ended_at bigint,
            unique (institution, message_name))
        """,
        "create index dci_message_due on dci_message (state, institution, next_at)");

    private const string Waiting = nameof(DciMessageState.Waiting), Count = "select count(*) from dci_message where institution = @institution and state = @state";

    /// <summary>Long after the last time a partner asks what became of a message.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    private readonly Sealer sealer = keys.SealerFor("dci-queue");
    private readonly Pseudonymiser names = keys.PseudonymsFor("dci-queue");

    /// <summary>Keeps a message; null, or why not.</summary>
    public string? Accept(string id, DciEntry entry, DciRegistry registry, IReadOnlyList<DciProgress> searches, DateTimeOffset now)
    {
        var row = new
        {
            id, institution = entry.Sender.Code, registry = registry.Name, key = entry.Key, transaction = Name(entry.Sender.Code, "transaction", entry.Asked.Transaction),
            message = Name(entry.Sender.Code, "message", entry.Asked.MessageId), box = Seal(entry.Document.RootElement.GetRawText()), progress = Seal(JsonSerializer.Serialize(searches)),
            state = Waiting, now = now.ToUnixTimeMilliseconds(), gone = (now - Kept).ToUnixTimeMilliseconds(),
        };
        return store.Change((connection, transaction) =>
        {
            connection.Execute("delete from dci_message where ended_at < @gone", row, transaction);
            if (connection.ExecuteScalar<long>("select count(*) from dci_message where institution = @institution and message_name = @message", row, transaction) > 0)
                return DciHeaderReasons.MessageIdDuplicate;
            if (connection.ExecuteScalar<long>(Count, row, transaction) >= options.Value.MostWaiting)
                return DciErrors.TooManyRequests;
            connection.Execute(
                """
                insert into dci_message (id, institution, registry, access_key, transaction_name, message_name, sealed, progress, state, tries, next_at, received_at)
                values (@id, @institution, @registry, @key, @transaction, @message, @box, @progress, @state, 0, @now, @now)
                """, row, transaction);
            return null;
        });
    }

    /// <summary>Whether an institution has as many messages waiting as it may.</summary>
    public bool IsFull(string institution)
    {
        using var connection = store.Open();
        return connection.ExecuteScalar<long>(Count, new { institution, state = Waiting }) >= options.Value.MostWaiting;
    }

    /// <summary>The institutions of which something is due.</summary>
    public IReadOnlyList<string> Due(DateTimeOffset now)
    {
        using var connection = store.Open();
        return connection.Query<string>("select distinct institution from dci_message where state = @state and next_at <= @now", new { state = Waiting, now = now.ToUnixTimeMilliseconds() }).AsList();
    }

    /// <summary>Takes the oldest that is due of an institution, so that until <paramref name="until"/> nobody else takes it; a call is counted before it is made.</summary>
    public DciWaiting? Take(string institution, DateTimeOffset now, DateTimeOffset until) => store.Change((connection, transaction) =>
    {
        var row = connection.QueryFirstOrDefault<Row>(
            """
            select id as Id, registry as Registry, access_key as AccessKey, sealed as Sealed, tries as Tries, received_at as ReceivedAt
            from dci_message where state = @state and institution = @institution and next_at <= @now order by next_at, id limit 1
            """, new { state = Waiting, institution, now = now.ToUnixTimeMilliseconds() }, transaction);
        if (row is null)
            return null;
        connection.Execute("update dci_message set next_at = @until, tries = tries + 1 where id = @id", new { until = until.ToUnixTimeMilliseconds(), id = row.Id }, transaction);
        return new DciWaiting(row.Id, institution, row.Registry, row.AccessKey, row.Sealed, row.Tries + 1, DateTimeOffset.FromUnixTimeMilliseconds(row.ReceivedAt));
    });

    /// <summary>The message as it came.</summary>
    public string Open(DciWaiting waiting) => Open(waiting.Box);

    /// <summary>Has it tried again at <paramref name="next"/>.</summary>
    public void Postpone(string id, DateTimeOffset next) => store.Change((connection, transaction) =>
        connection.Execute("update dci_message set next_at = @next where id = @id", new { id, next = next.ToUnixTimeMilliseconds() }, transaction));

    /// <summary>Gives it back as if it had not been taken.</summary>
    public void Return(string id, DateTimeOffset now) => store.Change((connection, transaction) =>
        connection.Execute("update dci_message set next_at = @now, tries = tries - 1 where id = @id", new { id, now = now.ToUnixTimeMilliseconds() }, transaction));

    /// <summary>Has none of an institution's messages tried before <paramref name="next"/>, and gives up those that came before <paramref name="oldest"/>: how many.</summary>
    public int PostponeAll(string institution, DateTimeOffset next, DateTimeOffset oldest, DateTimeOffset now) => store.Change((connection, transaction) =>
    {
        var row = new
        {
            institution, state = Waiting, ended = nameof(DciMessageState.GivenUp),
            next = next.ToUnixTimeMilliseconds(), oldest = oldest.ToUnixTimeMilliseconds(), now = now.ToUnixTimeMilliseconds(),
        };
        connection.Execute("update dci_message set next_at = @next where institution = @institution and state = @state and next_at < @next", row, transaction);
        return connection.Execute(
            "update dci_message set state = @ended, sealed = null, ended_at = @now where institution = @institution and state = @state and received_at < @oldest", row, transaction);
    });

    /// <summary>Ends it and forgets what it asked.</summary>
    public void End(string id, DciMessageState state, IReadOnlyList<DciProgress>? progress, DateTimeOffset now) => store.Change((connection, transaction) => connection.Execute(
        "update dci_message set state = @state, sealed = null, progress = coalesce(@progress, progress), ended_at = @now where id = @id",
        new { id, state = state.ToString(), progress = progress is null ? null : Seal(JsonSerializer.Serialize(progress)), now = now.ToUnixTimeMilliseconds() }, transaction));

    /// <summary>What became of the searches of an institution's transaction, or of the message with this correlation id; an id where there is one.</summary>
    public (string? Id, IReadOnlyList<DciProgress> Searches) Find(string institution, string? transactionId, string? correlationId)
    {
        using var connection = store.Open();
        var rows = connection.Query<(string Id, string State, string Progress)>(
            "select id as Id, state as State, progress as Progress from dci_message where institution = @institution and (transaction_name = @name or id = @correlationId) order by id",
            new { institution, name = transactionId is null ? "" : Name(institution, "transaction", transactionId), correlationId = correlationId ?? "" }).AsList();
        return (rows.Count == 0 ? null : rows[^1].Id, [.. rows.SelectMany(r => JsonSerializer.Deserialize<DciProgress[]>(Open(r.Progress))!
            .Select(p => r.State == nameof(DciMessageState.GivenUp) && p.Status == "pdng" ? p with { Status = "rjct" } : p))]);
    }

    private string Name(string institution, string kind, string value) => Convert.ToHexString(names.Of($"{kind}\0{institution}", value));

    private string Seal(string text) => Convert.ToBase64String(sealer.Seal(text));

    private string Open(string box) => sealer.Open(Convert.FromBase64String(box));

    private sealed record Row(string Id, string Registry, string AccessKey, string Sealed, long Tries, long ReceivedAt);
}
