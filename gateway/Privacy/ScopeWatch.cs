using System.Diagnostics.Metrics;
using Microsoft.Data.Sqlite;

namespace Interop.Gateway.Privacy;

/// <summary>
/// Looks twice a second whether another process - a command, another gateway - has changed the ledger, and once a day which scopes end soon.
/// While the store cannot be read the scopes stay as they were.
/// </summary>
internal sealed class ScopeWatch : IHostedService, IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Warning = TimeSpan.FromDays(30);

    private readonly ScopeLedger ledger;
    private readonly TimeProvider time;
    private readonly ILogger<ScopeWatch> logger;
    private readonly ITimer timer;
    private string lastFault = "";
    private DateOnly warned;
    private int expiring;
    private int looking;

    public ScopeWatch(ScopeLedger ledger, TimeProvider time, IMeterFactory meters, ILogger<ScopeWatch> logger)
    {
        (this.ledger, this.time, this.logger) = (ledger, time, logger);
        timer = time.CreateTimer(static w => ((ScopeWatch)w!).Look(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        meters.Create("Interop.Privacy").CreateObservableGauge("interop.scopes.expiring", () => Volatile.Read(ref expiring), "{scope}", "Active scopes that end within 30 days");
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        timer.Change(TimeSpan.Zero, Period);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        return Task.CompletedTask;
    }

    public void Dispose() => timer.Dispose();

    private void Look()
    {
        if (Interlocked.Exchange(ref looking, 1) == 1)
            return;
        try
        {
            var fault = string.Join("; ", ledger.TakeUp());
            if (fault != lastFault && fault.Length > 0)
                Log.ScopeFaults(logger, fault);
            lastFault = fault;
            WarnOnceADay();
        }
        catch (SqliteException e)
        {
            if (lastFault != e.Message)
                Log.ScopesNotRead(logger, e);
            lastFault = e.Message;
        }
        finally
        {
            Volatile.Write(ref looking, 0);
        }
    }

    private void WarnOnceADay()
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        if (today == warned)
            return;
        warned = today;
        var soon = ledger.ExpiringWithin(Warning).ToArray();
        Volatile.Write(ref expiring, soon.Length);
        foreach (var scope in soon)
            Log.ScopeExpires(logger, scope.Config.Scope, scope.Config.Version, scope.Config.To);
    }
}
