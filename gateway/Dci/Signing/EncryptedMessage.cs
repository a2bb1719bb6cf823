using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Interop.Gateway.Wire;
using Interop.Identity.Signing;

namespace Interop.Gateway.Dci.Signing;

/// <summary>
/// A message in the place of which only whoever it is for can read it: <c>EncryptedMessage</c> of the specifications, a flattened JWE (RFC 7516 §7.2.2)
/// without a protected header, RSA-OAEP-256 and A256GCM. What protects its header is the signature over the whole, which is made after.
/// </summary>
internal static class EncryptedMessage
{
    public const string KeyAlgorithm = "RSA-OAEP-256", ContentAlgorithm = "A256GCM";

    private const int KeyLength = 32, IvLength = 12, TagLength = 16, Members = 5;

    public static bool Is(JsonElement message) => message.TryGetProperty("ciphertext", out _) && message.TryGetProperty("encrypted_key", out _);

    /// <summary>
    /// The content; null when it cannot be read, for whatever reason: one outcome, so that a guess learns nothing (RFC 7516 §11.5). A member that the
    /// specifications do not have, e.g. <c>protected</c>, would have a say in what was encrypted, and is not taken.
    /// </summary>
    public static byte[]? Read(JsonElement message, Func<string, RSA?> keyOf)
    {
        if (message.GetPropertyCount() != Members || !message.TryGetProperty("header", out var header) || header.ValueKind != JsonValueKind.Object
            || DciEnvelope.Text(header, "alg") != KeyAlgorithm || DciEnvelope.Text(header, "enc") != ContentAlgorithm || header.GetPropertyCount() != 3
            || DciEnvelope.Text(header, "kid") is not { } kid || keyOf(kid) is not { } rsa
            || Bytes(message, "encrypted_key") is not { } wrapped || wrapped.Length != rsa.KeySize / 8
            || Bytes(message, "iv") is not { Length: IvLength } iv || Bytes(message, "tag") is not { Length: TagLength } tag || Bytes(message, "ciphertext") is not { } box)
            return null;
        try
        {
            var key = rsa.Decrypt(wrapped, RSAEncryptionPadding.OaepSHA256);
            if (key.Length != KeyLength)
                return null;
            using var cipher = new AesGcm(key, TagLength);
            var content = new byte[box.Length];
            cipher.Decrypt(iv, box, tag, content);
            return content;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    public static JsonObject Write(ReadOnlySpan<byte> content, PartnerEncryptionKey receiver)
    {
        var (key, iv, tag, box) = (RandomNumberGenerator.GetBytes(KeyLength), RandomNumberGenerator.GetBytes(IvLength), new byte[TagLength], new byte[content.Length]);
        using var cipher = new AesGcm(key, TagLength);
        cipher.Encrypt(iv, content, box, tag);
        var wrapped = receiver.Wrap(key);
        CryptographicOperations.ZeroMemory(key);
        return new()
        {
            ["header"] = new JsonObject { ["alg"] = KeyAlgorithm, ["enc"] = ContentAlgorithm, ["kid"] = receiver.Kid },
            ["encrypted_key"] = Base64Url.EncodeToString(wrapped), ["iv"] = Base64Url.EncodeToString(iv),
            ["ciphertext"] = Base64Url.EncodeToString(box), ["tag"] = Base64Url.EncodeToString(tag),
        };
    }

    private static byte[]? Bytes(JsonElement message, string name) => DciEnvelope.Text(message, name) is { } text ? OneSpelling.Decode(text) : null;
}
