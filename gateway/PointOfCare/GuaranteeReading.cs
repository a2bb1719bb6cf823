using System.Text;
using Interop.Gateway.Guarantees;
using Interop.Identity.Signing;

namespace Interop.Gateway.PointOfCare;

/// <summary>A guarantee that somebody brought, and what it is worth here.</summary>
/// <param name="Token">As it was scanned.</param>
/// <param name="Guarantee">What it says, where its signature is good.</param>
/// <param name="CardCompared">Whether the number of a card was compared with it.</param>
internal sealed record GuaranteeRead(string Token, GuaranteeVerdict Verdict, Guarantee? Guarantee, bool CardCompared);

/// <summary>Checks a guarantee that is brought to a facility, with the keys and the list of revocations of now. Nobody's data is looked at for it.</summary>
internal sealed class GuaranteeReading(GuaranteeMaterial material)
{
    /// <summary>A text that may be a guarantee and cannot be a number.</summary>
    public static bool IsMeant(string text) => text.Count(c => c == '.') == 2 && text.StartsWith("ey", StringComparison.Ordinal);

    /// <summary>The secret of a facility, for a device of its own.</summary>
    public string CardKeyOf(string facility) => CardKey.Of(material.Secrets, facility).Text();

    /// <param name="facility">Code of the clerk's institution.</param>
    /// <param name="card">Number of the card at hand; null compares none.</param>
    public GuaranteeRead Read(string token, string facility, string? card)
    {
        var keys = PartnerKeySet.Read(Encoding.UTF8.GetBytes(material.Keys.KeySet()));
        var revoked = RevocationList.Read(material.Revoked.Current().Text, keys);
        var verdict = GuaranteeCheck.Of(
            token, keys, material.Time.GetUtcNow(), new(facility, card is null ? null : (CardKey.Of(material.Secrets, facility), card), revoked), out var guarantee);
        return new(token, verdict, guarantee, card is not null);
    }
}
