using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Org.BouncyCastle.Crypto.Parameters;

namespace Interop.Gateway.Dci.Signing;

/// <summary>What a key is for; each use has keys of its own.</summary>
internal enum DciKeyUse
{
    /// <summary>RS256 in the dialect <see cref="EmbeddedJws"/>.</summary>
    Jws,
    /// <summary>Ed25519 in the dialect <see cref="SignatureString"/>.</summary>
    SignatureString,
    /// <summary>RSA-OAEP-256, by partners for the hub.</summary>
    Encryption,
}

/// <summary>One key pair of the hub for DCI messages, named by its thumbprint (RFC 7638, RFC 8037 §2). Signing and decrypting are safe from many threads.</summary>
internal sealed class DciKey : IDisposable
{
    private DciKey(DciKeyUse use, string secret, DateTimeOffset from, DateTimeOffset until)
    {
        (Use, From, Until) = (use, from, until);
        if (use == DciKeyUse.SignatureString)
        {
            Ed = new(Convert.FromBase64String(secret));
            (X, N, E) = (Base64Url.EncodeToString(Ed.GeneratePublicKey().GetEncoded()), "", "");
            Kid = Thumbprint($$"""{"crv":"Ed25519","kty":"OKP","x":"{{X}}"}""");
            return;
        }
        Rsa = RSA.Create();
        Rsa.ImportFromPem(secret);
        var numbers = Rsa.ExportParameters(includePrivateParameters: false);
        (X, N, E) = ("", Base64Url.EncodeToString(numbers.Modulus), Base64Url.EncodeToString(numbers.Exponent));
        Kid = Thumbprint($$"""{"e":"{{E}}","kty":"RSA","n":"{{N}}"}""");
    }

    public string Kid { get; }

    public DciKeyUse Use { get; }

    /// <summary>It signs from here on, until its successor begins.</summary>
    public DateTimeOffset From { get; }

    public DateTimeOffset Until { get; }

    /// <summary>Null for <see cref="DciKeyUse.SignatureString"/>.</summary>
    public RSA? Rsa { get; }

    /// <summary>Null but for <see cref="DciKeyUse.SignatureString"/>.</summary>
    public Ed25519PrivateKeyParameters? Ed { get; }

    private string X { get; }

    private string N { get; }

    private string E { get; }

    /// <summary>A new private key as a text that <see cref="Open"/> reads.</summary>
    public static string Make(DciKeyUse use)
    {
        if (use == DciKeyUse.SignatureString)
            return Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        using var made = RSA.Create(3072);
        return made.ExportPkcs8PrivateKeyPem();
    }

    public static DciKey Open(DciKeyUse use, string secret, DateTimeOffset from, DateTimeOffset until) => new(use, secret, from, until);

    /// <summary>The public key as a JSON Web Key (RFC 7517 §4).</summary>
    public JsonObject Published() => Use switch
    {
        DciKeyUse.SignatureString => new() { ["kty"] = "OKP", ["crv"] = "Ed25519", ["kid"] = Kid, ["use"] = "sig", ["alg"] = "EdDSA", ["x"] = X },
        DciKeyUse.Encryption => new() { ["kty"] = "RSA", ["kid"] = Kid, ["use"] = "enc", ["alg"] = EncryptedMessage.KeyAlgorithm, ["n"] = N, ["e"] = E },
        _ => new() { ["kty"] = "RSA", ["kid"] = Kid, ["use"] = "sig", ["alg"] = "RS256", ["n"] = N, ["e"] = E },
    };

    public void Dispose() => Rsa?.Dispose();

    public override string ToString() => Kid;

    private static string Thumbprint(string json) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(json)));
}
