using System.Buffers.Text;
using System.Security.Cryptography;

namespace Interop.Identity.Signing;

/// <summary>A public RSA key of an institution that content for it is encrypted with (RSA-OAEP-256, RFC 7518 §4.3), found good when it was read. Safe to use from many threads.</summary>
public sealed class PartnerEncryptionKey
{
    private readonly string modulus, exponent;

    internal PartnerEncryptionKey(string kid, string modulus, string exponent) => (Kid, this.modulus, this.exponent) = (kid, modulus, exponent);

    public string Kid { get; }

    /// <summary>The content-encryption key, wrapped for whoever holds the private key.</summary>
    public byte[] Wrap(ReadOnlySpan<byte> key)
    {
        using var rsa = Open();
        return rsa.Encrypt(key, RSAEncryptionPadding.OaepSHA256);
    }

    public override string ToString() => Kid;

    internal RSA Open() => RSA.Create(new RSAParameters { Modulus = Base64Url.DecodeFromChars(modulus), Exponent = Base64Url.DecodeFromChars(exponent) });
}
