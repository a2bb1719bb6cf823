using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Interop.Identity.Keys;

/// <summary>
/// The text of an access key: <c>ik_{publicId}_{secret}</c>. The public id is 12 characters of lower-case base32 (RFC 4648 §6) and may be
/// shown; the secret is 256 random bits in base64url (RFC 4648 §5), which may itself hold an underscore, so the parts are found by position.
/// </summary>
internal static class KeyText
{
    public const string Prefix = "ik_";
    public const int IdLength = 12;
    public const int HashLength = 2 * SHA256.HashSizeInBytes;
    private const int SecretLength = 43;
    private const int SecretAt = 3 + IdLength + 1;
    private const int Length = SecretAt + SecretLength;
    private const string Base32 = "abcdefghijklmnopqrstuvwxyz234567";

    private static readonly SearchValues<char> IdCharacters = SearchValues.Create(Base32);
    private static readonly SearchValues<char> SecretCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    public static string NewId() => RandomNumberGenerator.GetString(Base32, IdLength);

    public static string NewSecret() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    public static string Join(string publicId, string secret) => $"{Prefix}{publicId}_{secret}";

    /// <summary>Whether the text has the form of a key; says nothing of whether there is such a key.</summary>
    public static bool TrySplit(ReadOnlySpan<char> text, out ReadOnlySpan<char> publicId, out ReadOnlySpan<char> secret)
    {
        publicId = secret = default;
        if (text.Length != Length || !text.StartsWith(Prefix, StringComparison.Ordinal) || text[SecretAt - 1] != '_')
            return false;

        publicId = text.Slice(Prefix.Length, IdLength);
        secret = text[SecretAt..];
        return !publicId.ContainsAnyExcept(IdCharacters) && !secret.ContainsAnyExcept(SecretCharacters);
    }

    /// <summary>The public id in what a person types: the id, <c>ik_</c> and the id, or the whole key.</summary>
    public static string? IdIn(string typed)
    {
        var id = typed.AsSpan().Trim();
        if (TrySplit(id, out var publicId, out _))
            return publicId.ToString();
        if (id.StartsWith(Prefix, StringComparison.Ordinal))
            id = id[Prefix.Length..];
        return id.Length == IdLength && !id.ContainsAnyExcept(IdCharacters) ? id.ToString() : null;
    }

    /// <summary>SHA-256 of the secret's ASCII text, in lower-case hexadecimal. A fast hash serves: 256 random bits cannot be guessed.</summary>
    public static string Hash(ReadOnlySpan<char> secret)
    {
        Span<char> hash = stackalloc char[HashLength];
        Hash(secret, hash);
        return hash.ToString();
    }

    public static void Hash(ReadOnlySpan<char> secret, Span<char> hash)
    {
        Span<byte> ascii = stackalloc byte[SecretLength];
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(ascii[..Encoding.ASCII.GetBytes(secret, ascii)], digest);
        Convert.TryToHexStringLower(digest, hash, out _);
    }
}
