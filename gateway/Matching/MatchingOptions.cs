namespace Interop.Gateway.Matching;

/// <summary>When the index of people is read: settings <c>Matching:*</c>.</summary>
internal sealed class MatchingOptions
{
    /// <summary>Reads it when the hub starts; else when somebody first asks. Set it where there are millions.</summary>
    public bool AtStart { get; set; }

    /// <summary>How long a question waits for an index that is being read; then it is told to come back.</summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>An index older than this is read anew while it goes on answering.</summary>
    public TimeSpan Age { get; set; } = TimeSpan.FromHours(24);

    /// <summary>How old the index may be once people have changed since it was read.</summary>
    public TimeSpan AfterChange { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long after a failure it is tried again.</summary>
    public TimeSpan RetryAfter { get; set; } = TimeSpan.FromSeconds(30);

    internal IEnumerable<string> Faults()
    {
        if (Patience < TimeSpan.Zero || Patience > TimeSpan.FromMinutes(1))
            yield return $"Matching:Patience is {Patience}; it must lie between nothing and 1 minute";
        if (Age < TimeSpan.FromMinutes(1))
            yield return $"Matching:Age is {Age}; it must be 1 minute or more";
        if (AfterChange < TimeSpan.FromSeconds(1))
            yield return $"Matching:AfterChange is {AfterChange}; it must be 1 s or more";
        if (RetryAfter < TimeSpan.FromSeconds(1))
            yield return $"Matching:RetryAfter is {RetryAfter}; it must be 1 s or more";
    }
}
