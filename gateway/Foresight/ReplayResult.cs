using Interop.Gateway.Privacy;

namespace Interop.Gateway.Foresight;

/// <summary>What exchanges of one purpose and operation would be under a version that is not in force yet. Numbers are of exchanges.</summary>
internal sealed record ReplayRow(string Purpose, string Operation)
{
    public long Exchanges { get; set; }

    /// <summary>Those that a scope admitted when they were made.</summary>
    public long AdmittedBefore { get; set; }

    /// <summary>Those that a scope would admit.</summary>
    public long AdmittedAfter { get; set; }

    /// <summary>Neither made under the scope nor to be answered by the version: nothing changes for them.</summary>
    public long Untouched { get; set; }

    public long NewlyRefused { get; set; }

    public long NewlyAdmitted { get; set; }

    /// <summary>Those that would learn something they did not.</summary>
    public long Reveal { get; set; }

    /// <summary>Those that would lack something they learned, and would not be refused.</summary>
    public long Withhold { get; set; }

    /// <summary>Those for which it hangs on the person, of whom the log holds a pseudonym alone.</summary>
    public long CannotBeTold { get; set; }
}

/// <summary>How many exchanges one rule would refuse that were admitted.</summary>
internal sealed record ReplayRefusal(string Purpose, string Operation, AdmissionOutcome Rule, long Count);

/// <summary>What a change of disclosure is about. A programme is disclosed by its decision.</summary>
internal enum RevealedKind { Attribute, Programme }

/// <summary>One attribute or programme, and for how many exchanges more or less of it would be disclosed.</summary>
internal sealed record ReplayReveal(string Purpose, string Operation, RevealedKind Kind, string Name, long More, long Less);

/// <summary>A replay: sums alone, nothing of any exchange.</summary>
/// <param name="Version">The version replayed against.</param>
/// <param name="Day">The day on which it is taken to be in force.</param>
internal sealed record ReplayResult(
    ScopeConfig Version, DateOnly Day, IReadOnlyList<ReplayRow> Rows, IReadOnlyList<ReplayRefusal> Refusals, IReadOnlyList<ReplayReveal> Reveals, PassExtent Extent)
{
    public long Sum(Func<ReplayRow, long> of) => Rows.Sum(of);
}
