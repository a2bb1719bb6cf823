using Interop.Gateway.Configuration;
using Interop.Adapters;
using Interop.Country;
using Interop.Gateway.Demo;
using Interop.Gateway.Guarantees;
using Interop.Gateway.IdentityResolution;
using Interop.Gateway.Native;
using Interop.Gateway.Proxy;
using Interop.Gateway.Registries;
using Interop.Gateway.Storage;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Interop.Gateway.Hosting;

/// <summary>A running hub: in the embedded shape with its synthetic country and the insurer's web service, else by configuration alone.</summary>
internal sealed class HubHost : IAsyncDisposable
{
    // Kestrel's own bound; doors have lower ones and read on up to here so that a refusal arrives.
    private const long LargestBody = 33 * 1024 * 1024;

    private readonly WebApplication app;

    private HubHost(WebApplication app, InsurerListener? insurer) => (this.app, Insurer) = (app, insurer);

    /// <summary>The insurer of the synthetic country; null when another one is configured.</summary>
    public InsurerListener? Insurer { get; }
    public IServiceProvider Rooms => app.Services;
    public string Address => app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    /// <summary>Makes what a first start lacks, checks all configuration, and listens.</summary>
    /// <param name="settings">What the command line says.</param>
    /// <param name="progress">Told of long work.</param>
    /// <param name="configure">Last word on the builder, for tests.</param>
    /// <param name="cancellation">Gives up the start.</param>
    /// <exception cref="Configuration.ConfigurationFaultException">The configuration is wrong; the message lists every fault.</exception>
    /// <exception cref="RegistryReadException">The directory had to be built and a registry could not be read.</exception>
    public static async Task<HubHost> StartAsync(
        HubSettings settings, IProgress<StartProgress>? progress, Action<WebApplicationBuilder>? configure, CancellationToken cancellation)
    {
        var host = await BuildAsync(settings, progress, configure, cancellation);
        try
        {
            if (!ReferenceDirectory.Exists(settings.DirectoryFile))
                await host.BuildDirectoryAsync(settings, progress, cancellation);
            // The doors need every room, so whatever is wrong with the configuration shows now and not at the first call.
            host.app.Services.GetRequiredService<NativeDoor>();
            host.app.Services.GetRequiredService<ProxyDoor>();
            host.app.Services.GetRequiredService<GuaranteeDoor>();
            await host.app.Services.GetRequiredService<RegistryWarmUp>().RunAsync(cancellation);
            host.app.UseHub();
            await host.app.StartAsync(cancellation);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    public Task WaitForShutdownAsync(CancellationToken cancellation) => app.WaitForShutdownAsync(cancellation);

    /// <summary>Reads all registries anew and replaces the directory, without listening.</summary>
    public static async Task<DirectoryCounts> RebuildDirectoryAsync(HubSettings settings, IProgress<StartProgress>? progress, CancellationToken cancellation)
    {
        await using var host = await BuildAsync(settings, progress, null, cancellation);
        return await host.BuildDirectoryAsync(settings, progress, cancellation);
    }

    private static async Task<HubHost> BuildAsync(
        HubSettings settings, IProgress<StartProgress>? progress, Action<WebApplicationBuilder>? configure, CancellationToken cancellation)
    {
        Directory.CreateDirectory(settings.Data);
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = settings.Configuration, ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.ConfigureKestrel(k => k.Limits.MaxRequestBodySize = LargestBody);
        var insurer = await EmbeddedCountry.PrepareAsync(settings, builder.Configuration, progress, cancellation);
        builder.AddHub(settings);
        configure?.Invoke(builder);

        return new(builder.Build(), insurer);
    }

    private async Task<DirectoryCounts> BuildDirectoryAsync(HubSettings settings, IProgress<StartProgress>? progress, CancellationToken cancellation)
    {
        var begun = app.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        var people = new Progress<(string Registry, long Read)>(p => progress?.Report(new($"Reference directory: {p.Registry}", p.Read, null)));
        var counts = await app.Services.GetRequiredService<DirectoryBuild>()
            .WriteAsync(settings.DirectoryFile, [.. app.Services.GetRequiredService<RegistrySet>().Adapters], people, cancellation);
        DirectoryAmendments.Drop(app.Services.GetRequiredService<HubStore>(), begun);
        return counts;
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        if (Insurer is not null)
            await Insurer.DisposeAsync();
    }
}
