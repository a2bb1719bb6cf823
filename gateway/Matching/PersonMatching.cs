using Interop.Gateway.Exchanges;
using Interop.Gateway.Limits;
using Interop.Gateway.Privacy;
using Interop.Gateway.Registries;

namespace Interop.Gateway.Matching;

/// <summary>Somebody who may be meant: how sure that is and why, and the exchange in which what leaves of them was found.</summary>
internal sealed record MatchedPerson(GradedMatch Match, IReadOnlyList<MatchReason> Reasons, Exchange Exchange)
{
    public override string ToString() => Match.Grade.ToString();
}

/// <summary>How one field agrees; the agreement is null where the scope does not let the caller learn it.</summary>
/// <param name="SpeaksFor">Whether it makes the person likelier.</param>
internal readonly record struct MatchReason(MatchField Field, string? Agreement, bool SpeaksFor);

/// <summary>
/// Finds people by what they say of themselves. The search is an exchange: admitted by a scope that names the operation, recorded before anything is
/// looked at. Each person found is a further exchange under the same scope, with its own record and the scope's conditions about the person; whoever
/// the scope does not cover is not found.
/// </summary>
internal sealed class PersonMatching(MatchIndex index, ScopeRegister scopes, ExchangeRecord record, ExchangePipeline pipeline, MatchAttributes attributes)
{
    /// <summary>What the record of a search is kept under: what was said, never a person's number.</summary>
    private const string Demographics = "demographics";

    /// <summary>The exchange of a search. The same for the same question, however its names are typed; the record holds no more of it than a keyed pseudonym.</summary>
    public static Exchange SearchFor(MatchQuestion said, Guid id, DateTimeOffset at, string door, Entry entry) => new()
    {
        Id = id, At = at, Door = door, Caller = entry.Caller!, ScopeLimit = entry.ScopeLimit, Operation = Operation.Match, Attributes = [], Date = DateOnly.FromDateTime(at.UtcDateTime),
        Subject = new(Demographics, string.Join('\n',
            said.FamilyKhmer?.Text, said.GivenKhmer?.Text, said.FamilyLatin?.Text, said.GivenLatin?.Text, said.Birth?.Packed, said.Female, said.Place?.Code, said.Card?.Household, said.Card?.Member)),
    };

    /// <param name="exchange">Of the operation match; gets the scope, the sources and the receipt.</param>
    /// <param name="asked">Whom to find.</param>
    /// <param name="found">Gets the people, the likeliest first.</param>
    /// <param name="cancellation">Whoever asked has gone.</param>
    public async ValueTask<ExchangeOutcome> RunAsync(Exchange exchange, MatchAsked asked, List<MatchedPerson> found, CancellationToken cancellation)
    {
        // :: Admit
        var today = DateOnly.FromDateTime(exchange.At.UtcDateTime);
        var admission = scopes.Admit(exchange.Caller.Institution.Code, exchange.Caller.Purpose, Operation.Match, null, today, out var scope, exchange.Caller.HasCase);
        exchange.Scope = scope;
        if (admission != AdmissionOutcome.Admitted)
            return await record.RefusedAsync(exchange, ExchangePipeline.Refusal(admission), cancellation);
        if (exchange.ScopeLimit != LimitOutcome.Within)
            return await record.RefusedAsync(exchange, ExchangePipeline.Refusal(exchange.ScopeLimit), cancellation);

        // :: Record admitted
        if (!await record.AdmittedAsync(exchange, cancellation))
            return ExchangeOutcome.AuditUnavailable;

        // :: Compare
        if (await index.GetAsync(cancellation) is not { } people)
            return await record.CompletedAsync(exchange, ExchangeOutcome.MatchNotReady, cancellation);
        var table = WeightTable.Of(asked.Person, people, MatchWeights.Current);
        var graded = Grading.Grade(people.Find(asked.Person, table), table, MatchWeights.Current, people.People);

        // :: Ask about each as whoever asks by a number would
        foreach (var match in graded)
        {
            if (found.Count == asked.Count || (asked.OnlyCertain && match.Grade != MatchGrade.Certain))
                break;
            var one = ExchangeAbout(people.IdentifierOf(match.Person), match.Grade, exchange);
            var outcome = await pipeline.RunAsync(one, cancellation);
            if (outcome == ExchangeOutcome.AuditUnavailable)
                return outcome;
            if (outcome == ExchangeOutcome.Answered)
                found.Add(new(match, [.. Reasons(match.Agreement, table, one)], one));
        }
        exchange.Sources = [.. found.SelectMany(f => f.Exchange.Sources).GroupBy(s => s.Registry).Select(s => s.MaxBy(r => r.Status != SourceStatus.Answered)!)];

        // :: Record completed: a name that finds nobody is to the record what a number that nobody has is, so names that are tried stand out as those do
        var ended = await record.CompletedAsync(exchange, found.Count > 0 ? ExchangeOutcome.Answered : ExchangeOutcome.SubjectNotFound, cancellation);
        return ended == ExchangeOutcome.SubjectNotFound ? ExchangeOutcome.Answered : ended;
    }

    /// <summary>Whoever is not certain is shown by nothing but what is compared; whoever is, by all the scope grants.</summary>
    private Exchange ExchangeAbout((string Type, string Value) identifier, MatchGrade grade, Exchange search) => new()
    {
        Id = Guid.CreateVersion7(search.At), At = search.At, Door = search.Door, Caller = search.Caller, Operation = Operation.Match,
        Subject = new(identifier.Type, identifier.Value), Date = search.Date,
        Attributes = grade == MatchGrade.Certain ? search.Scope!.Granted : [.. attributes.All.Where(search.Scope!.Grants)],
    };

    private IEnumerable<MatchReason> Reasons(Agreement agreement, WeightTable table, Exchange about)
    {
        for (var field = MatchField.FamilyName; field <= MatchField.EquityCard; field++)
            if (agreement[field] is var level and not Agreement.Unknown)
                // That two agree tells as much as the value does.
                yield return about.MayExplain(attributes.Of(field))
                    ? new(field, Agreement.Levels[(int)field][level], table.Of(field, agreement) >= 0)
                    : new(field, null, false);
    }
}
