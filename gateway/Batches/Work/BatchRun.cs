using System.Text;
using Interop.Gateway.Batches.Files;
using Interop.Gateway.Batches.Sealed;
using Interop.Gateway.Problems;

namespace Interop.Gateway.Batches.Work;

/// <summary>
/// Works on one batch to its end, or until the hub stops, or the right to ask is withdrawn:
/// <code>
///   check the whole file -> recognise what was asked before -> go on behind the last checkpoint
///     -> stretches of rows, a few under way at a time -> one sealed box each, in order -> signed summary
/// </code>
/// </summary>
internal sealed class BatchRun(BatchRoom room, FileCheck check, RowAsking asking, BatchSummary summary, BatchStanding standing, ILogger<BatchRun> logger)
{
    /// <summary>The part of the registries' deadline that a stretch should take.</summary>
    private const double Quick = 0.25;

    /// <summary>Stretches under way: while one's last rows are waited for, the next one's are asked already.</summary>
    private const int Ahead = 2;

    /// <param name="batch">One that is whole.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="stopping">The hub stops: what is under way gets its results, the rest waits for the next start.</param>
    public async Task RunAsync(BatchRecord batch, BatchProgress progress, CancellationToken stopping)
    {
        if (batch.Facts is null)
        {
            if (Check(batch, stopping) is not { } facts)
                return;
            batch = batch with { Facts = facts, State = BatchState.Working };
        }
        var (end, counts, withdrawn) = await WorkAsync(batch, progress, stopping);
        if (!end)
            return;
        if (withdrawn is not null)
            await standing.RecordAsync(batch.Order, withdrawn);
        var text = summary.Sign(batch, counts, withdrawn);
        room.Store.End(batch.Id, counts, withdrawn?.Code, text, room.Time.GetUtcNow() + room.Options.KeepFor);
        if (withdrawn is not null)
            Log.BatchStopped(logger, batch.Id, batch.Order.Institution, counts.Done + 1, withdrawn.Code);
        else
            Log.BatchDone(logger, batch.Id, batch.Order.Institution, counts.Answered, counts.Refused, counts.Rejected, progress.RowsPerSecond);
    }

    private FileFacts? Check(BatchRecord batch, CancellationToken stopping)
    {
        var (facts, fault, row) = check.Run(batch, stopping);
        if (facts is null)
        {
            room.Store.Reject(batch.Id, fault, row, room.Time.GetUtcNow() + room.Options.KeepFor);
            room.Files.Delete(batch.Id);
            Log.BatchRejected(logger, batch.Id, batch.Order.Institution, fault);
            return null;
        }
        if (room.Store.Begin(batch.Id, facts, Fingerprint.Of(batch.Order, facts), batch.Order.Again))
            return facts;
        room.Files.Delete(batch.Id);
        return null;
    }

    /// <summary>Whether the batch has come to its end, the counts there, and the problem that is its end before the last row.</summary>
    private async Task<(bool End, RowCounts Counts, ProblemKind? Withdrawn)> WorkAsync(BatchRecord batch, BatchProgress progress, CancellationToken stopping)
    {
        var file = room.Files.Outcomes(batch.Id);
        var (last, mark) = file.Last();
        var counts = last is null ? default : OutcomeBox.CountsOf(last);
        progress.Begin(counts);
        Log.BatchBegins(logger, batch.Id, batch.Order.Institution, batch.Facts!.Rows, counts.Done + 1);
        if (standing.Find(batch.Order) is not { } institution)
        {
            // One that is no longer registered asks nothing, and nobody could fetch what came of it.
            room.Forget(batch.Id);
            return default;
        }

        using var reader = FileCheck.Open(batch, new BoxStream(room.Files.Sent(batch.Id).Read(batch.Stored)), room.Options);
        reader.Begin();
        for (long skipped = 0; skipped < counts.Done; skipped++)
            reader.Read(out _);
        var questions = asking.QuestionsOf(batch);
        var (results, rejects) = (new ResultLines(batch.Order, batch.Facts.Separator), new RejectLines(batch.Order, batch.Facts.Columns, batch.Facts.Separator));
        var pace = new StretchPace(room.Options.RowsTogether, asking.Deadline * Quick);
        var underWay = new Queue<Task<RowOutcome[]>>();
        ProblemKind? withdrawn = null;
        while (true)
        {
            while (underWay.Count < Ahead && !stopping.IsCancellationRequested && (withdrawn ??= standing.Withdrawn(batch.Order)) is null && Stretch(reader, pace.Rows) is { Count: > 0 } rows)
                underWay.Enqueue(Task.Run(() => AskAsync(rows), CancellationToken.None));
            if (underWay.Count == 0)
                break;
            var outcomes = await underWay.Dequeue();
            var box = Box(outcomes, results, rejects, ref counts);
            mark = file.Append(mark, box);
            file.Settle(mark);
            progress.Reach(counts);
        }
        if (counts.Done == batch.Facts.Rows)
            return (true, counts, null);
        if (withdrawn is not null)
            return (true, counts, withdrawn);
        Log.BatchPaused(logger, batch.Id, counts.Done + 1);
        return default;

        async Task<RowOutcome[]> AskAsync(List<InputRow> rows)
        {
            var started = room.Time.GetTimestamp();
            var outcomes = await asking.AskAsync(batch.Order, institution, questions, rows, () => Log.BatchWaitsForAudit(logger, batch.Id), stopping);
            pace.Took(room.Time.GetElapsedTime(started));
            return outcomes;
        }
    }

    private static byte[] Box(RowOutcome[] outcomes, ResultLines results, RejectLines rejects, ref RowCounts counts)
    {
        var (lines, rejected) = (new StringBuilder(outcomes.Length * 256), new StringBuilder());
        foreach (var outcome in outcomes)
        {
            results.Add(lines, outcome);
            if (outcome.Fault is { } fault)
                rejects.Add(rejected, outcome.Row, fault);
            counts = new(
                counts.Done + 1, counts.Answered + (outcome.Status is RowStatus.Answered or RowStatus.Admitted ? 1 : 0),
                counts.Refused + (outcome.Status == RowStatus.Refused ? 1 : 0), counts.Rejected + (outcome.Status == RowStatus.Rejected ? 1 : 0));
        }
        return OutcomeBox.Write(counts, lines, rejected);
    }

    private static List<InputRow> Stretch(RowReader reader, int most)
    {
        var rows = new List<InputRow>(most);
        while (rows.Count < most && reader.Read(out var row) == RowRead.Row)
            rows.Add(row!);
        return rows;
    }
}
