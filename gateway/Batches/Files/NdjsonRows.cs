using System.Text;

namespace Interop.Gateway.Batches.Files;

/// <summary>One JSON object a line. What is not one is a fault of its row alone, since the lines around it can be told apart all the same.</summary>
internal sealed class NdjsonRows(TextReader text) : RowReader(text)
{
    private readonly char[] buffer = new char[16 * 1024];
    private readonly StringBuilder line = new();
    private int next, filled;

    protected override RowRead ReadColumns() => RowRead.Row;

    protected override RowRead ReadCells(out string[]? cells)
    {
        cells = null;
        while (true)
        {
            if (ReadLine() is var read and not RowRead.Row)
                return read;
            if (line.Length == 0)
                continue;
            cells = [line.ToString()];
            return RowRead.Row;
        }
    }

    private RowRead ReadLine()
    {
        line.Clear();
        for (var any = false; ; any = true)
        {
            if (next == filled)
            {
                (next, filled) = (0, Text.ReadBlock(buffer));
                if (filled == 0)
                    return any ? RowRead.Row : RowRead.End;
            }
            var c = buffer[next++];
            if (c == '\n')
                return RowRead.Row;
            if (c == 0)
                return Fail(FileFault.Encoding);
            if (c != '\r')
                line.Append(c);
            if (line.Length > LongestRow)
                return Fail(FileFault.RowTooLong);
        }
    }
}
