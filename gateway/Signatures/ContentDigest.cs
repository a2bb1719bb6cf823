using System.Security.Cryptography;

namespace Interop.Gateway.Signatures;

/// <summary>The field Content-Digest (RFC 9530 §2).</summary>
internal static class ContentDigest
{
    public const string Field = "Content-Digest";

    /// <summary>The value of the field for a body.</summary>
    public static string Of(ReadOnlySpan<byte> body) => $"sha-256=:{Convert.ToBase64String(SHA256.HashData(body))}:";

    /// <summary>
    /// Whether the field tells of this body: every digest in it by SHA-256 or SHA-512 is right, and there is one. Algorithms beside them are
    /// left aside; the broken ones (RFC 9530 §7.2) prove nothing.
    /// </summary>
    public static bool Matches(string field, ReadOnlySpan<byte> body)
    {
        if (StructuredFieldReader.Dictionary(field) is not { } digests)
            return false;
        var right = 0;
        foreach (var (algorithm, digest) in digests.Members)
        {
            byte[]? expected = algorithm switch { "sha-256" => SHA256.HashData(body), "sha-512" => SHA512.HashData(body), _ => null };
            if (expected is null)
                continue;
            if (digest.Value is not byte[] told || !CryptographicOperations.FixedTimeEquals(expected, told))
                return false;
            right++;
        }
        return right > 0;
    }
}
