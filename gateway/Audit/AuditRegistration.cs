using System.Diagnostics.Metrics;

namespace Interop.Gateway.Audit;

/// <summary>Adds this gateway's audit log. Settings: <c>Audit:Origin</c>, the log's name in receipts, and those of <see cref="AuditOptions"/>.</summary>
internal static class AuditRegistration
{
    public static IServiceCollection AddAudit(this IServiceCollection services, string file) => services.AddSingleton(p =>
    {
        var settings = p.GetRequiredService<IConfiguration>().GetSection("Audit");
        var defaults = new AuditOptions { File = settings["File"] ?? file, Origin = settings["Origin"] ?? "interop.embedded/hub" };
        var log = new AuditLog(defaults, p.GetRequiredService<TimeProvider>(), p.GetRequiredService<ILogger<AuditLog>>());
        var meter = p.GetRequiredService<IMeterFactory>().Create("Interop.Audit");
        meter.CreateObservableCounter("interop.audit.entries", () => log.Entries, "{entry}", "Entries that reached the disk");
        meter.CreateObservableCounter("interop.audit.commits", () => log.Commits, "{commit}", "Groups in which they were written");
        return log;
    });
}
