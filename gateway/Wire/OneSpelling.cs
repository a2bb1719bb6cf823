using System.Buffers.Text;

namespace Interop.Gateway.Wire;

/// <summary>
/// Base64url (RFC 4648 §5) in its one spelling: a decoder overlooks white space, padding and the bits that the last character has too many, each of
/// which would make a second signed text of every first.
/// </summary>
internal static class OneSpelling
{
    /// <summary>The bytes; null when the text is not how they are written.</summary>
    public static byte[]? Decode(string text) =>
        Base64Url.IsValid(text) && Base64Url.DecodeFromChars(text) is var bytes && Base64Url.EncodeToString(bytes) == text ? bytes : null;
}
