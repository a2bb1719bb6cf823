using System.Buffers.Text;
using System.Text;

namespace Interop.Gateway.Proxy.Filtering;

/// <summary>
/// Unescapes strings (RFC 8259 §7). The reader of the framework does so too, but throws for each half of a surrogate pair that stands
/// alone: an answer full of those would cost an exception for every twelve bytes.
/// </summary>
internal static class JsonText
{
    /// <summary>Writes the text as UTF-8, which is never longer than it was escaped.</summary>
    /// <param name="escaped">Between the quotes; its escapes are well formed.</param>
    /// <returns>False where half of a surrogate pair stands alone (RFC 8259 §8.2): then there is no such text.</returns>
    public static bool TryUnescape(ReadOnlySpan<byte> escaped, Span<byte> into, out int written)
    {
        written = 0;
        while (true)
        {
            var plain = escaped.IndexOf((byte)'\\');
            if (plain < 0)
                plain = escaped.Length;
            escaped[..plain].CopyTo(into[written..]);
            written += plain;
            if (plain == escaped.Length)
                return true;
            var kind = escaped[plain + 1];
            escaped = escaped[(plain + 2)..];
            if (kind != 'u')
            {
                into[written++] = kind switch { (byte)'b' => (byte)'\b', (byte)'f' => (byte)'\f', (byte)'n' => (byte)'\n', (byte)'r' => (byte)'\r', (byte)'t' => (byte)'\t', _ => kind };
                continue;
            }
            var first = Hex(escaped);
            escaped = escaped[4..];
            if (!Rune.TryCreate(first, out var rune))
            {
                if (!escaped.StartsWith("\\u"u8) || !Rune.TryCreate(first, Hex(escaped[2..]), out rune))
                    return false;
                escaped = escaped[6..];
            }
            written += rune.EncodeToUtf8(into[written..]);
        }
    }

    private static char Hex(ReadOnlySpan<byte> digits) =>
        Utf8Parser.TryParse(digits[..4], out ushort value, out _, 'x') ? (char)value : throw new ArgumentException("An escape of no four digits.", nameof(digits));
}
