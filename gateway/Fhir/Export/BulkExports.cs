using Interop.Gateway.Exchanges;

namespace Interop.Gateway.Fhir.Export;

/// <summary>
/// The exports there are, at most one an institution: what it began before goes when it begins another. One is forgotten an hour after it has ended. A hub
/// that is started anew still has those that are done; one that was running has failed.
/// </summary>
internal sealed class BulkExports(ExportRun run, ExportEnd end, ExportShelf shelf, TimeProvider time) : IHostedService, IDisposable
{
    private static readonly TimeSpan Kept = TimeSpan.FromHours(1), Round = TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, (BulkExport Export, Task Ending)> all = [];
    private readonly Lock gate = new();
    private ITimer? rounds;

    /// <summary>Begins one that was admitted and is recorded; null when one of the institution is running.</summary>
    /// <exception cref="IOException">The disk takes no more.</exception>
    public BulkExport? Begin(Exchange exchange, ExportGroup group, ExportTerms terms)
    {
        lock (gate)
        {
            var institution = exchange.Caller.Institution.Code;
            if (IsRunning(institution))
                return null;
            Remove(institution);
            var export = shelf.Begin(exchange, terms);
            all[institution] = (export, Task.Run(() => EndAsync(export, () => run.RunAsync(export, group))));
            return export;
        }
    }

    /// <summary>Whether the institution may not begin one now.</summary>
    public bool IsRunning(string institution)
    {
        lock (gate)
            return all.TryGetValue(institution, out var one) && one.Export.State == ExportState.Running;
    }

    /// <summary>From when on it is known what has changed of all the institution was told under the scope; null when nothing was.</summary>
    public DateTimeOffset? KnownSince(string institution, string scope)
    {
        using var told = shelf.Told(institution, scope);
        return told.Since;
    }

    /// <summary>The institution's export of this id; null when there is none to be had.</summary>
    public BulkExport? Find(string institution, Guid id)
    {
        lock (gate)
            return all.TryGetValue(institution, out var one) && one.Export.Id == id && !one.Export.IsWithdrawn && !IsOver(one.Export) ? one.Export : null;
    }

    /// <summary>Cancels one, or deletes its files.</summary>
    public void Cancel(BulkExport export)
    {
        lock (gate)
        {
            export.Stop(withdrawn: true);
            if (all.TryGetValue(export.Institution, out var one) && one.Export == export && export.State != ExportState.Running)
                Remove(export.Institution);
        }
    }

    /// <summary>Forgets those whose hour is over.</summary>
    public void Expire()
    {
        shelf.Forget(time.GetUtcNow());
        lock (gate)
            foreach (var institution in all.Where(e => e.Value.Export.State != ExportState.Running && (e.Value.Export.IsWithdrawn || IsOver(e.Value.Export))).Select(e => e.Key).ToArray())
                Remove(institution);
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        lock (gate)
            foreach (var export in shelf.Restore())
                all[export.Institution] = (export, export.State != ExportState.Running ? Task.CompletedTask : Interrupted(export));
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
                export.Stop(withdrawn: false);
            endings = [.. all.Values.Select(e => e.Ending)];
        }
        await Task.WhenAll(endings).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose() => rounds?.Dispose();

    private Task Interrupted(BulkExport export) => Task.Run(() => EndAsync(export, () => Task.FromResult(ExchangeOutcome.ExportEndedEarly)));

    private async Task EndAsync(BulkExport export, Func<Task<ExchangeOutcome>> making)
    {
        var isWhole = await end.OfAsync(export, making);
        var (state, expires) = (isWhole ? ExportState.Done : ExportState.Failed, time.GetUtcNow() + Kept);
        try
        {
            if (!isWhole)
                export.DropFiles();
            if (export.IsWithdrawn)
                export.Dispose();
            else
                shelf.Keep(export, state, expires);
        }
        finally
        {
            // The very last: from here on another may be begun, and this one forgotten.
            export.End(state, expires);
        }
    }

    private bool IsOver(BulkExport export) => export.State != ExportState.Running && export.Expires <= time.GetUtcNow();

    private void Remove(string institution)
    {
        if (all.Remove(institution, out var one))
            one.Export.Dispose();
    }
}
