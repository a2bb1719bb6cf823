using System.Text;

namespace Interop.Gateway.Batches.Work;

/// <summary>The two files that are read out of what came of a batch's rows.</summary>
internal static class OutcomeFile
{
    /// <summary>One line a row, in order, in parts of UTF-8.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> Results(BatchFiles files, BatchRecord batch) =>
        Parts(files, batch, new ResultLines(batch.Order, batch.Facts!.Separator).Header(), OutcomeBox.ResultsOf);

    /// <summary>The rows that were not answered, ready to be mended.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> Rejects(BatchFiles files, BatchRecord batch) =>
        Parts(files, batch, new RejectLines(batch.Order, batch.Facts!.Columns, batch.Facts.Separator).Header(), OutcomeBox.RejectsOf);

    private static IEnumerable<ReadOnlyMemory<byte>> Parts(BatchFiles files, BatchRecord batch, string header, Func<byte[], ReadOnlyMemory<byte>> partOf)
    {
        yield return Encoding.UTF8.GetBytes(header);
        var file = files.Outcomes(batch.Id);
        foreach (var box in file.Read(file.Last().Mark))
            yield return partOf(box);
    }
}
