namespace Interop.Identity.Signing;

/// <summary>The signature algorithms of HTTP messages that work with a public key (RFC 9421 §3.3).</summary>
public enum MessageAlgorithm
{
    /// <summary><c>rsa-pss-sha512</c>, RFC 9421 §3.3.1; the salt has 64 bytes.</summary>
    RsaPssSha512,
    /// <summary><c>rsa-v1_5-sha256</c>, RFC 9421 §3.3.2.</summary>
    RsaPkcs1Sha256,
    /// <summary><c>ecdsa-p256-sha256</c>, RFC 9421 §3.3.4: r and s, 32 bytes each, one after the other.</summary>
    EcdsaP256Sha256,
    /// <summary><c>ecdsa-p384-sha384</c>, RFC 9421 §3.3.5: r and s, 48 bytes each, one after the other.</summary>
    EcdsaP384Sha384,
    /// <summary><c>ed25519</c>, RFC 9421 §3.3.6: Ed25519 itself, not Ed25519ph (RFC 8032 §5.1).</summary>
    Ed25519,
}
