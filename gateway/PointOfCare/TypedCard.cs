using Interop.Gateway.Exchanges;
using Interop.Schemas.Codes;

namespace Interop.Gateway.PointOfCare;

/// <summary>Understands what a clerk types or a card's QR code holds: a number, whose form tells its kind, or <c>kind:number</c>.</summary>
internal static class TypedCard
{
    private const char KhmerZero = '\u17E0';

    /// <summary>Null where the text is no number of any kind.</summary>
    public static Subject? Read(string text)
    {
        var plain = string.Concat(text.Where(c => !char.IsWhiteSpace(c) && c != '\u200B').Select(c => c is >= KhmerZero and <= '\u17E9' ? (char)(c - KhmerZero + '0') : char.ToUpperInvariant(c)));
        if (plain.Split(':') is [var kind, var number])
            return CodeLists.IdentifierTypes.TryGetValue(kind.ToLowerInvariant(), out var named) && named.Accepts(number) ? new(named.Type, number) : null;
        // The kinds differ in length or letters, so that at most one of them takes a text.
        return CodeLists.IdentifierTypes.Values.Where(t => t.Accepts(plain)).ToArray() is [var only] ? new(only.Type, plain) : null;
    }
}
