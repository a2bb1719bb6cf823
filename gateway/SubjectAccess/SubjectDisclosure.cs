using Interop.Gateway.Audit;
using Interop.Gateway.Consents;

namespace Interop.Gateway.SubjectAccess;

/// <summary>What came of one question about the person. Kebab-case on the wire.</summary>
internal enum DisclosureResult : byte
{
    /// <summary>An answer left.</summary>
    Given,
    /// <summary>The institution was let in, and there was nothing to answer with.</summary>
    NothingGiven,
    /// <summary>The hub turned the institution away.</summary>
    Refused,
    /// <summary>The institution was let in, and the log knows of no end: nothing left.</summary>
    Unfinished,
}

/// <summary>
/// One question that somebody asked about the person. The names of users and the case numbers of the asking institution stay out: they are about
/// other people and other matters, and the institution answers for them by the number of the exchange.
/// </summary>
/// <param name="Exchange">By this the hub and the institution find it again.</param>
/// <param name="Institution">Its code; empty for officers of the hub, who are the data protection office.</param>
/// <param name="Purpose">A purpose code; null when none was stated.</param>
/// <param name="Attributes">Names of what left; where nothing left, of what was asked for. Null: all that the institution may see was asked for.</param>
/// <param name="Programmes">Codes of the programmes about which it was asked whether the person is entitled.</param>
/// <param name="Refusal">The code of the problem where nothing was given.</param>
internal sealed record SubjectDisclosure(
    Guid Exchange, DateTimeOffset At, string Institution, string Operation, string? Purpose, DisclosureResult Result,
    IReadOnlyList<string>? Attributes, IReadOnlyList<string> Programmes, string? Refusal)
{
    /// <summary>An exchange is over within minutes; an entry of its beginning is looked for no longer than this.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>Whether it was kept back from the person for an investigation that is over.</summary>
    public bool WasHidden { get; init; }

    /// <summary>Makes one of the two entries of each exchange, in bounded memory, without those that an embargo hides.</summary>
    /// <param name="newestFirst">Entries about one person.</param>
    public static IEnumerable<SubjectDisclosure> Of(IEnumerable<AuditEntry> newestFirst, EmbargoSet embargoes)
    {
        var ended = new HashSet<Guid>();
        var order = new Queue<(Guid Exchange, DateTimeOffset At)>();
        foreach (var entry in newestFirst.Where(e => !embargoes.Hides(e)))
        {
            while (order.TryPeek(out var old) && old.At - entry.At > Longest)
                ended.Remove(order.Dequeue().Exchange);
            if (entry.Phase == AuditPhase.Admitted && ended.Remove(entry.Exchange))
                continue;
            if (entry.Phase == AuditPhase.Completed && ended.Add(entry.Exchange))
                order.Enqueue((entry.Exchange, entry.At));
            yield return Of(entry) with { WasHidden = embargoes.Was(entry) is not null };
        }
    }

    private static SubjectDisclosure Of(AuditEntry entry)
    {
        var result = entry.Phase switch
        {
            AuditPhase.Refused => DisclosureResult.Refused,
            AuditPhase.Admitted => DisclosureResult.Unfinished,
            _ => entry.Outcome == "answered" ? DisclosureResult.Given : DisclosureResult.NothingGiven,
        };
        return new(
            entry.Exchange, entry.At, entry.Institution, entry.Operation, entry.Purpose, result, result == DisclosureResult.Given ? entry.Disclosed : entry.Asked,
            entry.Programmes, result is DisclosureResult.Refused or DisclosureResult.NothingGiven ? entry.Outcome : null);
    }
}
