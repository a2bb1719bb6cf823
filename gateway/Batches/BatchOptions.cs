namespace Interop.Gateway.Batches;

/// <summary>How much of batches is taken and how long it is kept: settings <c>Batches:*</c>.</summary>
internal sealed class BatchOptions
{
    /// <summary>How long a file waits for the rest of it, from its last bytes on.</summary>
    public TimeSpan UploadFor { get; set; } = TimeSpan.FromDays(1);

    /// <summary>How long a batch that has ended, with its results, waits for whoever sent it.</summary>
    public TimeSpan KeepFor { get; set; } = TimeSpan.FromDays(7);

    /// <summary>Bytes of a file as it is sent.</summary>
    public long LargestFile { get; set; } = 8L * 1024 * 1024 * 1024;

    /// <summary>Rows of a file.</summary>
    public long MostRows { get; set; } = 20_000_000;

    /// <summary>How many times its length a compressed file may unpack to.</summary>
    public int MostUnpacked { get; set; } = 100;

    /// <summary>Batches that are worked on at a time; the others wait.</summary>
    public int AtOnce { get; set; } = 1;

    /// <summary>Batches of one institution that are kept at a time.</summary>
    public int MostPerInstitution { get; set; } = 200;

    /// <summary>The most rows that are asked about together, and between two checkpoints; fewer while registries are slow.</summary>
    public int RowsTogether { get; set; } = 500;

    internal IEnumerable<string> Faults()
    {
        if (UploadFor < TimeSpan.FromMinutes(1) || UploadFor > TimeSpan.FromDays(30))
            yield return $"Batches:UploadFor is {UploadFor}; it must lie between 1 minute and 30 days";
        if (KeepFor < TimeSpan.FromMinutes(1) || KeepFor > TimeSpan.FromDays(90))
            yield return $"Batches:KeepFor is {KeepFor}; it must lie between 1 minute and 90 days";
        if (LargestFile < 1)
            yield return $"Batches:LargestFile is {LargestFile}; it must be 1 or more";
        if (MostRows < 1)
            yield return $"Batches:MostRows is {MostRows}; it must be 1 or more";
        if (MostUnpacked is < 1 or > 10_000)
            yield return $"Batches:MostUnpacked is {MostUnpacked}; it must lie between 1 and 10,000";
        if (AtOnce is < 1 or > 16)
            yield return $"Batches:AtOnce is {AtOnce}; it must lie between 1 and 16";
        if (MostPerInstitution < 1)
            yield return $"Batches:MostPerInstitution is {MostPerInstitution}; it must be 1 or more";
        if (RowsTogether is < 1 or > 2_000)
            yield return $"Batches:RowsTogether is {RowsTogether}; it must lie between 1 and 2,000";
    }
}
