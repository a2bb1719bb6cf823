using System.Security.Cryptography;
using Microsoft.Data.Sqlite;

namespace Interop.Gateway.Batches.Work;

/// <summary>
/// Works on batches beside the doors, so many at a time and the longest waiting first. A hub that stops lets what is under way come to its checkpoint; one that
/// starts goes on with what it finds.
/// </summary>
internal sealed class BatchWork(BatchRoom room, BatchRun run, ILogger<BatchWork> logger) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(30);

    private readonly Lock claiming = new();
    // Those that failed, and when they are tried again.
    private readonly Dictionary<string, DateTimeOffset> resting = [];

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Enumerable.Range(0, room.Options.AtOnce).Select(_ => Task.Run(() => LoopAsync(stoppingToken), CancellationToken.None)));

    private async Task LoopAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
            try
            {
                if (Claim() is not { } batch)
                    await room.WaitAsync(Look, stopping);
                else
                    await WorkAsync(batch, stopping);
            }
            catch (SqliteException e)
            {
                Log.BatchesUnavailable(logger, e);
                await room.WaitAsync(Look, stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                // The hub stops.
            }
    }

    private BatchRecord? Claim()
    {
        lock (claiming)
        {
            foreach (var over in room.Store.Over())
                room.Forget(over);
            var now = room.Time.GetUtcNow();
            foreach (var rested in resting.Where(r => r.Value <= now).Select(r => r.Key).ToArray())
                resting.Remove(rested);
            var batch = room.Store.Due(1 + room.Progress.Count + resting.Count).FirstOrDefault(b => !room.Progress.ContainsKey(b.Id) && !resting.ContainsKey(b.Id));
            if (batch is not null)
                room.Progress[batch.Id] = new(room.Time);
            return batch;
        }
    }

    private async Task WorkAsync(BatchRecord batch, CancellationToken stopping)
    {
        var progress = room.Progress[batch.Id];
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, progress.Stopping);
        try
        {
            await run.RunAsync(batch, progress, either.Token);
        }
        catch (Exception e) when (either.IsCancellationRequested && e is OperationCanceledException or IOException or CryptographicException)
        {
            // The hub stops, or the batch and its files were deleted meanwhile.
        }
        catch (Exception e) when (e is not SqliteException)
        {
            // A bug, or a disk: it must hold up no other batch. Message and data may quote what was being read.
            Log.BatchFailed(logger, batch.Id, e.GetType().FullName ?? "", e.StackTrace ?? "");
            lock (claiming)
                resting[batch.Id] = room.Time.GetUtcNow() + Look;
        }
        finally
        {
            room.Progress.TryRemove(batch.Id, out _);
            if (progress.Stopping.IsCancellationRequested)
                room.Files.Delete(batch.Id);
            progress.Dispose();
        }
    }
}
