using System.Text;
using Interop.Country.People;

namespace Interop.Country.Intake;

/// <summary>How a name comes out otherwise than the registry has it, in either script.</summary>
internal static class NameSlips
{
    // Heard the same, written otherwise: no romanisation of Khmer is binding.
    private static readonly (string From, string To)[] Heard =
    [
        ("ea", "ia"), ("ia", "ea"), ("ou", "u"), ("uo", "ou"), ("oeu", "eu"), ("ey", "ei"), ("ph", "p"), ("th", "t"), ("kh", "k"),
        ("ch", "j"), ("v", "w"), ("ck", "k"), ("y", "i"), ("i", "y"), ("nn", "n"), ("tt", "t"), ("ao", "av"), ("eo", "ev"), ("u", "ou"), ("o", "or"),
    ];

    // Typed otherwise, drawn the same: the order of marks, what looks alike below a letter, vowels put together from two.
    private static readonly (string From, string To)[] Typed =
    [
        ("\u17D2\u178F", "\u17D2\u178A"), ("\u17BB\u17C6", "\u17C6\u17BB"), ("\u17B6\u17C6", "\u17C6\u17B6"), ("\u17BE", "\u17C1\u17B8"), ("\u17C4", "\u17C1\u17B6"),
        ("\u17CA\u17B9", "\u17B9\u17CA"), ("\u17CA\u17B9", "\u17BB\u17B9"), ("\u17D2\u179A", "\u17D2\u179A\u200B"), ("\u17C9\u17B6", "\u17B6\u17C9"),
    ];

    // Spelled otherwise: long for short, the other series of the same sound, a silent mark left out.
    private static readonly (string From, string To)[] Misspelled =
    [
        ("\u17B7", "\u17B8"), ("\u17B8", "\u17B7"), ("\u17BB", "\u17BC"), ("\u17CB", ""), ("\u17D0", ""), ("\u17C8", ""), ("\u1797", "\u1795"), ("\u1790", "\u1792"),
        ("\u1792", "\u1790"), ("\u178E", "\u1793"), ("\u1793", "\u178E"), ("\u1785", "\u1787"), ("\u17B6", ""), ("\u17D2\u179A", ""),
    ];

    /// <summary>One of the ways somebody else would write what is heard; the name itself where no way is known.</summary>
    public static string Hear(string latin, Dice dice) => Replace(latin, Heard, dice);

    /// <summary>Canonically or to the eye the same name, of other code points.</summary>
    public static string Type(string khmer, Dice dice)
    {
        var typed = Replace(khmer, Typed, dice);
        return typed == khmer ? khmer + '\u200B' : typed;
    }

    public static string Misspell(string khmer, Dice dice) => Replace(khmer, Misspelled, dice);

    /// <summary>A letter left out, doubled, exchanged with its neighbour, or another one hit; never the first.</summary>
    public static string Mistype(string latin, Dice dice)
    {
        var typed = new StringBuilder(latin);
        var at = dice.Between(1, latin.Length - 1);
        switch (dice.Between(0, 3))
        {
            case 0 when latin.Length > 3:
                typed.Remove(at, 1);
                break;
            case 1:
                typed.Insert(at, latin[at]);
                break;
            case 2 when at > 1:
                (typed[at - 1], typed[at]) = (typed[at], typed[at - 1]);
                break;
            default:
                typed[at] = "qwsxcderfvbgtyhnmjuiklop"[dice.Between(0, 23)];
                break;
        }
        return typed.ToString();
    }

    private static string Replace(string name, (string From, string To)[] ways, Dice dice)
    {
        var first = dice.Between(0, ways.Length - 1);
        for (var i = 0; i < ways.Length; i++)
        {
            var (from, to) = ways[(first + i) % ways.Length];
            var at = name.IndexOf(from, StringComparison.Ordinal);
            if (at > 0)
                return name[..at] + to + name[(at + from.Length)..];
        }
        return name;
    }
}
