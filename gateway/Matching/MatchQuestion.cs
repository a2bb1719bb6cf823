using System.Globalization;
using System.Runtime.InteropServices;

namespace Interop.Gateway.Matching;

/// <summary>Where somebody lives, as far as it is said: a gazetteer code of 2, 4, 6 or 8 digits.</summary>
/// <param name="Code">The code as a number; no two codes are the same number, whatever their lengths.</param>
/// <param name="Pairs">1 province, 2 district, 3 commune, 4 village.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Place(int Code, int Pairs)
{
    public static bool TryRead(string text, out Place place)
    {
        place = default;
        if (text.Length is not (2 or 4 or 6 or 8) || !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var code) || code < 1)
            return false;
        place = new(code, text.Length / 2);
        return true;
    }

    /// <summary>The place of so many pairs that it lies in; itself when it is no smaller.</summary>
    public Place Within(int pairs)
    {
        var (code, left) = (Code, Pairs);
        for (; left > pairs; left--)
            code /= 100;
        return new(code, left);
    }

    /// <summary>Level of <see cref="MatchField.Place"/>: how many pairs both share.</summary>
    public sbyte Compare(Place other)
    {
        for (var pairs = Math.Min(Pairs, other.Pairs); pairs > 0; pairs--)
            if (Within(pairs).Code == other.Within(pairs).Code)
                return (sbyte)(4 - pairs);
        return 4;
    }

    public override string ToString() => nameof(Place);
}

/// <summary>An equity card: the household's number, and the member's if it was read.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct EquityCard(long Household, int Member)
{
    /// <summary>Reads the twelve digits of the household, with or without a dash and the two digits of the member.</summary>
    public static bool TryRead(string text, out EquityCard card)
    {
        card = default;
        var dash = text.IndexOf('-', StringComparison.Ordinal);
        if (text.Length != (dash < 0 ? 12 : 15) || dash is >= 0 and not 12)
            return false;
        var member = 0;
        if (dash >= 0 && !int.TryParse(text.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out member))
            return false;
        if (member > 99 || !long.TryParse(dash < 0 ? text : text.AsSpan(0, dash), NumberStyles.None, CultureInfo.InvariantCulture, out var household) || household is < 1 or > 999_999_999_999)
            return false;
        card = new(household, member);
        return true;
    }

    /// <summary>Level of <see cref="MatchField.EquityCard"/>.</summary>
    public sbyte Compare(EquityCard other)
    {
        if (Household == other.Household)
            return Member != 0 && Member == other.Member ? (sbyte)0 : (sbyte)1;
        var differing = 0;
        for (var (a, b) = (Household, other.Household); a != b; (a, b) = (a / 10, b / 10))
            differing += a % 10 != b % 10 ? 1 : 0;
        return differing == 1 ? (sbyte)2 : (sbyte)3;
    }

    public override string ToString() => nameof(EquityCard);
}

/// <summary>What is said of a person who is looked for. Everything may be unsaid; what is unsaid counts neither for nor against anybody.</summary>
internal sealed record MatchQuestion
{
    public NamePart? FamilyKhmer { get; init; }
    public NamePart? GivenKhmer { get; init; }
    public NamePart? FamilyLatin { get; init; }
    public NamePart? GivenLatin { get; init; }
    public BirthDate? Birth { get; init; }
    public bool? Female { get; init; }
    public Place? Place { get; init; }
    public EquityCard? Card { get; init; }

    public NamePart? Family(NameScript script) => script == NameScript.Khmer ? FamilyKhmer : FamilyLatin;

    public NamePart? Given(NameScript script) => script == NameScript.Khmer ? GivenKhmer : GivenLatin;

    public override string ToString() => nameof(MatchQuestion);
}
