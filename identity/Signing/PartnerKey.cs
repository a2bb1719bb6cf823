using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;

namespace Interop.Identity.Signing;

/// <summary>One public key of an institution, found good when it was read. Safe to use from many threads.</summary>
public sealed class PartnerKey
{
    internal PartnerKey(JsonWebKey jwk, params IReadOnlyList<MessageAlgorithm> algorithms) => (Jwk, Algorithms) = (jwk, algorithms);

    public string Kid => Jwk.Kid;

    /// <summary>The key for JSON Web Tokens. The token library does not verify with keys of the type OKP.</summary>
    public JsonWebKey Jwk { get; }

    /// <summary>
    /// What the key may verify; the first is meant when a signature does not say. The key's own <c>alg</c> leaves one, or none when it is an
    /// algorithm that only tokens know, so that a key is not used with two algorithms (RFC 9421 §7.3.6).
    /// </summary>
    public IReadOnlyList<MessageAlgorithm> Algorithms { get; }

    /// <summary>Whether the signature over the bytes is this key's. False for an algorithm that is not among <see cref="Algorithms"/>.</summary>
    public bool Verify(MessageAlgorithm algorithm, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature) => Algorithms.Contains(algorithm) && algorithm switch
    {
        MessageAlgorithm.RsaPssSha512 => VerifyRsa(data, signature, HashAlgorithmName.SHA512, RSASignaturePadding.Pss),
        MessageAlgorithm.RsaPkcs1Sha256 => VerifyRsa(data, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
        MessageAlgorithm.EcdsaP256Sha256 => VerifyEc(data, signature, HashAlgorithmName.SHA256),
        MessageAlgorithm.EcdsaP384Sha384 => VerifyEc(data, signature, HashAlgorithmName.SHA384),
        MessageAlgorithm.Ed25519 => VerifyEd25519(data, signature),
        _ => throw new ArgumentOutOfRangeException(nameof(algorithm), algorithm, "Not an algorithm."),
    };

    public override string ToString() => Kid;

    // A key set is replaced while others still verify with it, so no native key is held that somebody would have to dispose of in time.
    internal RSA OpenRsa() => RSA.Create(new RSAParameters { Modulus = Base64Url.DecodeFromChars(Jwk.N), Exponent = Base64Url.DecodeFromChars(Jwk.E) });

    internal ECDsa OpenEc() => ECDsa.Create(new ECParameters
    {
        Curve = Jwk.Crv == JsonWebKeyECTypes.P256 ? ECCurve.NamedCurves.nistP256 : ECCurve.NamedCurves.nistP384,
        Q = new() { X = Base64Url.DecodeFromChars(Jwk.X), Y = Base64Url.DecodeFromChars(Jwk.Y) },
    });

    internal Ed25519PublicKeyParameters OpenEd25519() => new(Base64Url.DecodeFromChars(Jwk.X));

    private bool VerifyRsa(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature, HashAlgorithmName hash, RSASignaturePadding padding)
    {
        using var rsa = OpenRsa();
        return rsa.VerifyData(data, signature, hash, padding);
    }

    private bool VerifyEc(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature, HashAlgorithmName hash)
    {
        using var ec = OpenEc();
        return ec.VerifyData(data, signature, hash, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    private bool VerifyEd25519(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        var signer = new Ed25519Signer();
        signer.Init(forSigning: false, OpenEd25519());
        signer.BlockUpdate(data);
        return signer.VerifySignature(signature.ToArray());
    }
}
