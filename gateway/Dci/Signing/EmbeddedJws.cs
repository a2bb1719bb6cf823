using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Interop.Gateway.Wire;
using Interop.Identity.Signing;

namespace Interop.Gateway.Dci.Signing;

/// <summary>
/// The first dialect: a compact JWS (RFC 7515 §3.1), RS256, whose payload is the object <c>{header,message}</c> once more. What counts is what was sent
/// beside it, so both must say the same.
/// </summary>
internal sealed record EmbeddedJws(string Kid, string SignedContent, byte[] Signed, byte[] Signature)
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    /// <summary>Takes it apart; null when it is none, or one that asks for anything else than RS256 under a named key.</summary>
    public static EmbeddedJws? Read(string text)
    {
        var parts = text.Split('.');
        if (parts.Length != 3 || OneSpelling.Decode(parts[0]) is not { } head || OneSpelling.Decode(parts[1]) is not { } payload || OneSpelling.Decode(parts[2]) is not { } signature)
            return null;
        try
        {
            using var header = JsonDocument.Parse(head, Strict);
            using var content = JsonDocument.Parse(payload, Strict);
            // A critical extension nobody here knows makes the whole invalid (RFC 7515 §4.1.11).
            if (header.RootElement.ValueKind != JsonValueKind.Object || content.RootElement.ValueKind != JsonValueKind.Object || header.RootElement.TryGetProperty("crit", out _)
                || DciEnvelope.Text(header.RootElement, "alg") != "RS256" || DciEnvelope.Text(header.RootElement, "kid") is not { Length: > 0 } kid || content.RootElement.GetPropertyCount() != 2
                || !content.RootElement.TryGetProperty("header", out var sent) || !content.RootElement.TryGetProperty("message", out var message))
                return null;
            return new(kid, CanonicalJson.Of(sent, message), Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), signature);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Whether the key made it over this content.</summary>
    public bool Verifies(string content, PartnerKey key) => SignedContent == content && key.Verify(MessageAlgorithm.RsaPkcs1Sha256, Signed, Signature);

    /// <summary>Signs a content that <see cref="CanonicalJson"/> wrote.</summary>
    public static string Sign(string content, RSA key, string kid)
    {
        var signed = $"{Encoded(JsonSerializer.SerializeToUtf8Bytes(new { alg = "RS256", kid }))}.{Encoded(Encoding.UTF8.GetBytes(content))}";
        return $"{signed}.{Encoded(key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    private static string Encoded(byte[] bytes) => Base64Url.EncodeToString(bytes);
}
