namespace Interop.Gateway.Rechecks;

/// <summary>How questions are asked again: settings <c>Rechecks:*</c>.</summary>
internal sealed class RecheckOptions
{
    /// <summary>How long a question waits for its registries.</summary>
    public TimeSpan WaitFor { get; set; } = TimeSpan.FromDays(3);

    /// <summary>How long a result waits for whoever asked.</summary>
    public TimeSpan KeepFor { get; set; } = TimeSpan.FromDays(1);

    /// <summary>How long it is there still once it has been fetched, since the answer may not have arrived.</summary>
    public TimeSpan KeepFetchedFor { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How often a silent registry is probed while questions wait for it, give or take a quarter.</summary>
    public TimeSpan Every { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Questions and results of one institution that are kept at a time.</summary>
    public int MostPerInstitution { get; set; } = 10_000;

    internal IEnumerable<string> Faults()
    {
        if (WaitFor < TimeSpan.FromMinutes(1) || WaitFor > TimeSpan.FromDays(30))
            yield return $"Rechecks:WaitFor is {WaitFor}; it must lie between 1 minute and 30 days";
        if (KeepFor < TimeSpan.FromMinutes(1) || KeepFor > TimeSpan.FromDays(7))
            yield return $"Rechecks:KeepFor is {KeepFor}; it must lie between 1 minute and 7 days";
        if (KeepFetchedFor < TimeSpan.FromSeconds(1) || KeepFetchedFor > KeepFor)
            yield return $"Rechecks:KeepFetchedFor is {KeepFetchedFor}; it must lie between 1 s and Rechecks:KeepFor";
        if (Every < TimeSpan.FromSeconds(1) || Every > TimeSpan.FromMinutes(10))
            yield return $"Rechecks:Every is {Every}; it must lie between 1 s and 10 minutes";
        if (MostPerInstitution < 0)
            yield return $"Rechecks:MostPerInstitution is {MostPerInstitution}; it must be 0 or more";
    }
}
