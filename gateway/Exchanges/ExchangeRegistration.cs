using Interop.Gateway.LastKnown;
using Interop.Gateway.Registries;

namespace Interop.Gateway.Exchanges;

/// <summary>Adds the pipeline and what only it uses.</summary>
internal static class ExchangeRegistration
{
    public static IServiceCollection AddExchanges(this IServiceCollection services, string storeFile) => services.AddLastKnown(storeFile)
        .AddSingleton<ExchangeMetrics>()
        .AddSingleton<ExchangeRecord>()
        .AddSingleton<QuestionPlans>()
        .AddSingleton(p => new RegistryReads(
            p.GetRequiredService<RegistrySet>(), p.GetRequiredService<RegistryReading>(), p.GetRequiredService<RelativeReading>(), p.GetRequiredService<LiveResolution>(),
            p.GetRequiredService<LastKnownFacts>()))
        .AddSingleton<SubjectConditions>()
        .AddSingleton<SubjectSearch>()
        .AddSingleton<ExchangeAnswering>()
        .AddSingleton<ExchangePipeline>()
        .AddSingleton<Entrance>();
}
