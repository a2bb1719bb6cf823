using Interop.Gateway.Dci.Signing;

namespace Interop.Gateway.Dci;

/// <summary>Adds the DCI door and what only it uses.</summary>
internal static class DciRegistration
{
    public static IServiceCollection AddDci(this IServiceCollection services) => services.AddSingleton<DciSignatures>().AddSingleton<DciSearch>().AddSingleton<DciDoor>();
}
