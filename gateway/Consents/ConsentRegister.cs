using System.Data.Common;
using Dapper;
using Interop.Gateway.IdentityResolution;
using Interop.Gateway.Keys;
using Interop.Gateway.Storage;
using Interop.Gateway.Wire;

namespace Interop.Gateway.Consents;

/// <summary>
/// Consents in the hub's store. People are in it by keyed pseudonyms alone. Nothing is ever deleted or changed; a withdrawal is added to its
/// consent once and for all. Who may act and that it is recorded is the matter of <see cref="ConsentDesk"/>.
/// </summary>
internal sealed class ConsentRegister(HubStore store, HubKeys keys, TimeProvider time)
{
    public static readonly SchemaPart Schema = new("consents",
        """
        create table consent (
            id text not null primary key,
            grantee text not null,
            purposes text not null,
            attributes text not null,
            from_day bigint not null,
            to_day bigint not null,
            medium text not null,
            document text not null,
            recorded_by text not null,
            recorded_at bigint not null,
            withdrawn_by text null,
            withdrawn_at bigint null,
            withdrawal_note text null
        );
        create index consent_recorded on consent (recorded_at);
        create index consent_grantee on consent (grantee, recorded_at);
        create table consent_subject (
            consent_id text not null references consent (id),
            pseudonym text not null,
            lifelong text null,
            primary key (consent_id, pseudonym)
        );
        create index consent_subject_pseudonym on consent_subject (pseudonym)
        """);

    private const string Columns =
        """
        id as Id, grantee as Grantee, purposes as Purposes, attributes as Attributes, from_day as FromDay, to_day as ToDay, medium as Medium, document as Document,
        recorded_by as RecordedBy, recorded_at as RecordedAt, withdrawn_by as WithdrawnBy, withdrawn_at as WithdrawnAt, withdrawal_note as WithdrawalNote
        """;

    // A number for life that the person does not hold says that the consent is another's, whatever else they share: registries err and mend.
    private const string Concerning =
        """
        id in (select consent_id from consent_subject where pseudonym in @Pseudonyms)
        and not exists (select 1 from consent_subject other where other.consent_id = id and other.lifelong in @Lifelong and other.pseudonym not in @Pseudonyms)
        """;

    private readonly SubjectNames names = new(keys, "consent");

