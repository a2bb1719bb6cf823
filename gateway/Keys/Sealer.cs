using System.Security.Cryptography;
using System.Text;

namespace Interop.Gateway.Keys;

/// <summary>Encrypts small texts with AES-256-GCM (NIST SP 800-38D): 12 bytes nonce, 16 bytes tag, then the ciphertext.</summary>
internal sealed class Sealer(byte[] key) : IDisposable
{
    private const int Nonce = 12;
    private const int Tag = 16;
    private const int OnStack = 256;

    // AesGcm keeps one cipher context and is not made for concurrent use.
    private readonly ThreadLocal<AesGcm> cipher = new(() => new AesGcm(key, Tag), trackAllValues: true);

    public byte[] Seal(ReadOnlySpan<char> text)
    {
        // What a registry calls a key may be of any length, and the stack is not.
        var longest = Encoding.UTF8.GetMaxByteCount(text.Length);
        Span<byte> plain = longest <= OnStack ? stackalloc byte[OnStack] : new byte[longest];
        plain = plain[..Encoding.UTF8.GetBytes(text, plain)];
        var box = new byte[Nonce + Tag + plain.Length];
        RandomNumberGenerator.Fill(box.AsSpan(0, Nonce));
        cipher.Value!.Encrypt(box.AsSpan(0, Nonce), plain, box.AsSpan(Nonce + Tag), box.AsSpan(Nonce, Tag));
        return box;
    }

    /// <exception cref="CryptographicException">The box was not sealed with this key, or was changed.</exception>
    public string Open(ReadOnlySpan<byte> box)
    {
        if (box.Length < Nonce + Tag)
            throw new CryptographicException("A sealed value is too short.");
        var length = box.Length - Nonce - Tag;
        Span<byte> plain = length <= OnStack ? stackalloc byte[OnStack] : new byte[length];
        plain = plain[..length];
        cipher.Value!.Decrypt(box[..Nonce], box[(Nonce + Tag)..], box.Slice(Nonce, Tag), plain);
        return Encoding.UTF8.GetString(plain);
    }

    /// <summary>Seals bytes to the one place where they may lie: opened anywhere else they are as good as changed.</summary>
    public byte[] SealAt(ReadOnlySpan<byte> place, ReadOnlySpan<byte> content)
    {
        var box = new byte[Nonce + Tag + content.Length];
        RandomNumberGenerator.Fill(box.AsSpan(0, Nonce));
        cipher.Value!.Encrypt(box.AsSpan(0, Nonce), content, box.AsSpan(Nonce + Tag), box.AsSpan(Nonce, Tag), place);
        return box;
    }

    /// <exception cref="CryptographicException">The box was not sealed with this key at this place, or was changed.</exception>
    public byte[] OpenAt(ReadOnlySpan<byte> place, ReadOnlySpan<byte> box)
    {
        if (box.Length < Nonce + Tag)
            throw new CryptographicException("A sealed value is too short.");
        var content = new byte[box.Length - Nonce - Tag];
        cipher.Value!.Decrypt(box[..Nonce], box[(Nonce + Tag)..], box.Slice(Nonce, Tag), content, place);
        return content;
    }

    public void Dispose()
    {
        foreach (var aes in cipher.Values)
            aes.Dispose();
        cipher.Dispose();
    }
}
