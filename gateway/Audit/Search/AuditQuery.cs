using Interop.Gateway.Audit.Retention;

namespace Interop.Gateway.Audit.Search;

/// <summary>What is looked for: entries in which all that is given here is so. Null stands for anything.</summary>
/// <param name="Institution">Its code; empty for callers that were not recognised.</param>
/// <param name="Purpose">A purpose code; empty for entries without one.</param>
/// <param name="Outcome"><c>admitted</c>, <c>answered</c>, or the code of a problem.</param>
/// <param name="Door">E.g. <c>native</c>.</param>
/// <param name="Operation">E.g. <c>lookup</c>.</param>
/// <param name="User">The person acting at the caller, as the caller names it.</param>
/// <param name="From">The first moment.</param>
/// <param name="To">The moment after the last.</param>
/// <param name="Subjects">The pseudonyms of one person, one a key; an empty list finds nothing.</param>
/// <param name="Before">Entries below this index only: <see cref="AuditPage.NextBefore"/> of the page before.</param>
/// <param name="Count">The most entries of a page.</param>
internal sealed record AuditQuery(
    string? Institution = null, string? Purpose = null, string? Outcome = null, string? Door = null, string? Operation = null, string? User = null,
    DateTimeOffset? From = null, DateTimeOffset? To = null, IReadOnlyList<SubjectPseudonym>? Subjects = null, long? Before = null, int Count = 50)
{
    /// <summary>Names of what is given, for the record of the search; the values may be somebody's and stay out of it.</summary>
    public IReadOnlyList<string> Named() =>
        [.. new (string Name, object? Value)[]
        {
            ("institution", Institution), ("purpose", Purpose), ("outcome", Outcome), ("door", Door), ("operation", Operation), ("user", User), ("from", From), ("to", To), ("subject", Subjects),
        }.Where(f => f.Value is not null).Select(f => f.Name)];

    // A record's own text would hold whom it asks for.
    public override string ToString() => string.Join(", ", Named());
}

/// <summary>An entry and its place in the log.</summary>
internal sealed record AuditHit(long Index, AuditEntry Entry);

/// <summary>A page of entries, the newest first.</summary>
/// <param name="Hits">The entries found.</param>
/// <param name="NextBefore">Where the next page begins; null when this is the last.</param>
/// <param name="Indexed">Entries that were searched, from the first on.</param>
/// <param name="Size">Entries that are in the log; more than <paramref name="Indexed"/> while the index is behind.</param>
internal sealed record AuditPage(IReadOnlyList<AuditHit> Hits, long? NextBefore, long Indexed, long Size);

/// <summary>How many entries of one kind a day brought.</summary>
/// <param name="Day">In UTC.</param>
/// <param name="Purpose">Empty where none was stated.</param>
internal sealed record AuditCount(DateOnly Day, string Institution, string Purpose, string Operation, string Outcome, long Count);
