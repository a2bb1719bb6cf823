using Interop.Gateway.Audit.Outbox;
using Interop.Gateway.Audit.Search;

namespace Interop.Gateway.Audit.Retention;

/// <summary>Keeps to the retention of subjects, minute by minute: destroys what is due, forgets what others have destroyed, and sees that the log tells of it.</summary>
internal sealed class AuditRetention(
    SubjectKeyLedger ledger, SubjectKeys keys, AuditIndex index, AuditOutbox outbox, AuditLog log)
{
    /// <summary>One round. Doing it twice does nothing the second time.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        ledger.DestroyDue(null);
        string[] gone = [.. ledger.All().Where(k => k.Destroyed is not null).Select(k => k.Name)];
        keys.Drop(gone);
        await outbox.DrainAsync(log, cancellation);
        index.Forget(gone);
    }
}

/// <summary>Runs the retention in the background.</summary>
internal sealed class RetentionRounds(AuditRetention retention, TimeProvider time, ILogger<RetentionRounds> logger) : BackgroundService
{
    private static readonly TimeSpan Between = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await Task.Delay(Between, time, stoppingToken);
            try
            {
                await retention.RunAsync(stoppingToken);
            }
            catch (Exception e) when (e is Microsoft.Data.Sqlite.SqliteException or IOException)
            {
                Log.AuditRetentionFailed(logger, e);
            }
        }
    }
}
