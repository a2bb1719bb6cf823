using System.Data;
using Dapper;
using Interop.Gateway.Storage;
using Interop.Gateway.Wire;

namespace Interop.Gateway.Privacy;

/// <summary>One stored version. Times are unix milliseconds.</summary>
/// <param name="Body">The scope as a draft nobody has touched: where it stands and who decided is in the columns.</param>
/// <param name="Imported">The scope as it stood in the file; null when it came from no file.</param>
internal sealed record ScopeRow(
    string Scope, long Version, string Consumer, string Status, string Body, string? Imported,
    string? DraftedBy, string? SubmittedBy, string? ApprovedBy, long Changed)
{
    public ScopeStatus Stands => Enum.Parse<ScopeStatus>(Status, ignoreCase: true);

    public ScopeConfig Config => ScopeJson.Read(Body) with { Status = Stands, SubmittedBy = SubmittedBy, ApprovedBy = ApprovedBy };

    public static string BodyOf(ScopeConfig scope) => ScopeJson.Text(scope with { Status = ScopeStatus.Draft, SubmittedBy = null, ApprovedBy = null });
}

/// <summary>The statements of the scopes over one connection, inside its transaction if there is one.</summary>
internal sealed class ScopeTable(IDbConnection store, IDbTransaction? transaction)
{
    private const string Columns =
        "scope as Scope, version as Version, consumer as Consumer, status as Status, body as Body, imported as Imported, "
        + "drafted_by as DraftedBy, submitted_by as SubmittedBy, approved_by as ApprovedBy, changed_at as Changed";

    public static SchemaPart Schema { get; } = new("scopes",
        """
        create table scope_version (
            scope text not null, version bigint not null, consumer text not null, status text not null, body text not null, imported text null,
            drafted_by text null, submitted_by text null, approved_by text null, changed_at bigint not null, primary key (scope, version));
        create index scope_version_consumer on scope_version (consumer, status);
        create table scope_event (
            sequence bigint not null primary key, scope text not null, version bigint not null, step text not null,
            officer text not null, at bigint not null, note text null);
        create index scope_event_scope on scope_event (scope, sequence)
        """);

    /// <summary>Rises with every change, whoever made it: a change and its event are one transaction.</summary>
    public long Generation => store.ExecuteScalar<long>("select coalesce(max(sequence), 0) from scope_event", transaction: transaction);

    public IReadOnlyList<ScopeRow> All() => [.. store.Query<ScopeRow>($"select {Columns} from scope_version order by scope, version", transaction: transaction)];

    public IReadOnlyList<ScopeRow> Of(string scope) =>
        [.. store.Query<ScopeRow>($"select {Columns} from scope_version where scope = @scope order by version", new { scope }, transaction)];

    public IReadOnlyList<ScopeRow> ActiveOf(string consumer) => [.. store.Query<ScopeRow>(
        $"select {Columns} from scope_version where consumer = @consumer and status = @active order by scope, version",
        new { consumer, active = WireName.Of(ScopeStatus.Active) }, transaction)];

    public void Insert(ScopeRow row) => store.Execute(
        """
        insert into scope_version (scope, version, consumer, status, body, imported, drafted_by, submitted_by, approved_by, changed_at)
        values (@Scope, @Version, @Consumer, @Status, @Body, @Imported, @DraftedBy, @SubmittedBy, @ApprovedBy, @Changed)
        """, row, transaction);

    public void Update(ScopeRow row) => store.Execute(
        """
        update scope_version set status = @Status, body = @Body, submitted_by = @SubmittedBy, approved_by = @ApprovedBy, changed_at = @Changed
        where scope = @Scope and version = @Version
        """, row, transaction);

    public void Add(ScopeEvent change) => store.Execute(
        """
        insert into scope_event (sequence, scope, version, step, officer, at, note)
        select coalesce(max(sequence), 0) + 1, @Scope, @Version, @step, @Officer, @at, @Note from scope_event
        """,
        new { change.Scope, change.Version, step = WireName.Of(change.Step), change.Officer, at = change.At.ToUnixTimeMilliseconds(), change.Note }, transaction);

    public IReadOnlyList<ScopeEvent> EventsOf(string scope) =>
    [
        .. store.Query<EventRow>(
                "select scope as Scope, version as Version, step as Step, officer as Officer, at as At, note as Note from scope_event where scope = @scope order by sequence",
                new { scope }, transaction)
            .Select(e => new ScopeEvent(
                e.Scope, (int)e.Version, Enum.Parse<ScopeStep>(e.Step, ignoreCase: true), e.Officer, DateTimeOffset.FromUnixTimeMilliseconds(e.At), e.Note)),
    ];

    private sealed record EventRow(string Scope, long Version, string Step, string Officer, long At, string? Note);
}
