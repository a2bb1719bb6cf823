using Interop.Gateway.Entitlements;
using Interop.Gateway.Institutions;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Privacy;

/// <summary>Adds the scopes of one file and what lets attributes out under them.</summary>
internal static class PrivacyRegistration
{
    public static IServiceCollection AddPrivacy(this IServiceCollection services, string scopesFile) => services
        .AddSingleton<Minimisation>()
        .AddSingleton<Disclosure>()
        .AddSingleton(p => ScopeRegister.Read(
            scopesFile, p.GetRequiredService<AttributeCatalogue>(), p.GetRequiredService<InstitutionRegister>(),
            p.GetRequiredService<ProgrammeRules>().All.Select(r => r.Code).ToHashSet()));
}
