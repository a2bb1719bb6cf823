using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Interop.Identity.Signing;

/// <summary>What a key signs. Each purpose has keys of its own, so that nothing signed for one can be passed off as the other.</summary>
public enum SigningPurpose
{
    /// <summary>Access tokens and identity tokens (JWS, RFC 7515).</summary>
    Token,
    /// <summary>Answers of the hub (HTTP message signatures, RFC 9421).</summary>
    Answer,
}

/// <summary>One signing key on the curve P-256 (ES256, RFC 7518 §3.4; ecdsa-p256-sha256, RFC 9421 §3.3.4).</summary>
public sealed class SigningKey : IDisposable
{
    internal SigningKey(string kid, SigningPurpose purpose, ECDsa key, DateTimeOffset signsFrom, DateTimeOffset signsUntil)
    {
        (Kid, Purpose, Key, SignsFrom, SignsUntil) = (kid, purpose, key, signsFrom, signsUntil);
        var q = key.ExportParameters(includePrivateParameters: false).Q;
        (X, Y) = (Base64Url.EncodeToString(q.X), Base64Url.EncodeToString(q.Y));
    }

    /// <summary>The JWK thumbprint (RFC 7638).</summary>
    public string Kid { get; }

    public SigningPurpose Purpose { get; }

    /// <summary>Signing is safe from many threads; nothing else may be done with it.</summary>
    public ECDsa Key { get; }

    /// <summary>It signs from here on, until its successor begins.</summary>
    public DateTimeOffset SignsFrom { get; }

    public DateTimeOffset SignsUntil { get; }

    /// <summary>Coordinates of the public point in base64url (RFC 7518 §6.2.1).</summary>
    public string X { get; }

    public string Y { get; }

    public void Dispose() => Key.Dispose();

    public override string ToString() => Kid;

    /// <summary>The JWK thumbprint of a key on P-256 (RFC 7638), 43 characters.</summary>
    public static string Thumbprint(ECDsa key)
    {
        var q = key.ExportParameters(includePrivateParameters: false).Q;
        // RFC 7638 §3.2: the required members in lexicographic order, without white space.
        var json = $$"""{"crv":"P-256","kty":"EC","x":"{{Base64Url.EncodeToString(q.X)}}","y":"{{Base64Url.EncodeToString(q.Y)}}"}""";
        return Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(json)));
    }
}
