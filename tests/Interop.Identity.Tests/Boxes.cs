using System.Security.Cryptography;
using System.Text;

namespace Interop.Identity.Tests;

/// <summary>Stands for the host's sealer: what it seals cannot be read or changed without its key.</summary>
internal static class Boxes
{
    private static readonly byte[] Key = RandomNumberGenerator.GetBytes(32);

    public static byte[] Seal(string text)
    {
        using var aes = new AesGcm(Key, 16);
        var plain = Encoding.UTF8.GetBytes(text);
        var box = new byte[28 + plain.Length];
        RandomNumberGenerator.Fill(box.AsSpan(0, 12));
        aes.Encrypt(box.AsSpan(0, 12), plain, box.AsSpan(28), box.AsSpan(12, 16));
        return box;
    }

    public static string Open(byte[] box)
    {
        using var aes = new AesGcm(Key, 16);
        var plain = new byte[box.Length - 28];
        aes.Decrypt(box.AsSpan(0, 12), box.AsSpan(28), box.AsSpan(12, 16), plain);
        return Encoding.UTF8.GetString(plain);
    }
}
