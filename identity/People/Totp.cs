using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace Interop.Identity.People;

/// <summary>Time-based one-time passwords (RFC 6238) with the values every authenticator app takes: SHA-1, 30 seconds, 6 digits.</summary>
internal static class Totp
{
    public const int Digits = 6;
    private const int Period = 30;
    private const int SecretLength = 20; // the output length of SHA-1 (RFC 4226 §4, R6)
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>A secret of 160 bits in base32 (RFC 4648 §6), the form in which apps take it.</summary>
    public static string NewSecret() => RandomNumberGenerator.GetString(Base32, SecretLength * 8 / 5);

    public static long StepAt(DateTimeOffset time) => time.ToUnixTimeSeconds() / Period;

    /// <summary>The step, of this one and its two neighbours (RFC 6238 §5.2), whose code this is; null when it is none of theirs.</summary>
    public static long? StepOf(string code, string secret, DateTimeOffset now)
    {
        var key = Bytes(secret);
        long? found = null;
        foreach (var step in (long[])[StepAt(now) - 1, StepAt(now), StepAt(now) + 1])
            if (CryptographicOperations.FixedTimeEquals(System.Text.Encoding.UTF8.GetBytes(Code(key, step)), System.Text.Encoding.UTF8.GetBytes(code)))
                found = step;
        return found;
    }

    /// <summary>The code of a step (RFC 4226 §5.3).</summary>
    public static string Code(byte[] key, long step, int digits = Digits)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> mac = stackalloc byte[HMACSHA1.HashSizeInBytes];
#pragma warning disable CA5350 // HMAC with SHA-1 is what RFC 4226 defines; collisions of SHA-1 do not weaken it
        HMACSHA1.HashData(key, counter, mac);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadUInt32BigEndian(mac[(mac[^1] & 0x0F)..]) & 0x7FFF_FFFF;
        return (number % (uint)Math.Pow(10, digits)).ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0');
    }

    public static byte[] Bytes(string secret)
    {
        var bytes = new byte[secret.Length * 5 / 8];
        var (buffer, bits, next) = (0, 0, 0);
        foreach (var character in secret)
        {
            buffer = (buffer << 5) | Base32.IndexOf(character, StringComparison.Ordinal);
            bits += 5;
            if (bits < 8)
                continue;
            bits -= 8;
            bytes[next++] = (byte)(buffer >> bits);
            buffer &= (1 << bits) - 1;
        }
        return bytes;
    }

    /// <summary>The text of the QR code (the key URI format that authenticator apps read).</summary>
    public static string Uri(string secret, string userName) =>
        $"otpauth://totp/Interop:{System.Uri.EscapeDataString(userName)}?secret={secret}&issuer=Interop&algorithm=SHA1&digits={Digits}&period={Period}";
}
