namespace Interop.Gateway.Audit.Search;

/// <summary>
/// What of an entry has few values, taken together. A log of millions holds some thousand combinations, so the index keeps one small number an
/// entry, and any choice among the five is a choice among numbers.
/// </summary>
internal readonly record struct AuditCombination(string Institution, string Purpose, string Outcome, string Door, string Operation)
{
    /// <summary>The number of entries whose combination came after all numbers were given away; the entry itself then says what it is.</summary>
    public const ushort Untold = 0;

    /// <summary>The most numbers, the untold included.</summary>
    public const int Most = ushort.MaxValue + 1;

    public static AuditCombination Of(AuditEntry entry) => new(entry.Institution, entry.Purpose ?? "", entry.Outcome, entry.Door, entry.Operation);

    public bool Fits(AuditQuery query) =>
        (query.Institution is null || query.Institution == Institution) && (query.Purpose is null || query.Purpose == Purpose)
        && (query.Outcome is null || query.Outcome == Outcome) && (query.Door is null || query.Door == Door)
        && (query.Operation is null || query.Operation == Operation);
}
