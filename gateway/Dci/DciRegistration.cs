using Interop.Gateway.Dci.Callbacks;
using Interop.Gateway.Dci.Signing;

namespace Interop.Gateway.Dci;

/// <summary>Adds the DCI door and what only it uses.</summary>
internal static class DciRegistration
{
    public static IServiceCollection AddDci(this IServiceCollection services)
    {
        services.AddOptions<DciOptions>().BindConfiguration("Dci");
        return services
            .AddSingleton(DciKeys.Schema).AddSingleton<DciKeys>().AddSingleton<DciSignatures>().AddSingleton<DciEncryption>()
            .AddSingleton<DciEntrance>().AddSingleton<DciAsking>().AddSingleton<DciSearch>().AddSingleton<DciTypedQuestions>().AddSingleton<DciAnswer>().AddSingleton<DciDoor>()
            .AddSingleton(p => DciLocations.Read(p.GetRequiredService<Configuration.HubSettings>().LocationsFile))
            .AddSingleton(DciQueue.Schema).AddSingleton<DciQueue>().AddSingleton<DciPartners>().AddSingleton<DciAsyncDoor>()
            .AddSingleton<DciCallbacks>().AddHostedService(p => p.GetRequiredService<DciCallbacks>());
    }
}
