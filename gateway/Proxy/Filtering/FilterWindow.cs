using System.Buffers;
using System.Text.Unicode;

namespace Interop.Gateway.Proxy.Filtering;

/// <summary>The part of an answer that is not settled yet, in one piece: usually 32 KiB, and larger only for a token that is.</summary>
internal sealed class FilterWindow : IDisposable
{
    private const int Small = 32 * 1024;
    // Below this a token that arrives in pieces is simply read again with each.
    private const int Patience = 4096;

    private byte[] buffer = ArrayPool<byte>.Shared.Rent(Small);
    private int length, valid, used, ripe;

    public ReadOnlySpan<byte> Span => buffer.AsSpan(0, length);
    public bool IsFull => length == buffer.Length;
    /// <summary>
    /// Whether another look is worth its while. A token that does not end is looked at again only when there is twice as much of it, or
    /// else one of 16 MiB that comes in small pieces would be read thousands of times.
    /// </summary>
    public bool IsRipe => IsFull || length >= ripe;

    /// <summary>Takes as much as there is room for, and says how much.</summary>
    public int Fill(ReadOnlySequence<byte> from)
    {
        var taken = (int)Math.Min(from.Length, buffer.Length - length);
        from.Slice(0, taken).CopyTo(buffer.AsSpan(length));
        length += taken;
        used = Math.Max(used, length);
        return taken;
    }

    /// <summary>Whether what came since the last question is UTF-8 (RFC 8259 §8.1). A character cut by the end is looked at when the rest is here.</summary>
    public bool IsUtf8(bool last)
    {
        var end = last ? length : length - Cut(buffer.AsSpan(valid, length - valid));
        var isUtf8 = Utf8.IsValid(buffer.AsSpan(valid, end - valid));
        valid = end;
        return isUtf8;
    }

    /// <summary>Forgets what is settled, and makes room.</summary>
    /// <returns>False where a token does not fit the largest window.</returns>
    public bool Settle(int settled)
    {
        length -= settled;
        valid -= settled;
        buffer.AsSpan(settled, length).CopyTo(buffer);
        ripe = length > Patience ? length * 2 : 0;
        if (!IsFull)
            return true;
        if (length >= FieldFilter.MaxToken)
            return false;
        var larger = ArrayPool<byte>.Shared.Rent(length * 2);
        Span.CopyTo(larger);
        Dispose();
        (buffer, used) = (larger, length);
        return true;
    }

    /// <summary>Clears what the answer left, which may be of a person, and gives the window back.</summary>
    public void Dispose()
    {
        buffer.AsSpan(0, used).Clear();
        ArrayPool<byte>.Shared.Return(buffer);
    }

    // Bytes at the end that begin a character of which more must come (Unicode 15.0, table 3-7).
    private static int Cut(ReadOnlySpan<byte> text)
    {
        for (var back = 1; back <= Math.Min(3, text.Length); back++)
        {
            var b = text[^back];
            if (b >= 0xC0)
                return (b >= 0xF0 ? 4 : b >= 0xE0 ? 3 : 2) > back ? back : 0;
            if (b < 0x80)
                return 0;
        }
        return 0;
    }
}
