using Interop.Gateway.Audit;
using Interop.Gateway.Batches;
using Interop.Gateway.Callers;
using Interop.Gateway.Consents;
using Interop.Gateway.Console;
using Interop.Gateway.CrossTables;
using Interop.Gateway.Dci;
using Interop.Gateway.Exchanges;
using Interop.Gateway.Fhir;
using Interop.Gateway.Foresight;
using Interop.Gateway.Guarantees;
using Interop.Gateway.Limits;
using Interop.Gateway.Matching;
using Interop.Gateway.Misuse;
using Interop.Gateway.Observability;
using Interop.Gateway.Pages;
using Interop.Gateway.PointOfCare;
using Interop.Gateway.Privacy;
using Interop.Gateway.Proxy;
using Interop.Gateway.Rechecks;
using Interop.Gateway.Registries;
using Interop.Gateway.Signatures;
using Interop.Gateway.Storage;
using Interop.Gateway.Streams;
using Interop.Gateway.SubjectAccess;
using Interop.Gateway.Transport;
using Interop.Identity;

namespace Interop.Gateway;

/// <summary>The map: which rooms there are, and the order in which a request passes them.</summary>
internal static class Program
{
    private static Task<int> Main(string[] args) => Commands.HubCommand.RunAsync(args);

    /// <summary>The rooms, each depending only on those above it.</summary>
    internal static void AddHub(this WebApplicationBuilder hub, Configuration.HubSettings settings) => hub.AddTransport(settings.Urls).Services
        .AddSingleton(settings).AddSingleton(TimeProvider.System).AddSingleton(Schemas.Catalogue.AttributeCatalogue.Current)
        .AddSingleton(_ => Keys.HubKeys.Open(settings.KeyFile)).AddStorage(settings.StoreFile).AddSingleton(_ => Institutions.InstitutionRegister.Read(settings.InstitutionsFile)).AddCallers(settings)
        .AddRegistries(settings.DirectoryFile).AddSingleton(_ => Entitlements.ProgrammeRules.Load(Schemas.Catalogue.AttributeCatalogue.Current))
        .AddPrivacy(settings.ScopesFile).AddAudit(settings.AuditFile).AddConsents().AddLimits().AddExchanges(settings.StoreFile).AddMisuse().AddForesight().AddSubjectAccess()
        .AddRechecks(settings.StoreFile, Native.NativeAnswer.Write).AddGuarantees().AddMatching().AddCrossTables().AddSingleton<Native.NativeDoor>().AddFhir().AddSingleton<Receipts.ReceiptDoor>().AddDci().AddBatches(settings.StoreFile)
        .AddProxy(settings.ServicesFolder).AddSingleton<Catalogue.CatalogueRoom>().AddSingleton<Catalogue.CatalogueDoor>().AddGatewayPages().AddPointOfCare().AddConsole().AddSignatures().AddStreams().AddObservability();

    /// <summary>The order of a request: where it comes from, faults become problems or pages, then who calls and whether that is signed for, then the door.</summary>
    internal static void UseHub(this WebApplication hub)
    {
        hub.UseTransport().UseMiddleware<AnswerSignatureMiddleware>().UseMiddleware<Problems.ProblemMiddleware>().UseInteropPages();
        hub.UseRouting().UseAuthentication().UseMiddleware<RequestSignatureMiddleware>().UseAuthorization();
        Action<IEndpointRouteBuilder>[] doors =
        [
            Native.NativeDoor.Map, RecheckDoor.Map, MatchDoor.Map, CrossTableDoor.Map, GuaranteeDoor.Map, FhirDoor.Map, DciDoor.Map, BatchesRegistration.Map, ProxyDoor.Map, Receipts.ReceiptDoor.Map, Catalogue.CatalogueDoor.Map,
            ScriptAssets.Map, Native.OpenApiDoor.Map, HealthDoor.Map,
        ];
        Array.ForEach(doors, map => map(hub));
        hub.MapInteropIdentity().MapPrometheusScrapingEndpoint("/metrics");
    }
}
