using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Interop.Identity.People;

/// <summary>Random texts, and the hash by which those are kept that only need to be recognised.</summary>
internal static class Secrets
{
    private const string Base32 = "abcdefghijklmnopqrstuvwxyz234567";

    /// <summary>An opaque id of 80 bits.</summary>
    public static string NewId() => RandomNumberGenerator.GetString(Base32, 16);

    public static string NewStamp() => RandomNumberGenerator.GetString(Base32, 26);

    /// <summary>256 bits in base64url (RFC 4648 §5).</summary>
    public static string NewToken() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>20 characters of 32: 100 bits, made only where nobody is there to choose.</summary>
    public static string NewPassword() => RandomNumberGenerator.GetString(Base32, 20);

    /// <summary>80 bits in four groups.</summary>
    public static string NewRecoveryCode() =>
        string.Join('-', Enumerable.Range(0, 4).Select(_ => RandomNumberGenerator.GetString(Base32, 4)));

    /// <summary>SHA-256 in hexadecimal. A fast hash serves: nothing hashed so has fewer than 80 random bits, or is a secret at all.</summary>
    public static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
