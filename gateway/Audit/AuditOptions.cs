using Interop.Gateway.Audit.Tree;

namespace Interop.Gateway.Audit;

/// <summary>Where the audit log of this gateway lies and how it is written.</summary>
internal sealed class AuditOptions
{
    /// <summary>The SQLite file.</summary>
    public required string File { get; init; }

    /// <summary>
    /// The log's name in receipts and checkpoints (C2SP tlog-checkpoint: unique, no white space, no plus), e.g. <c>interop.gov.kh/hub-1</c>.
    /// Written into the log when it is made; each gateway instance has its own.
    /// </summary>
    public required string Origin { get; init; }

    /// <summary>Signs checkpoints under the name <see cref="Origin"/>; without one there are none.</summary>
    public NoteSigner? Signer { get; init; }

    /// <summary>How often a growing log signs a checkpoint. What came since is signed when somebody asks, and when the log is closed.</summary>
    public TimeSpan CheckpointEvery { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The most entries in one transaction.</summary>
    public int GroupLimit { get; init; } = 512;

    /// <summary>The most entries waiting; one more is refused.</summary>
    public int Waiting { get; init; } = 8192;

    public static readonly TimeSpan DefaultLinger = TimeSpan.FromMicroseconds(300);

    /// <summary>How long a busy log waits for its group to grow.</summary>
    public TimeSpan Linger { get; init; } = DefaultLinger;

    /// <summary>Between two attempts to open a broken store: this at first, then doubled up to <see cref="RetryLongest"/>.</summary>
    public TimeSpan RetryFirst { get; init; } = TimeSpan.FromMilliseconds(100);

    public TimeSpan RetryLongest { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Every error at once; empty when the options will do.</summary>
    public IEnumerable<string> Errors()
    {
        if (string.IsNullOrWhiteSpace(File))
            yield return "Audit file is empty: name the file that holds the audit log.";
        if (string.IsNullOrEmpty(Origin) || Origin.Any(character => char.IsWhiteSpace(character) || char.IsControl(character) || character == '+'))
            yield return $"Audit origin '{Origin}' must be a name without white space and '+'.";
        if (GroupLimit < 1)
            yield return $"Audit group limit {GroupLimit} must be 1 or more.";
        if (Waiting < 1)
            yield return $"Audit waiting limit {Waiting} must be 1 or more.";
        if (Linger < TimeSpan.Zero || Linger > TimeSpan.FromSeconds(1))
            yield return $"Audit linger must lie between zero and a second: {Linger}.";
        if (RetryFirst <= TimeSpan.Zero || RetryLongest < RetryFirst)
            yield return $"Audit retry must begin above zero and not exceed its longest: {RetryFirst} to {RetryLongest}.";
    }
}
