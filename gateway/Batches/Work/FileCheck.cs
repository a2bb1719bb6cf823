using System.Security.Cryptography;
using Interop.Gateway.Batches.Files;
using Interop.Gateway.Batches.Sealed;

namespace Interop.Gateway.Batches.Work;

/// <summary>Reads a file whole before any row of it is worked on, so that one with a fault anywhere is rejected with nothing half applied.</summary>
internal sealed class FileCheck(BatchFiles files, BatchOptions options)
{
    /// <summary>The facts, or the fault and its row.</summary>
    /// <exception cref="CryptographicException">The sealed file was changed.</exception>
    public (FileFacts? Facts, FileFault Fault, long? Row) Run(BatchRecord batch, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (facts, fault, row) = (default((long Rows, string[] Columns, char Separator)), FileFault.None, default(long?));
        var sent = new HashedStream(new BoxStream(files.Sent(batch.Id).Read(batch.Stored)), hash);
        using (var reader = Open(batch, sent, options))
        {
            fault = reader.Begin() ? FileFault.None : reader.Fault;
            if (fault == FileFault.None && batch.Order.Format == BatchFormat.Csv && !RowQuestions.Suffice(reader.Columns))
                fault = FileFault.Columns;
            while (fault == FileFault.None && reader.Read(out _) is var read && read != RowRead.End)
            {
                cancellation.ThrowIfCancellationRequested();
                fault = read == RowRead.Fault ? reader.Fault : reader.Rows > options.MostRows ? FileFault.TooManyRows : FileFault.None;
                if (read == RowRead.Fault)
                    row = reader.Rows + 1;
            }
            facts = (reader.Rows, reader.Columns, reader is CsvRows csv ? csv.Separator : ',');
            // What is wrong with the bytes is wrong whatever they say, and tells the sender more.
            sent.Drain();
        }
        var sha256 = Convert.ToHexStringLower(hash.GetHashAndReset());
        if (batch.Order.Sha256 is { } announced && announced != sha256)
            return (null, FileFault.HashMismatch, null);
        if (fault == FileFault.None)
            fault = facts.Rows == 0 ? FileFault.Empty : batch.Order.Rows is { } rows && rows != facts.Rows ? FileFault.RowsMismatch : FileFault.None;
        return fault == FileFault.None ? (new(sha256, facts.Rows, facts.Columns, facts.Separator), fault, null) : (null, fault, row);
    }

    /// <summary>The rows of a file that has arrived.</summary>
    public static RowReader Open(BatchRecord batch, Stream sent, BatchOptions options)
    {
        var text = Unpacking.Open(sent, batch.Length, options.MostUnpacked);
        return batch.Order.Format == BatchFormat.Csv ? new CsvRows(text) : new NdjsonRows(text);
    }

    private sealed class HashedStream(Stream sent, IncrementalHash hash) : ReadOnlyStream
    {
        public override int Read(Span<byte> buffer)
        {
            var read = sent.Read(buffer);
            hash.AppendData(buffer[..read]);
            return read;
        }

        /// <summary>Reads what nobody wanted, so that the hash is that of all.</summary>
        public void Drain()
        {
            var buffer = new byte[64 * 1024];
            while (Read(buffer) > 0)
            {
                // The reading is the work.
            }
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                sent.Dispose();
            base.Dispose(disposing);
        }
    }
}
