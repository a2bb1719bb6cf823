using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;
using Interop.Adapters.Mapping;
using Interop.Adapters.Reading;
using Microsoft.Win32.SafeHandles;

namespace Interop.Adapters.Files;

/// <summary>One open CSV file. The handle keeps the file that was indexed, also when another one takes its name.</summary>
internal sealed class CsvFile
{
    private const int Block = 64 * 1024;
    private const int MostRecord = 1024 * 1024;

    private readonly SafeFileHandle handle;
    private readonly byte delimiter;
    private readonly Dictionary<string, int> columns = [];
    private readonly ConditionalWeakTable<SourceRead, int[]> places = [];
    private readonly long firstRecord;
    private readonly long length;

    /// <exception cref="RegistryReadException">The file has no header line.</exception>
    public CsvFile(string path, char delimiter)
    {
        (Path, this.delimiter) = (path, (byte)delimiter);
        handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        length = RandomAccess.GetLength(handle);
        Changed = File.GetLastWriteTimeUtc(handle);
        var start = new byte[Block];
        var read = RandomAccess.Read(handle, start, 0);
        var bytes = start.AsSpan(0, read);
        var mark = bytes.StartsWith(Encoding.UTF8.Preamble) ? 3 : 0;
        var header = new CsvRecord(this.delimiter);
        if (header.Parse(bytes[mark..], read < Block) == CsvEnd.Unfinished || header.Broken)
            throw new RegistryReadException(FetchOutcome.Garbage, "A file has no header line.");
        foreach (var (i, field) in header.Fields.Index())
            columns.TryAdd(Encoding.UTF8.GetString(bytes.Slice(mark + field.Start, field.Length)), i);
        FieldCount = header.Fields.Count;
        firstRecord = mark + header.Length;
    }

    public string Path { get; }
    public int FieldCount { get; }
    public DateTime Changed { get; }

    /// <summary>The file is still the one that was opened.</summary>
    public bool IsUnchanged => RandomAccess.GetLength(handle) == length && File.GetLastWriteTimeUtc(handle) == Changed;

    /// <summary>The places of a source's columns in a record.</summary>
    /// <exception cref="RegistryReadException">The header lacks one: all people of the file would be taken for unknown.</exception>
    public int[] Places(SourceRead source) => places.GetValue(source, s => [.. s.ColumnNames.Select(PlaceOf)]);

    /// <summary>Passes over all records; hands over the offset of each with its cells.</summary>
    public void Scan(int[] places, Row row, Action<long, Row> take, CancellationToken cancellation)
    {
        var buffer = new byte[Block];
        var record = new CsvRecord(delimiter);
        var (offset, filled) = (firstRecord, 0);
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            var read = RandomAccess.Read(handle, buffer.AsSpan(filled), offset + filled);
            filled += read;
            var start = 0;
            while (start < filled && Next(record, buffer.AsSpan(start, filled - start), read == 0 || (start == 0 && filled >= MostRecord)))
            {
                if (!IsBlank(record))
                {
                    Fill(row, record, buffer.AsSpan(start), places);
                    take(offset + start, row);
                }
                start += record.Length;
            }
            if (read == 0) return;
            buffer.AsSpan(start, filled - start).CopyTo(buffer);
            (offset, filled) = (offset + start, filled - start);
            if (filled == buffer.Length) Array.Resize(ref buffer, buffer.Length * 2);
        }
    }

    /// <summary>Reads the record at an offset that <see cref="Scan"/> gave.</summary>
    public void Read(long offset, SourceRead source, Row row)
    {
        var record = new CsvRecord(delimiter);
        var buffer = ArrayPool<byte>.Shared.Rent(2048);
        try
        {
            var read = RandomAccess.Read(handle, buffer, offset);
            while (!Next(record, buffer.AsSpan(0, read), read < buffer.Length || read >= MostRecord))
            {
                var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
                ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
                buffer = larger;
                read = RandomAccess.Read(handle, buffer, offset);
            }
            Fill(row, record, buffer.AsSpan(0, read), Places(source));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    // A record over several lines that does not fit the header is a lost quote: only its first line is bad, not all that follow.
    private bool Next(CsvRecord record, ReadOnlySpan<byte> data, bool final)
    {
        if (record.Parse(data, final) == CsvEnd.Unfinished) return false;
        if (record.Broken || record.Fields.Count == FieldCount) return true;
        var line = data[..record.Length].IndexOf((byte)'\n');
        if (line >= 0 && line + 1 < record.Length) record.Parse(data[..(line + 1)], final: true);
        return true;
    }

    private int PlaceOf(string column) => columns.TryGetValue(column, out var place) ? place
        : throw new RegistryReadException(FetchOutcome.Garbage, $"A file lacks the column '{column}'.");

    private static bool IsBlank(CsvRecord record) => record is { Broken: false, Fields: [{ Length: 0 }] };

    private void Fill(Row row, CsvRecord record, ReadOnlySpan<byte> data, int[] places)
    {
        row.Clear();
        row.Broken = record.Broken || record.Fields.Count != FieldCount;
        for (var i = 0; i < places.Length; i++)
        {
            if (places[i] >= record.Fields.Count) continue;
            var field = record.Fields[places[i]];
            var bytes = data.Slice(field.Start, field.Length);
            if (field.Doubled) row.SetUtf8(i, Halved(bytes));
            else row.SetUtf8(i, bytes);
        }
    }

    private static byte[] Halved(ReadOnlySpan<byte> bytes)
    {
        var halved = new List<byte>(bytes.Length);
        for (var i = 0; i < bytes.Length; i++)
        {
            halved.Add(bytes[i]);
            if (bytes[i] == '"') i++;
        }
        return [.. halved];
    }
}