    /// <summary>Days of consents are those of scopes.</summary>
    public DateOnly Today => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);

    public Guid NewId() => Guid.CreateVersion7(time.GetUtcNow());

    /// <summary>Keeps a consent that has no faults.</summary>
    public void Add(Guid id, ConsentDraft draft, Resolution person, string officer) => store.Change((connection, transaction) =>
    {
        connection.Execute(
            """
            insert into consent (id, grantee, purposes, attributes, from_day, to_day, medium, document, recorded_by, recorded_at)
            values (@id, @Grantee, @purposes, @attributes, @from, @to, @medium, @Document, @officer, @now)
            """,
            new
            {
                id = $"{id}", draft.Grantee, purposes = Joined(draft.Purposes), attributes = Joined(draft.Attributes), from = draft.From!.Value.DayNumber,
                to = draft.To!.Value.DayNumber, medium = WireName.Of(draft.Medium!.Value), draft.Document, officer, now = time.GetUtcNow().ToUnixTimeMilliseconds(),
            }, transaction);
        return connection.Execute(
            "insert into consent_subject (consent_id, pseudonym, lifelong) values (@id, @Pseudonym, @Lifelong)",
            names.Of(person, draft.Subject).Select(n => new { id = $"{id}", n.Pseudonym, n.Lifelong }), transaction);
    });

    /// <summary>Ends a consent for ever.</summary>
    /// <returns>False when it is not there or was withdrawn before.</returns>
    public bool Withdraw(Guid id, string officer, string note) => store.Change((connection, transaction) => connection.Execute(
        "update consent set withdrawn_by = @officer, withdrawn_at = @now, withdrawal_note = @note where id = @id and withdrawn_at is null",
        new { id = $"{id}", officer, now = time.GetUtcNow().ToUnixTimeMilliseconds(), note }, transaction)) == 1;

    public Consent? Find(Guid id)
    {
        using var connection = store.Open();
        return connection.QuerySingleOrDefault<Row>($"select {Columns} from consent where id = @id", new { id = $"{id}" })?.Model();
    }

    /// <summary>Consents recorded last, first: all that is given here is so, null stands for anything.</summary>
    /// <param name="person">Whose they are, and by what they were asked for.</param>
    /// <param name="status">Where they stand today.</param>
    public IReadOnlyList<Consent> List((Resolution Person, TypedIdentifier Typed)? person, string? grantee, ConsentStatus? status, int most)
    {
        var mine = person is { } one ? names.Of(one.Person, one.Typed) : [];
        using var connection = store.Open();
        return
        [
            .. connection.Query<Row>(
                $"""
                select {Columns} from consent where (@grantee is null or grantee = @grantee) {(person is null ? "" : "and " + Concerning)}
                and (@status is null or @status = case when withdrawn_at is not null then 'withdrawn' when from_day > @today then 'upcoming' when to_day < @today then 'expired' else 'active' end)
                order by recorded_at desc, id desc limit @most
                """,
                new { grantee, status = status is { } s ? WireName.Of(s) : null, today = Today.DayNumber, most, Pseudonyms = PseudonymsOf(mine), Lifelong = LifelongOf(mine) })
                .Select(r => r.Model()),
        ];
    }

    /// <summary>What the person's consents let an institution learn.</summary>
    /// <param name="person">As the directory has them; whoever it does not know is looked for all the same, so that a fault of the store tells nobody apart.</param>
    /// <param name="typed">By what they were asked for.</param>
    /// <param name="day">Of the question; what is withdrawn covers no day.</param>
    public ConsentCover Covers(Resolution person, TypedIdentifier typed, string institution, string purpose, DateOnly day)
    {
        var mine = names.Of(person, typed);
        try
        {
            using var connection = store.Open();
            // The index of grantees leads to all consents an institution has; that of pseudonyms to this person's few. Nothing appended keeps it from the first.
            var found = connection.Query<(string Purposes, string Attributes)>(
                $"""
                select purposes, attributes from consent where {Concerning}
                and grantee || '' = @institution and withdrawn_at is null and from_day <= @day and to_day >= @day
                """, new { institution, day = day.DayNumber, Pseudonyms = PseudonymsOf(mine), Lifelong = LifelongOf(mine) })
                .Where(c => Words(c.Purposes).Contains(purpose)).Select(c => Words(c.Attributes)).ToArray();
            return found.Length == 0 ? ConsentCover.NotGiven : new(ConsentAnswer.Given, found.Any(a => a.Length == 0) ? null : found.SelectMany(a => a).ToHashSet());
        }
        catch (DbException)
        {
            return ConsentCover.Undecided;
        }
    }

    /// <summary>Whether a consent is this person's.</summary>
    public bool Concerns(Guid id, Resolution person, TypedIdentifier typed)
    {
        var mine = names.Of(person, typed);
        using var connection = store.Open();
        return connection.ExecuteScalar<long>($"select count(*) from consent where id = @id and {Concerning}", new { id = $"{id}", Pseudonyms = PseudonymsOf(mine), Lifelong = LifelongOf(mine) }) == 1;
    }

    /// <summary>Whether a text that is to be kept holds a number of the person.</summary>
    public bool AreIn(string text, Resolution person, TypedIdentifier typed) => names.AreIn(text, PseudonymsOf(names.Of(person, typed)));

    private static string[] PseudonymsOf(IEnumerable<SubjectName> names) => [.. names.Select(n => n.Pseudonym)];

    private static string[] LifelongOf(IEnumerable<SubjectName> names) => [.. names.Select(n => n.Lifelong).OfType<string>().Distinct()];

    private static string Joined(IEnumerable<string> words) => string.Join(' ', words.Distinct().Order(StringComparer.Ordinal));

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private sealed record Row(
        string Id, string Grantee, string Purposes, string Attributes, long FromDay, long ToDay, string Medium, string Document, string RecordedBy, long RecordedAt,
        string? WithdrawnBy, long? WithdrawnAt, string? WithdrawalNote)
    {
        public Consent Model() => new(
            Guid.Parse(Id), Grantee, Words(Purposes), Words(Attributes), DateOnly.FromDayNumber((int)FromDay), DateOnly.FromDayNumber((int)ToDay),
            Enum.GetValues<ConsentMedium>().Single(m => WireName.Of(m) == Medium), Document, RecordedBy, DateTimeOffset.FromUnixTimeMilliseconds(RecordedAt),
            WithdrawnAt is { } at ? new(WithdrawnBy!, DateTimeOffset.FromUnixTimeMilliseconds(at), WithdrawalNote!) : null);
    }
}
