using Interop.Gateway.Configuration;
using Interop.Gateway.Institutions;
using Interop.Gateway.Keys;
using Interop.Identity;

namespace Interop.Gateway.Callers;

/// <summary>Lets the identity project know of the hub's institutions and of the secret that seals its keys.</summary>
internal static class CallersRegistration
{
    public static IServiceCollection AddCallers(this IServiceCollection services, HubSettings settings)
    {
        services.AddOptions<IdentityOptions>().Configure<HubKeys>(static (identity, keys) =>
        {
            var sealer = keys.SealerFor("identity");
            (identity.Seal, identity.Unseal) = (text => sealer.Seal(text), box => sealer.Open(box));
        });
        services.AddOptions<IdentityOptions>().Configure<InstitutionRegister>(static (identity, institutions) => identity.KeysOf = code => institutions.Find(code)?.Keys);
        return services.AddInteropIdentity(o =>
            (o.StoreFile, o.Institutions) = (IdentityRegistration.StoreIn(settings.Data), InstitutionRegister.CodesIn(settings.InstitutionsFile)));
    }
}
