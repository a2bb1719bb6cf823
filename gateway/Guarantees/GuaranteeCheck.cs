using Interop.Identity.Signing;

namespace Interop.Gateway.Guarantees;

/// <summary>What came of checking a guarantee. Kebab-case on the wire.</summary>
internal enum GuaranteeVerdict : byte
{
    /// <summary>It holds, for the card that was compared where one was.</summary>
    Good,
    /// <summary>Not a guarantee, or not copied whole.</summary>
    Malformed,
    /// <summary>Signed with a key that the key set lacks: another hub's, or the set is old.</summary>
    KeyUnknown,
    SignatureInvalid,
    Revoked,
    NotYetValid,
    Expired,
    /// <summary>Given to another institution.</summary>
    OtherFacility,
    /// <summary>For another card, or for another number of the same person.</summary>
    OtherCard,
}

/// <summary>What a clerk has besides the guarantee itself; what is null is not compared.</summary>
/// <param name="Facility">The code of the clerk's institution.</param>
/// <param name="Card">The number of the card that lies before the clerk, and the facility's key.</param>
/// <param name="Revoked">The list fetched last.</param>
internal sealed record GuaranteeContext(string? Facility, (CardKey Key, string Number)? Card, RevocationList? Revoked)
{
    // Nothing of a person is printed by accident.
    public override string ToString() => Facility ?? "";
}

/// <summary>Checks a guarantee without a network, from the key set of the hub alone.</summary>
internal static class GuaranteeCheck
{
    /// <param name="token">The compact JWS.</param>
    /// <param name="keys">Fetched from <c>/guarantee/jwks.json</c> when there was a network.</param>
    /// <param name="now">By the clock of whoever checks.</param>
    /// <param name="guarantee">What it says, wherever its signature is good; a verdict other than good then tells why it does not count here.</param>
    public static GuaranteeVerdict Of(string token, PartnerKeySet keys, DateTimeOffset now, GuaranteeContext context, out Guarantee? guarantee)
    {
        guarantee = null;
        switch (CompactJws.Read(token, Guarantee.Type, keys, out var payload))
        {
            case JwsOutcome.Malformed:
                return GuaranteeVerdict.Malformed;
            case JwsOutcome.KeyUnknown:
                return GuaranteeVerdict.KeyUnknown;
            case JwsOutcome.SignatureInvalid:
                return GuaranteeVerdict.SignatureInvalid;
        }
        if ((guarantee = Guarantee.Read(payload)) is null)
            return GuaranteeVerdict.Malformed;
        if (context.Revoked?.Holds(guarantee.Id) == true)
            return GuaranteeVerdict.Revoked;
        var second = now.ToUnixTimeSeconds();
        if (second < guarantee.NotBefore)
            return GuaranteeVerdict.NotYetValid;
        if (second >= guarantee.Expires)
            return GuaranteeVerdict.Expired;
        if (context.Facility is { } facility && facility != guarantee.Facility)
            return GuaranteeVerdict.OtherFacility;
        return context.Card is var (key, number) && !key.Names(guarantee, number) ? GuaranteeVerdict.OtherCard : GuaranteeVerdict.Good;
    }
}
