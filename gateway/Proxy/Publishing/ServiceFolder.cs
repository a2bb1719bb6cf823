namespace Interop.Gateway.Proxy.Publishing;

/// <summary>
/// Reads every service of a folder. A file that is wrong keeps the version of it that was good before, and never touches the others.
/// </summary>
internal sealed class ServiceFolder(string folder, ServiceFile file)
{
    /// <summary>Services by file.</summary>
    private Dictionary<string, PublishedService> last = [];

    /// <summary>Faults of the last reading, each with its file.</summary>
    public IReadOnlyList<string> Faults { get; private set; } = [];

    public ServiceSet Read()
    {
        var now = new Dictionary<string, PublishedService>();
        var faults = new List<string>();
        foreach (var path in Files())
        {
            var (service, wrong) = file.Read(path);
            faults.AddRange(wrong);
            if (service is null)
                last.TryGetValue(path, out service);
            if (service is null)
                continue;
            if (now.Values.FirstOrDefault(s => s.Name == service.Name) is { } other)
                faults.Add($"{path}: '{service.Name}' is published by {Path.GetFileName(other.File)} already");
            else
                now.Add(path, service);
        }
        (last, Faults) = (now, faults);
        return new(now.Values);
    }

    private string[] Files() => Directory.Exists(folder)
        ? [.. Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal)]
        : [];
}
