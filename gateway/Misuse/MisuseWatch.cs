using Interop.Gateway.Audit;
using Interop.Gateway.Privacy;
using Interop.Gateway.Wire;
using Microsoft.Data.Sqlite;

namespace Interop.Gateway.Misuse;

/// <summary>
/// Follows this gateway's audit log behind its end and notes what the detectors find. It goes on where it stopped: the mark in the store and
/// the memories beside it are always of one moment. An exchange never waits for it.
/// </summary>
internal sealed class MisuseWatch(AuditLog log, SignalStore signals, MisuseOptions options, TimeProvider time, ILogger<MisuseWatch> logger) : BackgroundService
{
    private const int Batch = 2_048;
    private const int Restraint = 3;
    private static readonly string Exports = WireName.Of(Operation.Export);

    /// <summary>Memories are written down this often at most: they may be some megabytes.</summary>
    private static readonly TimeSpan MarkEvery = TimeSpan.FromSeconds(30);

    private Detector[] detectors = [];
    private long position;
    private long marked;
    private DateTimeOffset markedAt;
    private string mark = "";

    /// <summary>Entries looked at.</summary>
    public long Position => Interlocked.Read(ref position);

    /// <summary>One of each.</summary>
    public static Detector[] Detectors(MisuseOptions options) =>
    [
        EnumerationDetector.Quick(options), EnumerationDetector.OfDay(options), new NoLaterClaimDetector(options), new ManyPeopleDetector(options),
        new NightBurstDetector(options), new ManyInstitutionsDetector(options),
    ];

    /// <summary>Reads on to the end of the log and notes what is found.</summary>
    public async Task FollowAsync(CancellationToken cancellation)
    {
        // Before the log is opened, so that no period is closed whose entries were not there to be read.
        var now = time.GetUtcNow();
        using var reader = await log.ReadAsync(cancellation);
        Begin(reader.Origin);
        while (!cancellation.IsCancellationRequested)
        {
            var (judged, started) = (now, time.GetTimestamp());
            var leaves = reader.Leaves(position, Batch);
            foreach (var leaf in leaves)
            {
                var entry = AuditLeaf.Read(leaf.Leaf);
                // The hub's own asking again is no further act of whoever asked first, nor is each line of a file an act of whoever had it made.
                if (entry.Phase != AuditPhase.Admitted && entry.Door != AuditEntry.RecheckDoor && (entry.Operation != Exports || entry.SubjectPseudonym.IsEmpty))
                    foreach (var detector in detectors)
                        detector.Observe(leaf.Index, entry);
                judged = leaves.Count == Batch ? entry.At : now;
            }
            Interlocked.Add(ref position, leaves.Count);
            signals.Note(reader.Origin, [.. detectors.SelectMany(d => d.Close(judged))]);
            if (leaves.Count < Batch)
                break;
            // A backlog is read at a quarter of one processor: exchanges come first.
            await Task.Delay(Restraint * time.GetElapsedTime(started), time, cancellation);
        }
        if (position > marked && time.GetUtcNow() - markedAt >= MarkEvery)
            Mark();
    }

    /// <summary>Writes down where it stands.</summary>
    public void Mark()
    {
        signals.Mark(mark, position, detectors.Select(d => (d.Name, d.Save())));
        (marked, markedAt) = (position, time.GetUtcNow());
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Every, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await AttemptAsync(() => FollowAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            await AttemptAsync(() =>
            {
                if (position > marked)
                    Mark();
                return Task.CompletedTask;
            });
        }
    }

    /// <summary>A store that cannot be used now is tried again at the next tick; what was not marked is read again.</summary>
    private async Task AttemptAsync(Func<Task> step)
    {
        try
        {
            await step();
        }
        catch (Exception broken) when (broken is SqliteException or IOException or InvalidDataException)
        {
            Log.MisuseWatchBehind(logger, broken);
            mark = "";
        }
    }

    /// <summary>Each gateway has a log of its own, and may share the store with others.</summary>
    private void Begin(string origin)
    {
        if (mark.Length > 0)
            return;
        mark = origin;
        var (at, memories) = signals.Mark(mark);
        detectors = Detectors(options);
        // A detector that is new to this log begins here: it says nothing of what was before it.
        foreach (var detector in detectors)
            if (memories.TryGetValue(detector.Name, out var memory))
                detector.Load(memory);
        (position, marked) = (at, at);
    }
}
