using Dapper;
using Interop.Gateway.IdentityResolution;
using Interop.Gateway.Keys;
using Interop.Gateway.Storage;

namespace Interop.Gateway.Consents;

/// <summary>
/// Embargoes in the hub's store. People are in it by keyed pseudonyms alone, made with a key of its own. Nothing is ever deleted; each step is
/// taken once. Who may act and that it is recorded is the matter of <see cref="EmbargoDesk"/>.
/// </summary>
internal sealed class EmbargoRegister(HubStore store, HubKeys keys, TimeProvider time)
{
    public static readonly SchemaPart Schema = new("embargoes",
        """
        create table embargo (
            id text not null primary key,
            institution text not null,
            case_number text null,
            until_day bigint not null,
            legal_basis text not null,
            requested_by text not null,
            requested_at bigint not null,
            reason text not null,
            approved bigint not null,
            decided_by text null,
            decided_at bigint null,
            decision_note text null,
            lifted_by text null,
            lifted_at bigint null,
            lift_note text null
        );
        create index embargo_requested on embargo (requested_at);
        create table embargo_subject (
            embargo_id text not null references embargo (id),
            pseudonym text not null,
            primary key (embargo_id, pseudonym)
        );
        create index embargo_subject_pseudonym on embargo_subject (pseudonym)
        """);

    private const string Columns =
        """
        id as Id, institution as Institution, case_number as CaseNumber, until_day as UntilDay, legal_basis as LegalBasis, requested_by as RequestedBy,
        requested_at as RequestedAt, reason as Reason, approved as Approved, decided_by as DecidedBy, decided_at as DecidedAt, decision_note as DecisionNote,
        lifted_by as LiftedBy, lifted_at as LiftedAt, lift_note as LiftNote
        """;

    private const string Concerning = "id in (select embargo_id from embargo_subject where pseudonym in @Pseudonyms)";

    private readonly SubjectNames names = new(keys, "embargo");

    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>What the person's own report must leave out at a moment.</summary>
    /// <param name="person">As the directory has them.</param>
    public EmbargoSet Of(Resolution person, DateTimeOffset at)
    {
        using var connection = store.Open();
        return new([.. connection.Query<Row>($"select {Columns} from embargo where approved = 1 and {Concerning}", new { Pseudonyms = PseudonymsOf(person, null) }).Select(r => r.Model())], at);
    }

    /// <summary>All embargoes, those asked for last first.</summary>
    public IReadOnlyList<Embargo> List(int most)
    {
        using var connection = store.Open();
        return [.. connection.Query<Row>($"select {Columns} from embargo order by requested_at desc, id desc limit @most", new { most }).Select(r => r.Model())];
    }

    public Embargo? Find(Guid id)
    {
        using var connection = store.Open();
        return connection.QuerySingleOrDefault<Row>($"select {Columns} from embargo where id = @id", new { id = $"{id}" })?.Model();
    }

    /// <summary>Keeps an embargo that has no faults, for a second officer to decide.</summary>
    public void Add(Guid id, EmbargoDraft draft, Resolution person, string officer) => store.Change((connection, transaction) =>
    {
        connection.Execute(
            """
            insert into embargo (id, institution, case_number, until_day, legal_basis, requested_by, requested_at, reason, approved)
            values (@id, @Institution, @number, @until, @LegalBasis, @officer, @now, @Reason, 0)
            """,
            new
            {
                id = $"{id}", draft.Institution, number = draft.Case.Length > 0 ? draft.Case : null, until = draft.Until!.Value.DayNumber, draft.LegalBasis, officer,
                now = Now.ToUnixTimeMilliseconds(), draft.Reason,
            }, transaction);
        return connection.Execute(
            "insert into embargo_subject (embargo_id, pseudonym) values (@id, @Pseudonym)", PseudonymsOf(person, draft.Subject).Select(p => new { id = $"{id}", Pseudonym = p }), transaction);
    });

    /// <summary>Notes the second officer's decision. The store itself takes no approval of whoever asked.</summary>
    /// <returns>False when there is nothing to decide for this officer.</returns>
    public bool Decide(Guid id, bool approve, string officer, string note) => store.Change((connection, transaction) => connection.Execute(
        """
        update embargo set approved = @approved, decided_by = @officer, decided_at = @now, decision_note = @note
        where id = @id and decided_at is null and (@approved = 0 or (requested_by <> @officer and until_day >= @today))
        """, new { id = $"{id}", approved = approve ? 1 : 0, officer, now = Now.ToUnixTimeMilliseconds(), note, today = Embargo.DayOf(Now).DayNumber }, transaction)) == 1;

    /// <summary>Ends an embargo before its time.</summary>
    /// <returns>False when it is not in force.</returns>
    public bool Lift(Guid id, string officer, string note) => store.Change((connection, transaction) => connection.Execute(
        "update embargo set lifted_by = @officer, lifted_at = @now, lift_note = @note where id = @id and approved = 1 and lifted_at is null and until_day >= @today",
        new { id = $"{id}", officer, now = Now.ToUnixTimeMilliseconds(), note, today = Embargo.DayOf(Now).DayNumber }, transaction)) == 1;

    /// <summary>Whether an embargo is about this person.</summary>
    public bool Concerns(Guid id, Resolution person, TypedIdentifier typed)
    {
        using var connection = store.Open();
        return connection.ExecuteScalar<long>($"select count(*) from embargo where id = @id and {Concerning}", new { id = $"{id}", Pseudonyms = PseudonymsOf(person, typed) }) == 1;
    }

    /// <summary>Whether a text that is to be kept holds a number of the person.</summary>
    public bool AreIn(string text, Resolution person, TypedIdentifier typed) => names.AreIn(text, PseudonymsOf(person, typed));

    /// <summary>Whether a text that is to be kept holds a number of the person an embargo is about.</summary>
    public bool AreIn(string text, Guid id)
    {
        using var connection = store.Open();
        return names.AreIn(text, connection.Query<string>("select pseudonym from embargo_subject where embargo_id = @id", new { id = $"{id}" }));
    }

    private string[] PseudonymsOf(Resolution person, TypedIdentifier? typed) => [.. names.Of(person, typed).Select(n => n.Pseudonym)];

    private sealed record Row(
        string Id, string Institution, string? CaseNumber, long UntilDay, string LegalBasis, string RequestedBy, long RequestedAt, string Reason, long Approved,
        string? DecidedBy, long? DecidedAt, string? DecisionNote, string? LiftedBy, long? LiftedAt, string? LiftNote)
    {
        public Embargo Model() => new(
            Guid.Parse(Id), Institution, CaseNumber, DateOnly.FromDayNumber((int)UntilDay), LegalBasis, Step(RequestedBy, RequestedAt, Reason)!, Approved == 1,
            Step(DecidedBy, DecidedAt, DecisionNote), Step(LiftedBy, LiftedAt, LiftNote));

        private static OfficerStep? Step(string? officer, long? at, string? note) =>
            officer is null ? null : new(officer, DateTimeOffset.FromUnixTimeMilliseconds(at!.Value), note!);
    }
}
