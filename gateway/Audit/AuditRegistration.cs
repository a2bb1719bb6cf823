using System.Diagnostics.Metrics;

namespace Interop.Gateway.Audit;

/// <summary>Adds this gateway's audit log. Settings: <c>Audit:File</c>, <c>Audit:Origin</c> (the log's name in receipts) and <c>Audit:Linger</c>.</summary>
internal static class AuditRegistration
{
    public static IServiceCollection AddAudit(this IServiceCollection services, string file) => services.AddSingleton(p =>
    {
        var settings = p.GetRequiredService<IConfiguration>().GetSection("Audit");
        var options = new AuditOptions
        {
            File = settings["File"] ?? file,
            Origin = settings["Origin"] ?? "interop.embedded/hub",
            Linger = settings.GetValue("Linger", AuditOptions.DefaultLinger),
        };
        var log = new AuditLog(options, p.GetRequiredService<TimeProvider>(), p.GetRequiredService<ILogger<AuditLog>>());
        var meter = p.GetRequiredService<IMeterFactory>().Create("Interop.Audit");
        meter.CreateObservableCounter("interop.audit.entries", () => log.Entries, "{entry}", "Entries that reached the disk");
        meter.CreateObservableCounter("interop.audit.commits", () => log.Commits, "{commit}", "Groups in which they were written");
        return log;
    });
}
