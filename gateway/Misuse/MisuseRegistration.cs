using Interop.Gateway.Configuration;

namespace Interop.Gateway.Misuse;

/// <summary>Adds the watch over the audit log. Settings: <c>Misuse:...</c>, see <see cref="MisuseOptions"/>.</summary>
internal static class MisuseRegistration
{
    public static IServiceCollection AddMisuse(this IServiceCollection services) => services
        .AddSingleton(SignalStore.Schema)
        .AddSingleton(p => Options(p.GetRequiredService<IConfiguration>()))
        .AddSingleton<SignalStore>()
        .AddSingleton<MisuseWatch>()
        .AddHostedService(p => p.GetRequiredService<MisuseWatch>());

    /// <exception cref="ConfigurationFaultException">The settings will not do; the message lists every fault.</exception>
    public static MisuseOptions Options(IConfiguration configuration)
    {
        var options = new MisuseOptions();
        try
        {
            configuration.GetSection("Misuse").Bind(options);
        }
        catch (InvalidOperationException e)
        {
            throw new ConfigurationFaultException([e.Message]);
        }
        return options.Faults().ToArray() is { Length: > 0 } faults ? throw new ConfigurationFaultException(faults) : options;
    }
}
