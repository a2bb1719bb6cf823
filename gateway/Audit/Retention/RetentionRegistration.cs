using System.Globalization;
using Interop.Gateway.Audit.Outbox;
using Interop.Gateway.Configuration;
using Interop.Gateway.Keys;
using Interop.Gateway.Storage;

namespace Interop.Gateway.Audit.Retention;

/// <summary>Adds the keys of subjects and their end. Setting: <c>Audit:RetentionDays</c>, for what no scope admitted.</summary>
internal static class RetentionRegistration
{
    public static IServiceCollection AddAuditRetention(this IServiceCollection services) => services
        .AddSingleton(SubjectKeys.Schema)
        .AddSingleton(AuditOutbox.Schema)
        .AddSingleton<AuditOutbox>()
        .AddSingleton(p => new SubjectKeys(p.GetRequiredService<HubStore>(), p.GetRequiredService<HubKeys>(), DaysOf(p.GetRequiredService<IConfiguration>()), p.GetRequiredService<TimeProvider>()))
        .AddSingleton<SubjectKeyLedger>()
        .AddSingleton<AuditRetention>()
        .AddHostedService<RetentionRounds>();

    private static int DaysOf(IConfiguration configuration) => configuration["Audit:RetentionDays"] switch
    {
        null => SubjectKeys.DefaultRetentionDays,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is > 0 and <= 36_500 => days,
        var text => throw new ConfigurationFaultException([$"Audit:RetentionDays is '{text}'; it must be a number of days from 1 to 36500."]),
    };
}
