using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace Interop.Gateway.CrossTables;

/// <summary>Counts one run after the other. What was not over when the hub ended is begun again when it starts: a count repeats nothing outside the hub.</summary>
internal sealed class CrossTurns(CrossRunStore store, CrossAnswering answering, TimeProvider time, ILogger<CrossTurns> logger) : BackgroundService
{
    private static readonly TimeSpan TellEvery = TimeSpan.FromMilliseconds(500);

    private readonly Channel<(Guid Run, string Institution)> queue = Channel.CreateUnbounded<(Guid, string)>();

    public void Add(Guid run, string institution) => queue.Writer.TryWrite((run, institution));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        foreach (var left in store.Unfinished())
            Add(left.Id, left.Institution);
        await foreach (var (id, institution) in queue.Reader.ReadAllAsync(stoppingToken))
            if (store.Find(id, institution) is { IsOver: false } run)
                await CountAsync(run, stoppingToken);
    }

    private async Task CountAsync(CrossRun run, CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        try
        {
            var (told, gate) = (time.GetTimestamp(), new Lock());
            await answering.RunAsync(run, progress =>
            {
                lock (gate)
                {
                    if (progress.Done > 0 && time.GetElapsedTime(told) < TellEvery)
                        return;
                    told = time.GetTimestamp();
                }
                store.Progress(run.Id, progress);
            }, cancellation);
            Log.CrossTablesCounted(logger, run.Id, time.GetElapsedTime(started).TotalSeconds);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // A bug, or a store that cannot be written: it must hold up no other run. Message and data may quote what was being read.
            Log.CrossTablesFailed(logger, run.Id, e.GetType().FullName ?? "", e.StackTrace ?? "");
            TryFail(run.Id);
        }
    }

    private void TryFail(Guid id)
    {
        try
        {
            store.Fail(id, Problems.ProblemKinds.Internal.Code);
        }
        catch (SqliteException)
        {
            // It stays unfinished, and is begun again at the next start.
        }
    }
}
