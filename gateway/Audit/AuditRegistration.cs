using System.Diagnostics.Metrics;
using Interop.Gateway.Audit.Retention;
using Interop.Gateway.Audit.Search;
using Interop.Gateway.Audit.Tree;
using Interop.Gateway.Keys;

namespace Interop.Gateway.Audit;

/// <summary>Adds this gateway's audit log. Settings: <c>Audit:File</c>, <c>Audit:Origin</c> (the log's name in receipts) and <c>Audit:Linger</c>.</summary>
internal static class AuditRegistration
{
    public static IServiceCollection AddAudit(this IServiceCollection services, string file) => services.AddAuditSearch().AddAuditRetention().AddSingleton<AuditProofs>().AddSingleton(p =>
    {
        var settings = p.GetRequiredService<IConfiguration>().GetSection("Audit");
        var origin = settings["Origin"] ?? "interop.embedded/hub";
        return new AuditOptions
        {
            File = settings["File"] ?? file,
            Origin = origin,
            Signer = SignerOf(p.GetRequiredService<HubKeys>(), origin),
            Linger = settings.GetValue("Linger", AuditOptions.DefaultLinger),
        };
    }).AddSingleton(p =>
    {
        var log = new AuditLog(p.GetRequiredService<AuditOptions>(), p.GetRequiredService<TimeProvider>(), p.GetRequiredService<ILogger<AuditLog>>());
        var meter = p.GetRequiredService<IMeterFactory>().Create("Interop.Audit");
        meter.CreateObservableCounter("interop.audit.entries", () => log.Entries, "{entry}", "Entries that reached the disk");
        meter.CreateObservableCounter("interop.audit.commits", () => log.Commits, "{commit}", "Groups in which they were written");
        return log;
    });

    /// <summary>The key of a log's checkpoints follows from the hub's secret and the log's name, so there is nothing more to keep or to lose.</summary>
    internal static NoteSigner SignerOf(HubKeys keys, string origin) => new(origin, keys.SeedFor("checkpoint:" + origin));
}
