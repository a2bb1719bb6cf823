using Interop.Gateway.Configuration;
using Interop.Gateway.Exchanges;
using Interop.Gateway.Institutions;
using Interop.Gateway.Keys;
using Interop.Gateway.Storage;
using Microsoft.Extensions.Options;

namespace Interop.Gateway.Rechecks;

/// <summary>Adds the asking again after an outage. Settings <c>Rechecks:*</c>; <c>Rechecks:File</c>, left out, is a file beside the hub's store.</summary>
internal static class RecheckRegistration
{
    /// <param name="form">Writes the answers.</param>
    public static IServiceCollection AddRechecks(this IServiceCollection services, string storeFile, AnswerForm form)
    {
        services.AddOptions<RecheckOptions>().BindConfiguration("Rechecks");
        return services
            .AddSingleton<RecheckNeed>()
            .AddSingleton(p => new RecheckFile(
                StorageRegistration.FileBeside(p.GetRequiredService<IConfiguration>(), storeFile, "Rechecks:File", "rechecks"),
                p.GetRequiredService<HubKeys>(), p.GetRequiredService<TimeProvider>()))
            .AddSingleton(p => new RecheckStore(p.GetRequiredService<RecheckFile>(), p.GetRequiredService<HubKeys>(), OptionsOf(p), p.GetRequiredService<TimeProvider>()))
            .AddSingleton<NoticeStore>()
            .AddSingleton<RecheckAsking>()
            .AddSingleton(p => new RecheckAnew(
                p.GetRequiredService<ExchangePipeline>(), p.GetRequiredService<RecheckNeed>(), p.GetRequiredService<InstitutionRegister>(), form, p.GetRequiredService<TimeProvider>()))
            .AddSingleton(p => new RecheckPace(OptionsOf(p).Every, p.GetRequiredService<TimeProvider>()))
            .AddSingleton<RecheckMetrics>()
            .AddSingleton<RecheckTurns>()
            .AddHostedService(p => p.GetRequiredService<RecheckTurns>())
            .AddSingleton<RecheckNotices>()
            .AddHostedService(p => p.GetRequiredService<RecheckNotices>())
            .AddSingleton<RecheckDoor>();
    }

    private static RecheckOptions OptionsOf(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<IOptions<RecheckOptions>>().Value;
        return options.Faults().ToArray() is { Length: > 0 } faults ? throw new ConfigurationFaultException(faults) : options;
    }
}
