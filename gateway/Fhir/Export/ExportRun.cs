using Interop.Gateway.Exchanges;
using Interop.Gateway.IdentityResolution;

namespace Interop.Gateway.Fhir.Export;

/// <summary>Makes the files of an export: member after member, a few at a time, so that what is held does not grow with how many there are.</summary>
internal sealed class ExportRun(ReferenceDirectory directory, ExportAdmission admission, ExportRows rows, ExchangeRecord record, ILogger<ExportRun> logger)
{
    /// <summary>Members asked about together: their reads go to the registries in a few calls, and their records to the disk in one.</summary>
    private const int Together = 64;

    /// <summary>Runs until all is there, or something keeps it from it; true when the files are whole, and recorded to be so.</summary>
    public async Task<bool> RunAsync(BulkExport export)
    {
        Exception? why = null;
        var outcome = ExchangeOutcome.Answered;
        try
        {
            foreach (var members in export.Group.Members(directory, export.Exchange).Chunk(Together))
                if ((outcome = await AddAsync(export, members)) != ExchangeOutcome.Answered)
                    break;
            foreach (var file in export.Files.Values)
                file.Complete();
        }
        catch (Exception e)
        {
            // Whatever it was, the files are not whole, and nobody waits for this who could be told.
            (why, outcome) = (e is OperationCanceledException ? null : e, ExchangeOutcome.ExportEndedEarly);
        }
        // Recorded even of one that was cancelled: its members' lines were made.
        outcome = await record.CompletedAsync(export.Exchange, outcome, CancellationToken.None);
        if (outcome == ExchangeOutcome.Answered)
            Log.ExportEnded(logger, export.People, export.Files.Values.Sum(f => f.Count), export.Files[BulkExport.Errors].Count);
        else
            Log.ExportEndedEarly(logger, export.People, outcome.ToString(), why);
        return outcome == ExchangeOutcome.Answered;
    }

    private async ValueTask<ExchangeOutcome> AddAsync(BulkExport export, Resolution[] members)
    {
        export.Cancelled.ThrowIfCancellationRequested();
        // An export takes its time; what officers decide meanwhile holds for whoever has not been asked about yet.
        if (admission.Refusal(export.Exchange, out var scope) is { } refused)
            return refused;
        var answers = await Task.WhenAll(members.Select(m => rows.OfAsync(export, scope!, m).AsTask()));
        if (answers.Any(a => a is null))
            return ExchangeOutcome.AuditUnavailable;
        foreach (var (type, line) in answers.SelectMany(a => a!))
            export.Files[type].Add(line);
        export.Count(members.Length);
        return ExchangeOutcome.Answered;
    }
}
