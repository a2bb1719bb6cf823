using System.Buffers;
using System.Text.Unicode;

namespace Interop.Adapters.Mapping;

/// <summary>
/// The cells of one row as text, by column ordinal; a technology fills it, the mapping reads it. Reused from row to row, so that a
/// batch costs one buffer. An empty cell is a cell without value: none of the registries distinguishes the two.
/// </summary>
internal sealed class Row(int columns) : IDisposable
{
    private readonly (int Start, int Length)[] cells = new (int, int)[columns];
    private char[] text = ArrayPool<char>.Shared.Rent(512);
    private int used;

    /// <summary>The row does not have the shape of its source, e.g. a field too many.</summary>
    public bool Broken { get; set; }

    public ReadOnlySpan<char> this[int column] => cells[column] is { Length: > 0 } cell ? text.AsSpan(cell.Start, cell.Length) : [];

    /// <summary>A cell whose content is no text, e.g. invalid UTF-8.</summary>
    public bool IsUnreadable(int column) => cells[column].Length < 0;

    public void Clear()
    {
        Array.Clear(cells);
        used = 0;
        Broken = false;
    }

    public void Set(int column, ReadOnlySpan<char> value)
    {
        value.CopyTo(Space(value.Length));
        Commit(column, value.Length);
    }

    public void SetUtf8(int column, ReadOnlySpan<byte> value)
    {
        if (Utf8.ToUtf16(value, Space(value.Length), out _, out var written, replaceInvalidSequences: false) == OperationStatus.Done)
            Commit(column, written);
        else
            SetUnreadable(column);
    }

    public void SetUnreadable(int column) => cells[column] = (0, -1);

    /// <summary>Room for a cell of up to <paramref name="length"/> characters, to be followed by <see cref="Commit"/>.</summary>
    public Span<char> Space(int length)
    {
        if (text.Length - used < length)
        {
            var larger = ArrayPool<char>.Shared.Rent(Math.Max(text.Length * 2, used + length));
            text.AsSpan(0, used).CopyTo(larger);
            Return();
            text = larger;
        }
        return text.AsSpan(used);
    }

    public void Commit(int column, int length)
    {
        cells[column] = (used, length);
        used += length;
    }

    /// <summary>A row of its own with the same cells.</summary>
    public Row Copy()
    {
        var copy = new Row(cells.Length) { Broken = Broken };
        text.AsSpan(0, used).CopyTo(copy.Space(used));
        copy.used = used;
        cells.CopyTo(copy.cells, 0);
        return copy;
    }

    public void Dispose()
    {
        Return();
        text = [];
    }

    // Personal data must not wait in the pool for the next tenant.
    private void Return()
    {
        text.AsSpan(0, used).Clear();
        if (text.Length > 0) ArrayPool<char>.Shared.Return(text);
    }
}
