using Interop.Gateway.Audit;
using Interop.Gateway.Callers;
using Interop.Gateway.Catalogue;
using Interop.Gateway.Commands;
using Interop.Gateway.Entitlements;
using Interop.Gateway.Exchanges;
using Interop.Gateway.Configuration;
using Interop.Gateway.IdentityResolution;
using Interop.Gateway.Institutions;
using Interop.Gateway.Keys;
using Interop.Gateway.Limits;
using Interop.Gateway.Native;
using Interop.Gateway.Observability;
using Interop.Gateway.Pages;
using Interop.Gateway.Privacy;
using Interop.Gateway.Problems;
using Interop.Gateway.Proxy;
using Interop.Gateway.Receipts;
using Interop.Gateway.Registries;
using Interop.Gateway.Signatures;
using Interop.Gateway.Transport;
using Interop.Identity;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway;

/// <summary>The map: which rooms there are, and the order in which a request passes them.</summary>
internal static class Program
{
    private static Task<int> Main(string[] args) => HubCommand.RunAsync(args);

    /// <summary>The rooms, each depending only on those above it.</summary>
    internal static void AddHub(this WebApplicationBuilder hub, HubSettings settings) => hub
        .AddTransport(settings.Urls)
        .AddRoom(s => s.AddSingleton(settings).AddSingleton(TimeProvider.System).AddSingleton(AttributeCatalogue.Current))
        .AddRoom(s => s.AddSingleton(_ => HubKeys.Open(settings.KeyFile)))
        .AddRoom(s => s.AddSingleton(_ => InstitutionRegister.Read(settings.InstitutionsFile)))
        .AddRoom(s => s.AddCallers(settings))
        .AddRoom(s => s.AddSingleton(p => ReferenceDirectory.Open(settings.DirectoryFile, p.GetRequiredService<HubKeys>())))
        .AddRoom(s => s.AddRegistries())
        .AddRoom(s => s.AddSingleton(_ => ProgrammeRules.Load(AttributeCatalogue.Current)))
        .AddRoom(s => s.AddPrivacy(settings.ScopesFile))
        .AddRoom(s => s.AddAudit(settings.AuditFile))
        .AddRoom(s => s.AddLimits().AddExchanges())
        .AddRoom(s => s.AddSingleton<NativeDoor>().AddSingleton<ReceiptDoor>())
        .AddRoom(s => s.AddProxy(settings.ServicesFolder))
        .AddRoom(s => s.AddSingleton<CatalogueRoom>().AddSingleton<CatalogueDoor>().AddGatewayPages())
        .AddRoom(s => s.AddSignatures())
        .AddRoom(s => s.AddObservability());

    /// <summary>The order of a request: where it comes from, faults become problems or pages, then who calls and whether that is signed for, then the door.</summary>
    internal static void UseHub(this WebApplication hub)
    {
        hub.UseTransport();
        hub.UseMiddleware<AnswerSignatureMiddleware>();
        hub.UseMiddleware<ProblemMiddleware>();
        hub.UseInteropPages();
        hub.UseRouting();
        hub.UseAuthentication();
        hub.UseMiddleware<RequestSignatureMiddleware>();
        hub.UseAuthorization();
        NativeDoor.Map(hub);
        ProxyDoor.Map(hub);
        ReceiptDoor.Map(hub);
        CatalogueDoor.Map(hub);
        OpenApiDoor.Map(hub);
        HealthDoor.Map(hub);
        hub.MapInteropIdentity();
        hub.MapPrometheusScrapingEndpoint("/metrics");
    }

    private static WebApplicationBuilder AddRoom(this WebApplicationBuilder hub, Action<IServiceCollection> room)
    {
        room(hub.Services);
        return hub;
    }
}
