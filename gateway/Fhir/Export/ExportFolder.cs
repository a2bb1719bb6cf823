namespace Interop.Gateway.Fhir.Export;

/// <summary>Where the files of exports lie. Setting: <c>Export:Folder</c>; left out, a folder beside the hub's store, of which it takes the name.</summary>
internal sealed class ExportFolder(IConfiguration configuration, Configuration.HubSettings settings)
{
    private string Folder
    {
        get
        {
            if (configuration["Export:Folder"] is { Length: > 0 } folder)
                return folder;
            var store = Path.GetFullPath(configuration["Storage:File"] ?? settings.StoreFile);
            return Path.Combine(Path.GetDirectoryName(store)!, Path.GetFileNameWithoutExtension(store) + "-exports");
        }
    }

    /// <summary>The folder, which is there then.</summary>
    public string Make() => Directory.CreateDirectory(Folder).FullName;

    /// <summary>Deletes what an earlier process left.</summary>
    public void Empty()
    {
        if (Directory.Exists(Folder))
            foreach (var file in Directory.EnumerateFiles(Folder))
                File.Delete(file);
    }
}
