using Interop.Gateway.Audit;
using Interop.Gateway.Audit.Retention;
using Interop.Gateway.Audit.Search;
using Interop.Gateway.Callers;
using Interop.Gateway.Exchanges;
using Interop.Gateway.IdentityResolution;
using Interop.Gateway.Privacy;
using Interop.Gateway.Wire;

namespace Interop.Gateway.Fhir;

/// <summary>One exchange as its own institution may see it afterwards.</summary>
/// <param name="Begun">How it was let in or turned away.</param>
/// <param name="Ended">How it ended; null where it was turned away, or the log knows of no end.</param>
internal sealed record OwnExchange(AuditEntry Begun, AuditEntry? Ended)
{
    /// <summary>Whether an answer left; null when that is not known. Why none left stays out: the record may know more of it than the institution was told.</summary>
    public bool? Answered => Begun.Phase == AuditPhase.Refused ? false : Ended is null ? null : Ended.Outcome == "answered";
}

/// <summary>What an institution did about one person.</summary>
/// <param name="Exchanges">The newest first.</param>
/// <param name="IsWhole">Whether there are no more of that time.</param>
/// <param name="Id">Of the look.</param>
/// <param name="Receipt">Of the look.</param>
internal sealed record OwnExchanges(IReadOnlyList<OwnExchange> Exchanges, bool IsWhole, Guid Id, Receipt Receipt);

/// <summary>
/// Looks through the audit log for what the institution that asks did itself, and by the identifier that it asked by: an exchange begins in the log
/// under the identifier asked by and ends under the person, so that the trail never tells that two identifiers are one person's. The look is an entry
/// of the log, durable before anything is read: no record, no look.
/// </summary>
internal sealed class OwnTrail(AuditLog log, AuditIndex index, AuditSearch search, SubjectKeys subjects, ReferenceDirectory directory)
{
    private const int Most = 1_000;

    /// <summary>Whoever was found by a description was not asked about by this number, and the institution may not have been told it.</summary>
    private static readonly string Match = WireName.Of(Operation.Match);

    /// <summary>How long a look waits for the index to reach its own entry.</summary>
    private static readonly TimeSpan CatchUpFor = TimeSpan.FromSeconds(2);

    /// <param name="caller">Whose exchanges.</param>
    /// <param name="subject">By what it asked.</param>
    /// <param name="times">When they began.</param>
    /// <param name="id">Of the look.</param>
    /// <param name="at">Now.</param>
    /// <returns>Null when the look could not be recorded.</returns>
    public async ValueTask<OwnExchanges?> FindAsync(Caller caller, Subject subject, FhirTimes times, Guid id, DateTimeOffset at, CancellationToken cancellation)
    {
        var person = directory.Resolve(subject.Type, subject.Value);
        var about = subjects.Of(person, subject.Type, subject.Value, at, null);
        var query = new AuditQuery(
            caller.Institution.Code, From: times.From, To: times.To, Subjects: subjects.AllOf(Resolution.NotFound, subject.Type, subject.Value), Count: Most);
        var look = await log.AppendAsync(OwnLook.Of(caller, AuditLook.Operation, id, at) with { SubjectPseudonym = about.Value, SubjectKey = about.Key, Asked = query.Named() }, cancellation);
        if (look.Outcome != AppendOutcome.Durable)
            return null;
        (await log.ReadAsync(cancellation)).Dispose();
        index.CatchUp(CatchUpFor);
        var page = search.Find(query with { Before = look.Receipt.Index });
        var begun = page.Hits.Select(h => h.Entry).Where(e => e.Phase != AuditPhase.Completed && e.Operation != Match).DistinctBy(e => e.Exchange).ToArray();
        var ended = Ended(begun, query with { From = null, To = null, Subjects = subjects.AllOf(person, subject.Type, subject.Value) });
        return new([.. begun.Select(b => new OwnExchange(b, ended.GetValueOrDefault(b.Exchange)))], page.NextBefore is null && page.Indexed >= look.Receipt.Index, id, look.Receipt);
    }

    /// <summary>How those exchanges ended, of all that is about the person.</summary>
    private Dictionary<Guid, AuditEntry> Ended(AuditEntry[] begun, AuditQuery query)
    {
        var open = begun.Where(e => e.Phase == AuditPhase.Admitted).ToDictionary(e => e.Exchange, e => e.At);
        var ended = new Dictionary<Guid, AuditEntry>();
        var first = open.Count == 0 ? DateTimeOffset.MaxValue : open.Values.Min();
        for (long? place = long.MaxValue; place is not null && open.Count > 0;)
        {
            var page = search.Find(query with { Before = place });
            foreach (var entry in page.Hits.Select(h => h.Entry).Where(e => e.Phase == AuditPhase.Completed && open.Remove(e.Exchange)))
                ended[entry.Exchange] = entry;
            place = page.Hits is [.., var last] && last.Entry.At >= first ? page.NextBefore : null;
        }
        return ended;
    }
}
