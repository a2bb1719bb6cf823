using System.Text;

namespace Interop.Gateway.Batches.Files;

/// <summary>
/// CSV as RFC 4180 has it, and strictly: a quotation mark stands around a cell or twice within one, and every row has the cells of the first, which names
/// the columns. Cells are parted by commas, semicolons or tabs, whichever the first row has most of; rows end by CRLF, LF or CR.
/// </summary>
internal sealed class CsvRows(TextReader text) : RowReader(text)
{
    private const string Separators = ",;\t";

    private readonly char[] buffer = new char[16 * 1024];
    private readonly StringBuilder cell = new();
    private readonly List<string> cells = [];
    private int next, filled, length;

    /// <summary>What stands between cells.</summary>
    public char Separator { get; private set; } = ',';

    protected override RowRead ReadColumns()
    {
        Separator = SeparatorOf();
        if (ReadRecord() is var read and not RowRead.Row)
            return read == RowRead.End ? Fail(FileFault.Empty) : read;
        Columns = [.. cells.Select(c => c.Trim().ToLowerInvariant())];
        return Columns.Distinct().Count() == Columns.Length ? RowRead.Row : Fail(FileFault.Columns);
    }

    protected override RowRead ReadCells(out string[]? row)
    {
        row = null;
        while (true)
        {
            if (ReadRecord() is var read and not RowRead.Row)
                return read;
            // Spreadsheets end files with empty lines.
            if (cells.Count == 1 && cells[0].Length == 0 && Columns.Length > 1)
                continue;
            if (cells.Count != Columns.Length)
                return Fail(FileFault.Cells);
            row = [.. cells];
            return RowRead.Row;
        }
    }

    /// <summary>Looks at as much of the first row as the buffer holds.</summary>
    private char SeparatorOf()
    {
        Fill();
        var (quoted, counts) = (false, new int[Separators.Length]);
        foreach (var c in buffer.AsSpan(0, filled))
        {
            if (c == '"')
                quoted = !quoted;
            else if (!quoted && c is '\r' or '\n')
                break;
            else if (!quoted && Separators.IndexOf(c, StringComparison.Ordinal) is >= 0 and var i)
                counts[i]++;
        }
        return Separators[Array.IndexOf(counts, counts.Max())];
    }

    private RowRead ReadRecord()
    {
        cells.Clear();
        length = 0;
        if (Peek() < 0)
            return RowRead.End;
        while (true)
        {
            cell.Clear();
            if ((Peek() == '"' ? ReadQuoted() : ReadPlain()) is var fault and not FileFault.None)
                return Fail(fault);
            cells.Add(cell.ToString());
            switch (Take())
            {
                case '\r':
                    if (Peek() == '\n')
                        Take();
                    return RowRead.Row;
                case '\n' or -1:
                    return RowRead.Row;
            }
        }
    }

    private FileFault ReadPlain()
    {
        while (Peek() is var c && c != Separator && c is not ('\r' or '\n' or -1))
        {
            if (c == '"')
                return FileFault.Quotes;
            if (Add(c) is var fault and not FileFault.None)
                return fault;
        }
        return FileFault.None;
    }

    private FileFault ReadQuoted()
    {
        Take();
        while (true)
        {
            var c = Peek();
            if (c < 0)
                return FileFault.Quotes;
            if (c != '"')
            {
                if (Add(c) is var fault and not FileFault.None)
                    return fault;
                continue;
            }
            Take();
            if (Peek() == '"')
                Add('"');
            else
                return Peek() is var end && (end == Separator || end is '\r' or '\n' or -1) ? FileFault.None : FileFault.Quotes;
        }
    }

    private FileFault Add(int c)
    {
        Take();
        // Text in UTF-16 without its mark is valid UTF-8, but for the sense of it.
        if (c == 0)
            return FileFault.Encoding;
        cell.Append((char)c);
        return ++length > LongestRow ? FileFault.RowTooLong : FileFault.None;
    }

    private int Peek() => next < filled || Fill() ? buffer[next] : -1;

    private int Take() => next < filled || Fill() ? buffer[next++] : -1;

    private bool Fill()
    {
        (next, filled) = (0, Text.ReadBlock(buffer));
        return filled > 0;
    }
}
