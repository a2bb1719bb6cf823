using Interop.Gateway.Batches.Tus;
using Interop.Gateway.Batches.Work;
using Interop.Gateway.Configuration;
using Interop.Gateway.Keys;
using Interop.Gateway.Registries;
using Interop.Gateway.Storage;
using Microsoft.Extensions.Options;

namespace Interop.Gateway.Batches;

/// <summary>Adds the files of many questions. Settings <c>Batches:*</c>; <c>Batches:File</c>, left out, is a file beside the hub's store, with a folder of its name.</summary>
internal static class BatchesRegistration
{
    public static IServiceCollection AddBatches(this IServiceCollection services, string storeFile)
    {
        services.AddOptions<BatchOptions>().BindConfiguration("Batches");
        return services
            .AddSingleton(p => new BatchStore(FileOf(p, storeFile), p.GetRequiredService<HubKeys>(), p.GetRequiredService<TimeProvider>()))
            .AddSingleton(p => new BatchFiles(Path.ChangeExtension(FileOf(p, storeFile), null), p.GetRequiredService<HubKeys>()))
            .AddSingleton(p => new BatchRoom(
                p.GetRequiredService<BatchStore>(), p.GetRequiredService<BatchFiles>(), OptionsOf(p), p.GetRequiredService<TimeProvider>(), p.GetRequiredService<ILogger<BatchRoom>>()))
            .AddSingleton<BatchAnnouncing>()
            .AddSingleton(p => new UploadReceiving(
                p.GetRequiredService<BatchStore>(), p.GetRequiredService<BatchFiles>(), OptionsOf(p), p.GetRequiredService<TimeProvider>()))
            .AddSingleton<TusDoor>()
            .AddSingleton<BatchDoor>()
            .AddSingleton(p => new FileCheck(p.GetRequiredService<BatchFiles>(), OptionsOf(p)))
            .AddSingleton(p => new RegistryClock(p.GetRequiredService<TimeProvider>(), p.GetRequiredService<IOptions<FetchOptions>>().Value.Deadline))
            .AddSingleton<RowAsking>()
            .AddSingleton<BatchStanding>()
            .AddSingleton<BatchSummary>()
            .AddSingleton<BatchRun>()
            .AddHostedService<BatchWork>();
    }

    /// <summary>The doors.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        TusDoor.Map(routes);
        BatchDoor.Map(routes);
    }

    private static string FileOf(IServiceProvider provider, string storeFile) =>
        StorageRegistration.FileBeside(provider.GetRequiredService<IConfiguration>(), storeFile, "Batches:File", "batches");

    private static BatchOptions OptionsOf(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<IOptions<BatchOptions>>().Value;
        return options.Faults().ToArray() is { Length: > 0 } faults ? throw new ConfigurationFaultException(faults) : options;
    }
}
