namespace Interop.Gateway.Storage;

/// <summary>Adds the hub's store. Setting: <c>Storage:File</c> names another file. A room that keeps something there adds its <see cref="SchemaPart"/> as a singleton.</summary>
internal static class StorageRegistration
{
    public static IServiceCollection AddStorage(this IServiceCollection services, string file) =>
        services.AddSingleton(p => new HubStore(
            p.GetRequiredService<IConfiguration>()["Storage:File"] ?? file, p.GetServices<SchemaPart>(), p.GetRequiredService<TimeProvider>()));
}
