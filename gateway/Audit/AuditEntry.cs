namespace Interop.Gateway.Audit;

/// <summary>Where an exchange stood when the entry was made. Kebab-case in the leaf.</summary>
internal enum AuditPhase : byte
{
    /// <summary>The scope lets it pass; nothing has been read yet.</summary>
    Admitted,
    /// <summary>The answer is ready and has not left.</summary>
    Completed,
    /// <summary>It was turned away.</summary>
    Refused,
}

/// <summary>One registry an exchange turned to.</summary>
/// <param name="Registry">Its code, e.g. <c>civil-registry</c>.</param>
/// <param name="Status"><c>answered</c>, <c>unavailable</c>, <c>withheld</c>, or <c>last-known</c>: what it said before stood in for it.</param>
internal readonly record struct ConsultedRegistry(string Registry, string Status);

/// <summary>How many lines of one kind leave together, where an entry is about many people at once.</summary>
/// <param name="Of">E.g. <c>Coverage</c>, a type of resource.</param>
internal readonly record struct LineCount(string Of, long Count);

/// <summary>
/// The record of one phase of one exchange. Metadata only: names of attributes, never values; the subject is a keyed pseudonym. What the
/// caller sends as user and case number is its own reference and must have been checked for form before it gets here.
/// </summary>
internal sealed record AuditEntry
{
    /// <summary>The door of a question that the hub asks again for an institution, after an outage.</summary>
    public const string RecheckDoor = "recheck";

    /// <summary>UUID version 7; both phases of an exchange carry the same.</summary>
    public required Guid Exchange { get; init; }

    public required AuditPhase Phase { get; init; }

    /// <summary>Kept in UTC to the millisecond.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The institution's code; empty when the caller was not recognised, or is an officer of the hub.</summary>
    public required string Institution { get; init; }

    /// <summary>The access key's public id.</summary>
    public string? Key { get; init; }

    /// <summary>The person acting at the caller (<c>Interop-User</c>).</summary>
    public string? User { get; init; }

    /// <summary>The caller's case number (<c>Interop-Case</c>).</summary>
    public string? Case { get; init; }

    /// <summary>The front door, e.g. <c>native</c>.</summary>
    public required string Door { get; init; }

    /// <summary>E.g. <c>lookup</c>, <c>entitlement-check</c>.</summary>
    public required string Operation { get; init; }

    /// <summary>The purpose code stated; null when none was.</summary>
    public string? Purpose { get; init; }

    /// <summary>The privacy scope that admitted it, and its version.</summary>
    public string? Scope { get; init; }

    public int? ScopeVersion { get; init; }

    /// <summary>The keyed pseudonym, 32 bytes; empty when nobody was resolved.</summary>
    public ReadOnlyMemory<byte> SubjectPseudonym { get; init; }

    /// <summary>Names the key the pseudonym was made with; when that is destroyed, nobody can say any more whom the entry is about. Null without a subject.</summary>
    public string? SubjectKey { get; init; }

    public IReadOnlyList<ConsultedRegistry> Registries { get; init; } = [];

    /// <summary>Names of the attributes asked for; null when the caller named none and so asked for all it may see.</summary>
    public IReadOnlyList<string>? Asked { get; init; }

    /// <summary>Names of the attributes disclosed.</summary>
    public IReadOnlyList<string> Disclosed { get; init; } = [];

    /// <summary>Codes of the programmes decided.</summary>
    public IReadOnlyList<string> Programmes { get; init; } = [];

    /// <summary>What leaves as lines of files; empty where one question was asked about one person.</summary>
    public IReadOnlyList<LineCount> Counts { get; init; } = [];

    /// <summary><c>admitted</c>, <c>answered</c>, or the code of the problem.</summary>
    public required string Outcome { get; init; }

    /// <summary>The door of what officers do on pages of the console.</summary>
    public const string Console = "console";

    /// <summary>What the hub's own people do and look at: no institution stands in it.</summary>
    /// <param name="officer">Who; null where the hub does it by itself.</param>
    public static AuditEntry OfOfficer(string? officer, string door, string operation, DateTimeOffset at, string outcome = "answered") => new()
    {
        Exchange = Guid.CreateVersion7(at), Phase = AuditPhase.Completed, At = at, Institution = "", User = officer, Door = door, Operation = operation, Outcome = outcome,
    };
}
