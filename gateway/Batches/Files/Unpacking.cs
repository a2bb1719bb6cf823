using System.IO.Compression;
using System.Text;
using ZstdSharp;

namespace Interop.Gateway.Batches.Files;

/// <summary>What is compressed cannot be unpacked, or unpacks to too much.</summary>
internal sealed class UnpackingException(FileFault fault) : Exception(fault.ToString())
{
    public FileFault Fault { get; } = fault;
}

/// <summary>The text of a file, unpacked where it is compressed: gzip (RFC 1952, one member) and zstd (RFC 8878) are told by their first bytes, whatever the file is called.</summary>
internal static class Unpacking
{
    /// <summary>Small files compress as well as they like.</summary>
    private const long Least = 1024 * 1024;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <param name="file">As it was sent; disposed with the reader.</param>
    /// <param name="length">Its bytes.</param>
    /// <param name="mostTimes">How many times its length it may unpack to.</param>
    public static TextReader Open(Stream file, long length, int mostTimes)
    {
        var start = new byte[4];
        var read = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        var whole = new RejoinedStream(start.AsMemory(0, read), file);
        Stream? unpacked = start switch
        {
            [0x1f, 0x8b, ..] => new GZipStream(whole, CompressionMode.Decompress),
            [0x28, 0xb5, 0x2f, 0xfd] => new DecompressionStream(whole, leaveOpen: false),
            _ => null,
        };
        // .NET takes a gzip file that is cut off for one that ends there; its last four bytes say how long it should be (RFC 1952 §2.3.1, ISIZE).
        Func<long, bool> isWhole = unpacked is GZipStream ? unpackedLength => whole.Tail == (uint)unpackedLength : static _ => true;
        var bounded = unpacked is null ? (Stream)whole : new BoundedStream(unpacked, Math.Max(Least, length * mostTimes), isWhole);
        return new StreamReader(bounded, Strict, detectEncodingFromByteOrderMarks: false, bufferSize: 64 * 1024);
    }

    /// <summary>Ends by a fault, and not by filling the disk, when more comes out than may.</summary>
    private sealed class BoundedStream(Stream unpacked, long most, Func<long, bool> isWhole) : ReadOnlyStream
    {
        private FileFault fault;
        private long come;

        public override int Read(Span<byte> buffer)
        {
            if (fault != FileFault.None)
                throw new UnpackingException(fault);
            try
            {
                var read = unpacked.Read(buffer);
                if ((come += read) > most)
                    throw new UnpackingException(fault = FileFault.UnpacksTooFar);
                if (read == 0 && buffer.Length > 0 && !isWhole(come))
                    throw new UnpackingException(fault = FileFault.Compression);
                return read;
            }
            catch (Exception e) when (e is InvalidDataException or ZstdException or EndOfStreamException)
            {
                throw new UnpackingException(fault = FileFault.Compression);
            }
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                unpacked.Dispose();
            base.Dispose(disposing);
        }
    }

    /// <summary>A stream of which the first bytes were looked at.</summary>
    private sealed class RejoinedStream(ReadOnlyMemory<byte> start, Stream rest) : ReadOnlyStream
    {
        private ReadOnlyMemory<byte> start = start;

        /// <summary>The last four bytes read, least significant first.</summary>
        public uint Tail { get; private set; }

        public override int Read(Span<byte> buffer)
        {
            var read = ReadOn(buffer);
            foreach (var last in buffer[Math.Max(0, read - sizeof(uint))..read])
                Tail = Tail >> 8 | (uint)last << 24;
            return read;
        }

        private int ReadOn(Span<byte> buffer)
        {
            if (start.IsEmpty)
                return rest.Read(buffer);
            var length = Math.Min(buffer.Length, start.Length);
            start.Span[..length].CopyTo(buffer);
            start = start[length..];
            return length;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                rest.Dispose();
            base.Dispose(disposing);
        }
    }
}
