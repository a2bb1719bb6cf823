using Interop.Gateway.Exchanges;

namespace Interop.Gateway.Fhir.Export;

/// <summary>Records how exports end, before a file of them can be had.</summary>
internal sealed class ExportEnd(ExchangeRecord record, ILogger<ExportEnd> logger)
{
    /// <summary>Runs an export to its end; true when its files are whole, and recorded to be so.</summary>
    /// <param name="export">Of which nothing more is written then.</param>
    /// <param name="run">Makes the files.</param>
    public async Task<bool> OfAsync(BulkExport export, Func<Task<ExchangeOutcome>> run)
    {
        Exception? why = null;
        ExchangeOutcome outcome;
        try
        {
            outcome = await run();
        }
        catch (Exception e)
        {
            // Whatever it was, the files are not whole, and nobody waits for this who could be told.
            (why, outcome) = (e is OperationCanceledException ? null : e, ExchangeOutcome.ExportEndedEarly);
        }
        // Recorded even of one that was cancelled: its members' lines were made.
        export.Exchange.Counts = export.Counts;
        outcome = await record.CompletedAsync(export.Exchange, outcome, CancellationToken.None);
        if (outcome == ExchangeOutcome.Answered)
            Log.ExportEnded(logger, export.People, export.Counts.Sum(c => c.Count), export.Files[BulkExport.Errors].Count);
        else
            Log.ExportEndedEarly(logger, export.People, outcome.ToString(), why);
        return outcome == ExchangeOutcome.Answered;
    }
}
