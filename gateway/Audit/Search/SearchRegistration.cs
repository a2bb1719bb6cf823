namespace Interop.Gateway.Audit.Search;

/// <summary>Adds the search in the audit log. The index lies beside the log and may be deleted at any time; it is then made anew.</summary>
internal static class SearchRegistration
{
    public static IServiceCollection AddAuditSearch(this IServiceCollection services) => services
        .AddSingleton(p => new AuditIndex(p.GetRequiredService<AuditOptions>(), FileOf(p.GetRequiredService<AuditOptions>().File), p.GetRequiredService<TimeProvider>()))
        .AddSingleton<AuditSearch>()
        .AddSingleton<AuditLook>()
        .AddHostedService<AuditFollower>();

    /// <summary>The index of an audit file: <c>audit-index.db</c> beside <c>audit.db</c>.</summary>
    internal static string FileOf(string auditFile) =>
        Path.Combine(Path.GetDirectoryName(auditFile) ?? "", Path.GetFileNameWithoutExtension(auditFile) + "-index.db");
}
