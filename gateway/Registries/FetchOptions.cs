namespace Interop.Gateway.Registries;

/// <summary>Where one registry is: settings <c>Registries:{code}:Connection</c> and <c>:Credential</c>.</summary>
internal sealed class RegistryOptions
{
    /// <summary>File, connection string, folder or base address, as the adapter kind wants it.</summary>
    public string Connection { get; set; } = "";
    public string Credential { get; set; } = "";
}

/// <summary>How registries are read.</summary>
internal sealed class FetchOptions
{
    /// <summary>Time all registries together have for one exchange.</summary>
    public TimeSpan Deadline { get; set; } = TimeSpan.FromMilliseconds(800);
    /// <summary>Share of failed reads, 0 to 1, at which a registry is left alone for a while.</summary>
    public double BreakAtFailureRatio { get; set; } = 0.5;
    /// <summary>Reads within <see cref="BreakWindow"/> below which nothing is concluded.</summary>
    public int BreakAtLeast { get; set; } = 8;
    public TimeSpan BreakWindow { get; set; } = TimeSpan.FromSeconds(10);
    /// <summary>How long a failing registry is left alone.</summary>
    public TimeSpan BreakFor { get; set; } = TimeSpan.FromSeconds(5);
    /// <summary>Folder of further mapping files; empty for none.</summary>
    public string Mappings { get; set; } = "";

    internal IEnumerable<string> Faults()
    {
        if (Deadline < TimeSpan.FromMilliseconds(10) || Deadline > TimeSpan.FromMinutes(1))
            yield return $"Fetch:Deadline is {Deadline}; it must lie between 10 ms and 1 minute";
        if (BreakAtFailureRatio is not (> 0 and <= 1))
            yield return $"Fetch:BreakAtFailureRatio is {BreakAtFailureRatio}; it must lie above 0 and up to 1";
        if (BreakAtLeast < 2)
            yield return $"Fetch:BreakAtLeast is {BreakAtLeast}; it must be 2 or more";
        if (BreakFor < TimeSpan.FromMilliseconds(500) || BreakWindow < TimeSpan.FromMilliseconds(500))
            yield return $"Fetch:BreakFor is {BreakFor} and Fetch:BreakWindow {BreakWindow}; each must be 0.5 s or more";
        if (Mappings.Length > 0 && !Directory.Exists(Mappings))
            yield return $"Fetch:Mappings names the folder '{Mappings}', which does not exist";
    }
}
