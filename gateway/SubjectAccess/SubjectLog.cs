using Interop.Gateway.Audit;
using Interop.Gateway.Audit.Retention;
using Interop.Gateway.Audit.Search;
using Interop.Gateway.Consents;
using Interop.Gateway.Exchanges;
using Interop.Identity;

namespace Interop.Gateway.SubjectAccess;

/// <summary>
/// Looks through the audit log for one person. The look is an entry of the log itself, about that person, durable before anything is read: no record,
/// no look.
/// </summary>
internal sealed class SubjectLog(AuditLog log, AuditIndex index, AuditSearch search, SubjectKeys subjects, SubjectKeyLedger keys)
{
    public const string Operation = "subject-report";

    /// <summary>How long a look waits for the index to reach its own entry.</summary>
    private static readonly TimeSpan CatchUpFor = TimeSpan.FromSeconds(2);

    private const int PageSize = 500;

    /// <summary>Records the look, then says what is in the log.</summary>
    /// <param name="question">Who wants to know.</param>
    /// <param name="exchange">The exchange that read the registries for the same report; it is no disclosure before this look.</param>
    /// <param name="embargoes">What must be left out.</param>
    /// <param name="at">Now.</param>
    /// <param name="cancellation">Gives up; the look may then be recorded all the same.</param>
    /// <returns>Null when it could not be recorded.</returns>
    public async ValueTask<DisclosureHistory?> LookAsync(SubjectQuestion question, Exchange exchange, EmbargoSet embargoes, DateTimeOffset at, CancellationToken cancellation)
    {
        var (person, asked) = (exchange.Person, exchange.Subject);
        var subject = subjects.Of(person, asked.Type, asked.Value, at, exchange.Scope!.RetentionDays);
        var result = await log.AppendAsync(new AuditEntry
        {
            Exchange = Guid.CreateVersion7(at), Phase = AuditPhase.Completed, At = at,
            Institution = question.Institution.Code, Key = IdentityRegistration.SessionScheme, User = question.AskedBy, Case = question.Reference,
            Door = SubjectReports.Door, Operation = Operation, Purpose = SubjectReports.Purpose, Scope = exchange.Scope.Name, ScopeVersion = exchange.Scope.Version,
            SubjectPseudonym = subject.Value, SubjectKey = subject.Key, Outcome = "answered",
        }, cancellation);
        if (result.Outcome != AppendOutcome.Durable)
            return null;
        var begun = await BeginAsync(at, cancellation);
        index.CatchUp(CatchUpFor);
        var pseudonyms = subjects.AllOf(person, asked.Type, asked.Value);
        return new(
            result.Receipt, keys.WholeFrom() is { } whole && whole > begun ? whole : begun, Math.Max(0, result.Receipt.Index - index.View.Indexed),
            SubjectDisclosure.Of(Entries(pseudonyms, result.Receipt.Index).Where(e => e.Exchange != exchange.Id), embargoes));
    }

    /// <summary>When the first entry of the log was made. What was durable before is in the store, where it can be searched, when this returns.</summary>
    private async ValueTask<DateTimeOffset> BeginAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        using var reader = await log.ReadAsync(cancellation);
        return reader.Leaves(0, 1) is [var first] ? AuditLeaf.Read(first.Leaf).At : now;
    }

    private IEnumerable<AuditEntry> Entries(IReadOnlyList<SubjectPseudonym> pseudonyms, long before)
    {
        for (long? place = before; place is not null;)
        {
            var page = search.Find(new(Subjects: pseudonyms, Before: place, Count: PageSize));
            foreach (var hit in page.Hits)
                yield return hit.Entry;
            place = page.NextBefore;
        }
    }
}
