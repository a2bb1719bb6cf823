using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Interop.Gateway.Keys;

namespace Interop.Gateway.Guarantees;

/// <summary>
/// The secret that a hub and one facility share, by which a clerk with the card at hand sees without a network whether a guarantee is this card's:
/// HMAC-SHA-256 over <c>id \0 number</c>, the first 16 bytes. A plain hash of the number, however salted, could be undone by trying all of a billion
/// numbers; without this secret nobody can try any, and two guarantees for one card have nothing in common.
/// </summary>
internal sealed class CardKey
{
    private const int Size = 32, Shown = 16;

    private readonly byte[] secret;

    private CardKey(byte[] secret) => this.secret = secret;

    /// <summary>The key of an institution; it never changes while the hub's own secret does not.</summary>
    public static CardKey Of(HubKeys keys, string institution) => new(keys.SeedFor("guarantee-card:" + institution));

    /// <summary>Reads what <see cref="Text"/> wrote; null when it is something else.</summary>
    public static CardKey? Parse(string text)
    {
        text = text.Trim();
        return Base64Url.IsValid(text, out var length) && length == Size ? new(Base64Url.DecodeFromChars(text)) : null;
    }

    /// <summary>The secret as it is handed to its facility: 43 characters.</summary>
    public string Text() => Base64Url.EncodeToString(secret);

    /// <summary>How a guarantee names a card.</summary>
    /// <param name="id">Of the guarantee.</param>
    /// <param name="number">As it is printed on the card.</param>
    public string NameOf(string id, string number) =>
        Base64Url.EncodeToString(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes($"{id}\0{number}")).AsSpan(0, Shown));

    public bool Names(Guarantee guarantee, string number) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(guarantee.Card), Encoding.ASCII.GetBytes(NameOf(guarantee.Id, number)));

    public override string ToString() => "card key";
}
