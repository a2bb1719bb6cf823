namespace Interop.Gateway.Privacy;

/// <summary>One version of a scope as the ledger keeps it.</summary>
/// <param name="Config">The scope itself; its status is the one that was decided, so an expired one still says active there.</param>
/// <param name="Status">Where it stands today; <see cref="ScopeStatus.Expired"/> when its last day is over.</param>
/// <param name="DraftedBy">Officers are person ids; null for a scope that came from a file.</param>
/// <param name="SubmittedBy">Who submitted it last; null for a draft.</param>
/// <param name="ApprovedBy">The second officer.</param>
/// <param name="Changed">When it last changed.</param>
internal sealed record ScopeVersion(
    ScopeConfig Config, ScopeStatus Status, string? DraftedBy, string? SubmittedBy, string? ApprovedBy, DateTimeOffset Changed);

/// <summary>What was done to a version. They are stored by name.</summary>
internal enum ScopeStep
{
    /// <summary>Taken over from a file, in whatever status it had there.</summary>
    Imported,
    Drafted,
    Edited,
    Submitted,
    /// <summary>Given back to be edited; a draft again.</summary>
    Returned,
    Approved,
    /// <summary>A later version of the scope was approved.</summary>
    Superseded,
    Suspended,
    Resumed,
    Revoked,
    /// <summary>Its last day was over. Nobody did it and nothing stores it: the dates say so.</summary>
    Expired,
}

/// <summary>One line of a scope's history.</summary>
/// <param name="Scope">Name of the scope.</param>
/// <param name="Version">The version it happened to.</param>
/// <param name="Step">What happened.</param>
/// <param name="Officer">Person id of who did it; for an import the officer the file names; empty where nobody did it.</param>
/// <param name="At">When.</param>
/// <param name="Note">What the officer said about it.</param>
internal sealed record ScopeEvent(string Scope, int Version, ScopeStep Step, string Officer, DateTimeOffset At, string? Note);

/// <summary>How a change of the ledger ended. Unless it is done, nothing has changed.</summary>
internal enum LedgerOutcome
{
    Done,
    NoSuchScope,
    /// <summary>The version does not stand where this step begins, e.g. is no draft any more.</summary>
    WrongStatus,
    /// <summary>Whoever drafted, edited or submitted a version does not approve it.</summary>
    OwnApproval,
    /// <summary>The scope is wrong in itself, or contradicts another that is active.</summary>
    Faulty,
}

/// <summary>The answer to a change.</summary>
/// <param name="Outcome">Whether it was done, or what refused it.</param>
/// <param name="Faults">Everything that is wrong, a sentence each.</param>
/// <param name="Version">The version meant or made; 0 when there is none.</param>
internal readonly record struct LedgerResult(LedgerOutcome Outcome, IReadOnlyList<string> Faults, int Version)
{
    public static LedgerResult Done(int version) => new(LedgerOutcome.Done, [], version);

    public static LedgerResult Refused(LedgerOutcome outcome, int version, params IReadOnlyList<string> faults) => new(outcome, faults, version);
}
