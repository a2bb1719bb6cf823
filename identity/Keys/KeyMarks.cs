using System.Collections.Concurrent;
using Dapper;
using Interop.Identity.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Interop.Identity.Keys;

/// <summary>
/// Notes when a key was last used and whether it leaked. Requests only mark in memory; one transaction a minute writes the marks down, so
/// a key costs at most one write a minute however much it is used.
/// </summary>
internal sealed class KeyMarks(IdentityStore store, TimeProvider time, ILogger<KeyMarks> logger) : BackgroundService
{
    private readonly ConcurrentDictionary<string, long> used = [];
    private readonly ConcurrentDictionary<string, long> leaked = [];

    public void Used(string publicId) => used[publicId] = time.GetUtcNow().ToUnixTimeMilliseconds();

    public void Leaked(string publicId)
    {
        // Logged at once, for the mark in memory would not outlive a crash.
        if (leaked.TryAdd(publicId, time.GetUtcNow().ToUnixTimeMilliseconds()))
            Log.KeyLeaked(logger, publicId);
    }

    /// <summary>Writes the marks down; what cannot be written now is kept for the next time.</summary>
    public void Write()
    {
        if (used.IsEmpty && leaked.IsEmpty)
            return;

        var uses = used.ToArray();
        var leaks = leaked.ToArray();
        try
        {
            store.Change((connection, transaction) =>
                connection.Execute(
                    "update access_key set last_used_at = @Value where public_id = @Key and (last_used_at is null or last_used_at < @Value)", uses, transaction)
                + connection.Execute("update access_key set leaked_at = coalesce(leaked_at, @Value) where public_id = @Key", leaks, transaction));
        }
        catch (SqliteException broken)
        {
            Log.KeyMarksUnwritten(logger, broken);
            return;
        }

        // A key marked again meanwhile has another value, and stays for the next time.
        foreach (var use in uses)
            used.TryRemove(use);
        foreach (var leak in leaks)
            leaked.TryRemove(leak);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        Write();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(1), time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            Write();
    }
}
