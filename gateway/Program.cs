using Interop.Gateway.Audit;
using Interop.Gateway.Callers;
using Interop.Gateway.Commands;
using Interop.Gateway.Entitlements;
using Interop.Gateway.Exchanges;
using Interop.Gateway.Configuration;
using Interop.Gateway.IdentityResolution;
using Interop.Gateway.Institutions;
using Interop.Gateway.Keys;
using Interop.Gateway.Native;
using Interop.Gateway.Observability;
using Interop.Gateway.Privacy;
using Interop.Gateway.Problems;
using Interop.Gateway.Registries;
using Interop.Gateway.Signatures;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway;

/// <summary>The map: which rooms there are, and the order in which a request passes them.</summary>
internal static class Program
{
    private static Task<int> Main(string[] args) => HubCommand.RunAsync(args);

    /// <summary>The rooms, each depending only on those above it.</summary>
    internal static void AddHub(this WebApplicationBuilder hub, HubSettings settings) => hub
        .AddRoom(s => s.AddSingleton(settings).AddSingleton(TimeProvider.System).AddSingleton(AttributeCatalogue.Current))
        .AddRoom(s => s.AddSingleton(_ => HubKeys.Open(settings.KeyFile)))
        .AddRoom(s => s.AddSingleton(_ => InstitutionRegister.Read(settings.InstitutionsFile)))
        .AddRoom(s => s.AddCallers(settings))
        .AddRoom(s => s.AddSingleton(p => ReferenceDirectory.Open(settings.DirectoryFile, p.GetRequiredService<HubKeys>())))
        .AddRoom(s => s.AddRegistries())
        .AddRoom(s => s.AddSingleton(_ => ProgrammeRules.Load(AttributeCatalogue.Current)))
        .AddRoom(s => s.AddPrivacy(settings.ScopesFile))
        .AddRoom(s => s.AddAudit(settings.AuditFile))
        .AddRoom(s => s.AddExchanges())
        .AddRoom(s => s.AddSingleton<NativeDoor>())
        .AddRoom(s => s.AddSignatures())
        .AddRoom(s => s.AddObservability());

    /// <summary>The order of a request: faults become problems, then who calls and whether that is signed for, then the door.</summary>
    internal static void UseHub(this WebApplication hub)
    {
        hub.UseMiddleware<AnswerSignatureMiddleware>();
        hub.UseMiddleware<ProblemMiddleware>();
        hub.UseRouting();
        hub.UseAuthentication();
        hub.UseMiddleware<RequestSignatureMiddleware>();
        NativeDoor.Map(hub);
        OpenApiDoor.Map(hub);
        HealthDoor.Map(hub);
        hub.MapPrometheusScrapingEndpoint("/metrics");
    }

    private static WebApplicationBuilder AddRoom(this WebApplicationBuilder hub, Action<IServiceCollection> room)
    {
        room(hub.Services);
        return hub;
    }
}
