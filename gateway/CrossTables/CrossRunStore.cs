using Dapper;
using System.Text.Json;
using Interop.Gateway.Storage;
using Interop.Gateway.Wire;

namespace Interop.Gateway.CrossTables;

/// <summary>Runs and their results in the hub's store. A result holds sums alone, with those that must not leave taken out before it comes here.</summary>
internal sealed class CrossRunStore(HubStore store, TimeProvider time)
{
    /// <summary>For how long tables can be fetched.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    public static readonly SchemaPart Schema = new("cross-tables",
        """
        create table cross_table_run (
            id text not null primary key,
            exchange text not null,
            at bigint not null,
            institution text not null,
            key_id text not null,
            purpose text not null,
            user_ref text null,
            case_ref text null,
            door text not null,
            question text not null,
            state text not null,
            done bigint not null,
            total bigint not null,
            reason text null,
            receipt text null,
            result blob null
        );
        create index cross_table_run_state on cross_table_run (state, at);
        create index cross_table_run_institution on cross_table_run (institution, at)
        """);

    private const string Columns =
        """
        id as Id, exchange as Exchange, at as At, institution as Institution, key_id as KeyId, purpose as Purpose, user_ref as UserRef, case_ref as CaseRef, door as Door,
        question as Question, state as State, done as Done, total as Total, reason as Reason, receipt as Receipt
        """;

    /// <summary>Keeps a run that begins to wait, unless as many of the institution as may do so already; whether it did.</summary>
    public bool Add(CrossRun run, int most) => store.Change((connection, transaction) =>
    {
        connection.Execute("delete from cross_table_run where at < @before", new { before = (time.GetUtcNow() - Kept).ToUnixTimeMilliseconds() }, transaction);
        if (connection.ExecuteScalar<long>("select count(*) from cross_table_run where institution = @Institution and state in ('waiting', 'running')", new { run.Institution }, transaction) >= most)
            return false;
        connection.Execute(
            """
            insert into cross_table_run (id, exchange, at, institution, key_id, purpose, user_ref, case_ref, door, question, state, done, total)
            values (@id, @exchange, @at, @Institution, @Key, @Purpose, @User, @Case, @Door, @question, 'waiting', 0, 0)
            """,
            new
            {
                id = run.Id.ToString(), exchange = run.Exchange.ToString(), at = run.At.ToUnixTimeMilliseconds(), run.Institution, run.Key, run.Purpose, run.User, run.Case, run.Door,
                question = JsonSerializer.Serialize(run.Question),
            }, transaction);
        return true;
    });

    /// <summary>The run, if it is the institution's.</summary>
    public CrossRun? Find(Guid id, string institution) =>
        Query("where id = @id and institution = @institution", new { id = id.ToString(), institution }).FirstOrDefault();

    /// <summary>The institution's runs, the newest first.</summary>
    public IReadOnlyList<CrossRun> List(string institution, int most) => Query("where institution = @institution order by at desc limit @most", new { institution, most });

    /// <summary>Runs that are not over, the oldest first: after a restart they are what is still to be done.</summary>
    public IReadOnlyList<CrossRun> Unfinished() => Query("where state in ('waiting', 'running') order by at", new { });

    public CrossResult? ResultOf(Guid id)
    {
        using var connection = store.Open();
        return connection.ExecuteScalar<byte[]?>("select result from cross_table_run where id = @id", new { id = id.ToString() }) is { } packed ? CrossResult.Unpack(packed) : null;
    }

    public void Progress(Guid id, CountProgress progress) => Change(
        "update cross_table_run set state = 'running', done = @Done, total = @Total where id = @id and state in ('waiting', 'running')", new { id = id.ToString(), progress.Done, progress.Total });

    public void Finish(Guid id, CrossResult result, string receipt) => Change(
        "update cross_table_run set state = 'done', done = total, result = @packed, receipt = @receipt where id = @id", new { id = id.ToString(), packed = result.Pack(), receipt });

    public void Fail(Guid id, string reason) => Change(
        "update cross_table_run set state = 'failed', reason = @reason where id = @id", new { id = id.ToString(), reason });

    private void Change(string sql, object values) => store.Change((connection, transaction) => connection.Execute(sql, values, transaction));

    private List<CrossRun> Query(string where, object values)
    {
        using var connection = store.Open();
        return [.. connection.Query<Row>($"select {Columns} from cross_table_run {where}", values).Select(r => r.Model())];
    }

    private sealed record Row(
        string Id, string Exchange, long At, string Institution, string KeyId, string Purpose, string? UserRef, string? CaseRef, string Door, string Question, string State, long Done, long Total,
        string? Reason, string? Receipt)
    {
        public CrossRun Model() => new(
            Guid.Parse(Id), Guid.Parse(Exchange), DateTimeOffset.FromUnixTimeMilliseconds(At), Institution, KeyId, Purpose, UserRef, CaseRef, Door,
            JsonSerializer.Deserialize<CrossQuestion>(Question)!, Enum.GetValues<RunState>().First(s => WireName.Of(s) == State), Done, Total, Reason, Receipt);
    }
}
