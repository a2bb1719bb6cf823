using Interop.Gateway.Audit;

namespace Interop.Gateway.Consents;

/// <summary>
/// What a person's own report must leave out at a moment, and what it may tell now that was left out before. Leaving out is complete: whoever
/// counts, counts after <see cref="Hides"/>.
/// </summary>
internal sealed class EmbargoSet
{
    public static readonly EmbargoSet None = new([], default);

    private readonly Embargo[] active;

    /// <param name="approved">Every embargo about the person that was ever approved.</param>
    /// <param name="at">The moment of the report.</param>
    public EmbargoSet(IReadOnlyCollection<Embargo> approved, DateTimeOffset at)
    {
        active = [.. approved.Where(e => e.At(at) == EmbargoStatus.Active)];
        Over = [.. approved.Where(e => e.At(at) is EmbargoStatus.Lifted or EmbargoStatus.Ended && !active.Any(a => Overlap(a, e)))];
    }

    /// <summary>
    /// Embargoes that hid something and are over: the report says so beside the entries that <see cref="Was"/> finds. One that another still in
    /// force continues is not told of, since it would tell of the other.
    /// </summary>
    public IReadOnlyList<Embargo> Over { get; }

    /// <summary>Whether the person must not see this entry.</summary>
    public bool Hides(AuditEntry entry) => active.Any(e => Meets(e, entry));

    /// <summary>The embargo that hid an entry which is shown now; null when none did.</summary>
    public Embargo? Was(AuditEntry entry) => Hides(entry) ? null : Over.FirstOrDefault(e => Meets(e, entry));

    private static bool Meets(Embargo embargo, AuditEntry entry) =>
        entry.Institution == embargo.Institution && (embargo.Case is null || embargo.Case == entry.Case);

    private static bool Overlap(Embargo one, Embargo other) =>
        one.Institution == other.Institution && (one.Case is null || other.Case is null || one.Case == other.Case);
}
