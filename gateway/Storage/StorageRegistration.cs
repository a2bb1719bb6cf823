namespace Interop.Gateway.Storage;

/// <summary>Adds the hub's store. Setting: <c>Storage:File</c> names another file. A room that keeps something there adds its <see cref="SchemaPart"/> as a singleton.</summary>
internal static class StorageRegistration
{
    public static IServiceCollection AddStorage(this IServiceCollection services, string file) =>
        services.AddSingleton(p => new HubStore(
            p.GetRequiredService<IConfiguration>()["Storage:File"] ?? file, p.GetServices<SchemaPart>(), p.GetRequiredService<TimeProvider>()));

    /// <summary>Where a room keeps what must not be in the hub's store: the file that a setting names, else one beside the store.</summary>
    public static string FileBeside(IConfiguration configuration, string storeFile, string setting, string name)
    {
        if (configuration[setting] is { Length: > 0 } file)
            return file;
        var store = Path.GetFullPath(configuration["Storage:File"] ?? storeFile);
        return Path.Combine(Path.GetDirectoryName(store)!, $"{Path.GetFileNameWithoutExtension(store)}-{name}.db");
    }
}
