using Interop.Gateway.Batches.Sealed;
using Interop.Gateway.Problems;
using Microsoft.AspNetCore.Connections;

namespace Interop.Gateway.Batches.Tus;

/// <summary>
/// Takes the bytes of one request into the sealed file. They are noted as received when they are on the disk: every few megabytes, and all that had come when the
/// line breaks; bytes with a checksum only when it fits.
/// </summary>
internal sealed class UploadReceiving(BatchStore store, BatchFiles files, BatchOptions options, TimeProvider time)
{
    private const int BoxLength = 256 * 1024, NoteEvery = 8 * 1024 * 1024;

    /// <returns>The batch as it is now, or the problem.</returns>
    /// <exception cref="IOException">The disk takes no more; or, as <see cref="ConnectionResetException"/>, the line broke.</exception>
    public async Task<(BatchRecord Batch, Problem? Problem)> ReceiveAsync(BatchRecord batch, Stream body, UploadChecksum? checksum)
    {
        var file = files.Sent(batch.Id);
        files.Make(batch.Id);
        // What a process wrote and did not come to note is written again.
        file.Settle(batch.Stored);
        var (mark, received, noted) = (batch.Stored, batch.Received, batch.Received);
        var buffer = new byte[BoxLength];
        var whole = false;
        try
        {
            while (true)
            {
                var read = await FillAsync(body, buffer, batch.Length - received);
                if (read == 0)
                    break;
                checksum?.Add(buffer.AsSpan(0, read));
                mark = file.Append(mark, buffer.AsSpan(0, read));
                received += read;
                if (checksum is null && received - noted >= NoteEvery && received < batch.Length)
                    noted = Note(batch, file, mark, received);
            }
            whole = checksum is null || checksum.Fits();
        }
        finally
        {
            if (checksum is null || whole)
                Note(batch, file, mark, received);
            else
                file.Settle(batch.Stored);
        }
        if (!whole)
            return (batch, ProblemKinds.BatchChecksum);
        return (batch with { Received = received, Stored = mark }, null);
    }

    private long Note(BatchRecord batch, BoxFile file, BoxMark mark, long received)
    {
        file.Settle(mark);
        store.Received(batch.Id, received, mark, time.GetUtcNow() + options.UploadFor);
        return received;
    }

    /// <summary>
    /// Reads until the buffer is full, the body ends, the line breaks or the file has all its bytes; what came before a break is returned first. That the caller
    /// has gone must not end it, since bytes that arrived before are still to be read.
    /// </summary>
    private static async Task<int> FillAsync(Stream body, byte[] buffer, long left)
    {
        var (filled, most) = (0, (int)Math.Min(buffer.Length, left));
        try
        {
            while (filled < most && await body.ReadAsync(buffer.AsMemory(filled, most - filled), CancellationToken.None) is > 0 and var read)
                filled += read;
        }
        catch (Exception e) when (filled > 0 && e is IOException or OperationCanceledException or BadHttpRequestException)
        {
            // The next read meets it again.
        }
        return filled;
    }
}
