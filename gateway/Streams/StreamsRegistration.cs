using Interop.Gateway.Audit;
using Interop.Gateway.Configuration;
using Interop.Gateway.Streams.Applying;
using Interop.Gateway.Streams.Broker;
using Interop.Gateway.Streams.Delivery;
using Interop.Gateway.Streams.Events;
using Microsoft.Extensions.Options;

namespace Interop.Gateway.Streams;

/// <summary>Adds the streams of changes. Settings <c>Streams:*</c>.</summary>
internal static class StreamsRegistration
{
    public static IServiceCollection AddStreams(this IServiceCollection services)
    {
        services.AddOptions<StreamsOptions>().BindConfiguration("Streams");
        return services
            .AddSingleton(StreamTables.Schema)
            .AddSingleton(p => new StreamOrigin(p.GetRequiredService<AuditOptions>().Origin))
            .AddSingleton(p => StreamTopics.Read(OptionsOf(p).Topics))
            .AddSingleton(p => new StreamClients(OptionsOf(p)))
            .AddSingleton<StreamBroker>().AddSingleton<RecordNames>().AddSingleton<StreamMetrics>()
            .AddSingleton<ChangeOutbox>().AddSingleton<ChangeRecording>().AddSingleton<ChangeFollowing>().AddSingleton<ChangePublishing>()
            .AddSingleton<DeadLetters>().AddSingleton<UnreadRecords>().AddSingleton<ChangeEffects>().AddSingleton<ChangeApplication>()
            .AddSingleton<EventReading>().AddSingleton<BatchApplying>().AddSingleton<ChangeConsuming>()
            .AddSingleton<ChangeFlow>().AddSingleton<StreamWork>()
            .AddHostedService(p => p.GetRequiredService<StreamWork>());
    }

    private static StreamsOptions OptionsOf(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<IOptions<StreamsOptions>>().Value;
        return options.Faults().ToArray() is { Length: > 0 } faults ? throw new ConfigurationFaultException(faults) : options;
    }
}
