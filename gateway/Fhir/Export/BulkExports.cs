using Interop.Gateway.Exchanges;
using Interop.Gateway.Keys;

namespace Interop.Gateway.Fhir.Export;

/// <summary>
/// The exports there are, at most one an institution: what it began before goes when it begins another. Files go an hour after they are whole. Nothing is
/// found again after a start, so what lies in the folder then is deleted.
/// </summary>
internal sealed class BulkExports(ExportRun run, ExportFolder folder, HubKeys keys, TimeProvider time) : IHostedService, IDisposable
{
    private static readonly TimeSpan Kept = TimeSpan.FromHours(1), Round = TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, (BulkExport Export, Task Ending)> all = [];
    private readonly Lock gate = new();
    private readonly Sealer sealer = keys.SealerFor("fhir-export");
    private ITimer? rounds;

    /// <summary>Begins one that was admitted and is recorded; null when one of the institution is running.</summary>
    public BulkExport? Begin(Exchange exchange, ExportGroup group, ExportWish wish, string request)
    {
        lock (gate)
        {
            var institution = exchange.Caller.Institution.Code;
            if (IsRunning(institution))
                return null;
            Remove(institution);
            var export = new BulkExport(exchange, group, wish, request, folder.Make(), sealer);
            all[institution] = (export, Task.Run(() => EndAsync(export)));
            return export;
        }
    }

    /// <summary>Whether the institution may not begin one now.</summary>
    public bool IsRunning(string institution)
    {
        lock (gate)
            return all.TryGetValue(institution, out var one) && !one.Ending.IsCompleted;
    }

    /// <summary>The institution's export of this id; null when there is none to be had.</summary>
    public BulkExport? Find(string institution, Guid id)
    {
        lock (gate)
            return all.TryGetValue(institution, out var one) && one.Export.Id == id && !one.Export.Cancelled.IsCancellationRequested && !IsOver(one.Export) ? one.Export : null;
    }

    /// <summary>Cancels one, or deletes its files.</summary>
    public void Cancel(BulkExport export)
    {
        lock (gate)
        {
            export.Cancel();
            if (all.TryGetValue(export.Institution, out var one) && one.Export == export && one.Ending.IsCompleted)
                Remove(export.Institution);
        }
    }

    /// <summary>Deletes the files of those whose hour is over.</summary>
    public void Expire()
    {
        lock (gate)
            foreach (var institution in all.Where(e => e.Value.Ending.IsCompleted && IsOver(e.Value.Export)).Select(e => e.Key).ToArray())
                Remove(institution);
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        folder.Empty();
        rounds = time.CreateTimer(static e => ((BulkExports)e!).Expire(), this, Round, Round);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        rounds?.Dispose();
        Task[] endings;
        lock (gate)
        {
            foreach (var (export, _) in all.Values)
                export.Cancel();
            endings = [.. all.Values.Select(e => e.Ending)];
        }
        await Task.WhenAll(endings).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose()
    {
        rounds?.Dispose();
        foreach (var (export, _) in all.Values)
            export.Dispose();
        sealer.Dispose();
    }

    private async Task EndAsync(BulkExport export)
    {
        var isWhole = await run.RunAsync(export);
        export.End(isWhole, time.GetUtcNow() + Kept);
        if (!isWhole || export.Cancelled.IsCancellationRequested)
            export.Dispose();
    }

    private bool IsOver(BulkExport export) => export.State == ExportState.Done && export.Expires <= time.GetUtcNow();

    private void Remove(string institution)
    {
        if (all.Remove(institution, out var one))
            one.Export.Dispose();
    }
}
