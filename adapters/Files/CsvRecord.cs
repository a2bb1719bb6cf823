namespace Interop.Adapters.Files;

/// <summary>How the end of a record was found.</summary>
internal enum CsvEnd
{
    /// <summary>The record is whole.</summary>
    Whole,
    /// <summary>More bytes are needed to tell.</summary>
    Unfinished,
}

/// <summary>One field: where it is in the record, and whether its doubled quotes must be halved.</summary>
internal readonly record struct CsvField(int Start, int Length, bool Doubled);

/// <summary>
/// Parses one record of bytes as RFC 4180 section 2 has it. Works on bytes because a record is found again by its byte offset,
/// which readers of text do not know.
/// </summary>
internal sealed class CsvRecord(byte delimiter)
{
    private readonly List<CsvField> fields = [];

    public IReadOnlyList<CsvField> Fields => fields;

    /// <summary>A quote stands where none may: the fields up to it are still good.</summary>
    public bool Broken { get; private set; }

    /// <summary>Bytes of the record with its line end.</summary>
    public int Length { get; private set; }

    /// <summary>Parses the record at the start of the data.</summary>
    /// <param name="data">From the first byte of the record.</param>
    /// <param name="final">Nothing follows the data.</param>
    public CsvEnd Parse(ReadOnlySpan<byte> data, bool final)
    {
        fields.Clear();
        Broken = false;
        var at = 0;
        while (true)
        {
            var end = at < data.Length && data[at] == '"' ? Quoted(data, at, final) : Plain(data, at, final);
            if (end < 0) return CsvEnd.Unfinished;
            at = end;
            if (at < data.Length && data[at] == delimiter)
            {
                at++;
                continue;
            }
            Length = at < data.Length ? at + 1 : at; // data[at] is the line feed
            return CsvEnd.Whole;
        }
    }

    // Ends at the delimiter, the line feed or the end of the data; -1 when more is needed.
    private int Plain(ReadOnlySpan<byte> data, int start, bool final)
    {
        var length = data[start..].IndexOfAny(delimiter, (byte)'\n', (byte)'"');
        if (length >= 0 && data[start + length] == '"')
        {
            Broken = true; // RFC 4180 section 2 rule 5: no quote inside a field that is not quoted
            length = data[start..].IndexOf((byte)'\n');
        }
        if (length < 0)
        {
            if (!final) return -1;
            length = data.Length - start;
        }
        var end = start + length;
        var isLast = end == data.Length || data[end] == '\n';
        fields.Add(new CsvField(start, isLast && length > 0 && data[end - 1] == '\r' ? length - 1 : length, false));
        return end;
    }

    private int Quoted(ReadOnlySpan<byte> data, int start, bool final)
    {
        var (at, doubled) = (start + 1, false);
        while (true)
        {
            var quote = data[at..].IndexOf((byte)'"');
            if (quote < 0) return final ? Unclosed(data, start) : -1;
            at += quote + 1;
            if (at == data.Length && !final) return -1;
            if (at == data.Length || data[at] != '"') break;
            doubled = true;
            at++;
        }
        fields.Add(new CsvField(start + 1, at - start - 2, doubled));
        if (at < data.Length && data[at] == '\r' && at + 1 == data.Length && !final) return -1;
        if (at < data.Length && data[at] == '\r' && (at + 1 == data.Length || data[at + 1] == '\n')) at++;
        if (at == data.Length || data[at] == delimiter || data[at] == '\n') return at;
        return Unclosed(data, start);
    }

    // A quote without its partner must not swallow the people of the next lines: the record ends with its first line.
    private int Unclosed(ReadOnlySpan<byte> data, int start)
    {
        Broken = true;
        var line = data[start..].IndexOf((byte)'\n');
        return line < 0 ? data.Length : start + line;
    }
}
