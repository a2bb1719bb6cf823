using Interop.Gateway.Fhir.Export;

namespace Interop.Gateway.Fhir;

/// <summary>Adds the FHIR door.</summary>
internal static class FhirRegistration
{
    public static IServiceCollection AddFhir(this IServiceCollection services) => services.AddSingleton<FhirDoor>().AddSingleton<PatientMatchDoor>().AddSingleton<RecordDoor>().AddSingleton<OwnTrail>().AddSingleton<OwnConsents>()
        .AddSingleton<ExportAdmission>().AddSingleton<ExportRows>().AddSingleton<ExportRun>().AddSingleton<ExportShelf>().AddSingleton<ExportEnd>().AddSingleton<BulkExports>().AddSingleton<ExportDesk>().AddSingleton<ExportDoor>()
        .AddHostedService(p => p.GetRequiredService<BulkExports>());
}
