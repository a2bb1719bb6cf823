using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Interop.Gateway.Wire;
using Interop.Identity.Signing;

namespace Interop.Gateway.Guarantees;

/// <summary>How reading a signed text ended.</summary>
internal enum JwsOutcome
{
    Good,
    /// <summary>Not three parts of plain base64url with the header expected.</summary>
    Malformed,
    /// <summary>Signed with a key that is not in the key set.</summary>
    KeyUnknown,
    SignatureInvalid,
}

/// <summary>The compact serialisation of RFC 7515, with ES256 alone and one fixed header: nothing a token says chooses how it is verified.</summary>
internal static class CompactJws
{
    /// <summary>What a guarantee or a list of revocations may measure.</summary>
    private const int Longest = 8 * 1024 * 1024;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 4 };

    /// <param name="type">The media type in the header, which keeps the two kinds apart.</param>
    public static string Sign(GuaranteeKey key, string type, byte[] payload)
    {
        var header = $$"""{"alg":"ES256","kid":"{{key.Kid}}","typ":"{{type}}"}""";
        var signed = $"{Base64Url.EncodeToString(Encoding.ASCII.GetBytes(header))}.{Base64Url.EncodeToString(payload)}";
        return $"{signed}.{Base64Url.EncodeToString(key.Key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256))}";
    }

    /// <param name="payload">Empty unless the signature is good.</param>
    public static JwsOutcome Read(string text, string type, PartnerKeySet keys, out byte[] payload)
    {
        payload = [];
        if (text.Length > Longest || text.Split('.') is not [var head, var body, var end] || OneSpelling.Decode(head) is not { } header || OneSpelling.Decode(body) is not { } content
            || OneSpelling.Decode(end) is not { } signature || KidOf(header, type) is not { } kid)
            return JwsOutcome.Malformed;
        if (keys.Find(kid) is not { } key)
            return JwsOutcome.KeyUnknown;
        if (!key.Verify(MessageAlgorithm.EcdsaP256Sha256, Encoding.ASCII.GetBytes($"{head}.{body}"), signature))
            return JwsOutcome.SignatureInvalid;
        payload = content;
        return JwsOutcome.Good;
    }

    private static string? KidOf(byte[] header, string type)
    {
        try
        {
            using var json = JsonDocument.Parse(header, Strict);
            // crit (RFC 7515 §4.1.11) and whatever else a later version may add would change what the signature means: three members, no more.
            return json.RootElement is { ValueKind: JsonValueKind.Object } root && root.EnumerateObject().Count() == 3
                && Text(root, "alg") == "ES256" && Text(root, "typ") == type ? Text(root, "kid") : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement header, string name) =>
        header.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String ? member.GetString() : null;
}
