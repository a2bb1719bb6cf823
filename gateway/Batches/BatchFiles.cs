using Interop.Gateway.Batches.Sealed;
using Interop.Gateway.Keys;

namespace Interop.Gateway.Batches;

/// <summary>Where the sealed files of batches lie: a folder each, named by the batch's id, which is the hub's own and never anything a sender wrote.</summary>
internal sealed class BatchFiles(string folder, HubKeys keys) : IDisposable
{
    private readonly Sealer sealer = keys.SealerFor("batch-file");

    /// <summary>The file as it was sent.</summary>
    public BoxFile Sent(string id) => new(Path.Combine(folder, id, "sent"), $"{id} sent", sealer);

    /// <summary>What came of its rows.</summary>
    public BoxFile Outcomes(string id) => new(Path.Combine(folder, id, "outcomes"), $"{id} outcomes", sealer);

    public void Make(string id)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(Path.Combine(folder, id));
        else
            Directory.CreateDirectory(Path.Combine(folder, id), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public void Delete(string id)
    {
        if (Directory.Exists(Path.Combine(folder, id)))
            Directory.Delete(Path.Combine(folder, id), recursive: true);
    }

    public void Dispose() => sealer.Dispose();
}
