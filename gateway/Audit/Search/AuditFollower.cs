namespace Interop.Gateway.Audit.Search;

/// <summary>Keeps the index close behind the log, taking at most a quarter of one processor while it catches up.</summary>
internal sealed class AuditFollower(AuditIndex index, TimeProvider time, ILogger<AuditFollower> logger) : BackgroundService
{
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AfterFault = TimeSpan.FromSeconds(30);
    private const int Restraint = 3;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var pause = Idle;
        while (true)
        {
            await Task.Delay(pause, time, stoppingToken);
            pause = Idle;
            try
            {
                var started = time.GetTimestamp();
                if (index.Step())
                    pause = Restraint * time.GetElapsedTime(started);
            }
            catch (Exception e) when (e is Microsoft.Data.Sqlite.SqliteException or InvalidDataException or IOException)
            {
                // The log is the record and goes on without its index; a search says how far behind it is.
                Log.AuditIndexBehind(logger, e);
                pause = AfterFault;
            }
        }
    }
}
