using System.Security.Cryptography;
using System.Text;

namespace Interop.Gateway.Keys;

/// <summary>Keyed pseudonyms: HMAC-SHA-256 over <c>type \0 value</c> (RFC 2104). Equal identifiers give equal pseudonyms under one key.</summary>
internal sealed class Pseudonymiser(byte[] key)
{
    /// <summary>Bytes of a pseudonym, if nothing else is said: the first half of the HMAC, enough that a collision is not to be expected (RFC 2104 §5).</summary>
    public const int Size = 16;

    /// <summary>Writes the pseudonym of an identifier into <paramref name="destination"/>: its length, at most 32 bytes, is that of the pseudonym.</summary>
    public void Write(ReadOnlySpan<char> type, ReadOnlySpan<char> value, Span<byte> destination)
    {
        Span<byte> text = stackalloc byte[256];
        var length = Encoding.UTF8.GetMaxByteCount(type.Length + value.Length + 1);
        if (length > text.Length)
            text = new byte[length];
        var written = Encoding.UTF8.GetBytes(type, text);
        text[written++] = 0;
        written += Encoding.UTF8.GetBytes(value, text[written..]);
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, text[..written], mac);
        mac[..destination.Length].CopyTo(destination);
    }

    /// <summary>The pseudonym as an array of <paramref name="size"/> bytes.</summary>
    public byte[] Of(ReadOnlySpan<char> type, ReadOnlySpan<char> value, int size = Size)
    {
        var pseudonym = new byte[size];
        Write(type, value, pseudonym);
        return pseudonym;
    }
}
