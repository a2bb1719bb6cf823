using System.Text;

namespace Interop.Gateway.Batches.Files;

/// <summary>Reads a file row by row, in constant memory. A format says what a row is.</summary>
internal abstract class RowReader(TextReader text) : IDisposable
{
    /// <summary>The longest row, in characters.</summary>
    protected const int LongestRow = 64 * 1024;

    /// <summary>Names of the columns; empty where rows have none.</summary>
    public string[] Columns { get; protected set; } = [];

    /// <summary>What the file's fault is, once <see cref="RowRead.Fault"/> was returned.</summary>
    public FileFault Fault { get; protected set; }

    /// <summary>Rows read so far; the fault is in the one after.</summary>
    public long Rows { get; private set; }

    protected TextReader Text { get; } = text;

    /// <summary>Reads the columns, where the format has any; false when the file has a fault already.</summary>
    public bool Begin() => Guarded(() =>
    {
        // The mark that spreadsheets put before UTF-8 is no part of the first cell.
        if (Text.Peek() == '\uFEFF')
            _ = Text.Read();
        return ReadColumns();
    }) == RowRead.Row;

    public RowRead Read(out InputRow? row)
    {
        string[]? cells = null;
        var read = Guarded(() => ReadCells(out cells));
        row = read == RowRead.Row ? new(++Rows, cells!) : null;
        return read;
    }

    public void Dispose() => Text.Dispose();

    protected abstract RowRead ReadColumns();

    protected abstract RowRead ReadCells(out string[]? cells);

    protected RowRead Fail(FileFault fault)
    {
        Fault = fault;
        return RowRead.Fault;
    }

    /// <summary>Decoders and decompressors throw where bytes are not what they should be; that is the file's fault, and nobody's bug.</summary>
    private RowRead Guarded(Func<RowRead> read)
    {
        try
        {
            return read();
        }
        catch (DecoderFallbackException)
        {
            return Fail(FileFault.Encoding);
        }
        catch (UnpackingException e)
        {
            return Fail(e.Fault);
        }
    }
}
