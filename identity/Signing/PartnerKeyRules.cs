using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace Interop.Identity.Signing;

/// <summary>Which keys the hub takes from a partner, and what each may verify.</summary>
internal static class PartnerKeyRules
{
    private const int SmallestRsa = 2048;
    /// <summary>Verifying takes time with the square of the size, and whoever publishes the key chooses it.</summary>
    private const int LargestRsa = 8192;

    /// <summary>The algorithms of HTTP message signatures for a key; its <c>alg</c> (RFC 7518 §3.1, RFC 8037 §3.1) leaves at most one.</summary>
    public static MessageAlgorithm[] Algorithms(string? kty, string? crv, string? alg) => (kty, crv, alg) switch
    {
        ("RSA", _, null) => [MessageAlgorithm.RsaPssSha512, MessageAlgorithm.RsaPkcs1Sha256],
        ("RSA", _, "PS512") => [MessageAlgorithm.RsaPssSha512],
        ("RSA", _, "RS256") => [MessageAlgorithm.RsaPkcs1Sha256],
        ("EC", "P-256", null or "ES256") => [MessageAlgorithm.EcdsaP256Sha256],
        ("EC", "P-384", null or "ES384") => [MessageAlgorithm.EcdsaP384Sha384],
        ("OKP", "Ed25519", null or "EdDSA" or "Ed25519") => [MessageAlgorithm.Ed25519],
        _ => [],
    };

    /// <summary>Why the key is not taken; null when it is.</summary>
    /// <exception cref="FormatException">A member is not base64url.</exception>
    /// <exception cref="System.Security.Cryptography.CryptographicException">The numbers are no key.</exception>
    public static string? Fault(PartnerKey key)
    {
        var jwk = key.Jwk;
        switch (jwk.Kty, jwk.Crv)
        {
            case ("RSA", _) when jwk.Alg is null or "RS256" or "RS384" or "RS512" or "PS256" or "PS384" or "PS512":
                return RsaFault(jwk.Kid, jwk.N, jwk.E, key.OpenRsa);
            case ("EC", JsonWebKeyECTypes.P256) when jwk.Alg is null or "ES256":
            case ("EC", JsonWebKeyECTypes.P384) when jwk.Alg is null or "ES384":
                using (key.OpenEc())
                    return null;
            case ("OKP", "Ed25519") when jwk.Alg is null or "EdDSA" or "Ed25519":
                key.OpenEd25519();
                return null;
            default:
                return $"'{jwk.Kid}' has kty '{Short(jwk.Kty)}', crv '{Short(jwk.Crv)}', alg '{Short(jwk.Alg)}'; taken are RSA, EC with P-256 or P-384, OKP with Ed25519, and an alg that fits";
        }
    }

    /// <summary>As <see cref="Fault"/>, for a key to encrypt with.</summary>
    public static string? EncryptionFault(string kid, string? modulus, string? exponent, string? alg) =>
        alg is not (null or "RSA-OAEP-256") ? $"'{kid}' has alg '{Short(alg)}'; content is encrypted with RSA-OAEP-256"
            : RsaFault(kid, modulus, exponent, () => new PartnerEncryptionKey(kid, modulus!, exponent!).Open());

    private static string? RsaFault(string kid, string? modulus, string? exponent, Func<RSA> open)
    {
        // Before the numbers go anywhere: 64 KiB of modulus is no key either.
        if (modulus is not { Length: <= LargestRsa / 6 + 4 } || exponent is not { Length: > 0 and <= 8 })
            return $"'{kid}' is not an RSA key of {SmallestRsa} to {LargestRsa} bits with a short exponent";
        using var rsa = open();
        return rsa.KeySize is >= SmallestRsa and <= LargestRsa ? null : $"'{kid}' is an RSA key of {rsa.KeySize} bits; at least {SmallestRsa} are required";
    }

    private static string Short(string? text) => text is { Length: <= 20 } ? text : text is null ? "" : text[..20];
}
