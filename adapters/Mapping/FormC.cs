using System.Text;

namespace Interop.Adapters.Mapping;

/// <summary>
/// Unicode form C, the form of every text in the catalogue (UAX #15). The runtime's own normalisation needs ICU and silently does
/// nothing without it, as in this program (invariant globalisation), hence a table of our own.
/// </summary>
internal static class FormC
{
    public static string Of(ReadOnlySpan<char> text) => Of(text.ToString());

    public static string Of(string text) => IsFormC(text) ? text : Compose(Decompose(text));

    // UAX #15 section 9, quick check. Everything below U+0300, and Khmer but for its two combining marks, passes without a look-up.
    private static bool IsFormC(string text)
    {
        var last = 0;
        var simple = true;
        foreach (var c in text)
            simple &= c is < '\u0300' or (>= '\u1780' and < '\u17D2');
        if (simple) return true;
        foreach (var rune in text.EnumerateRunes())
        {
            var combining = CanonicalTable.ClassOf(rune.Value);
            if (combining != 0 && last > combining) return false;
            if (CanonicalTable.MayChange(rune.Value)) return false;
            last = combining;
        }
        return true;
    }

    private static List<int> Decompose(string text)
    {
        var runes = new List<int>(text.Length);
        foreach (var rune in text.EnumerateRunes()) Decompose(rune.Value, runes);
        // Canonical ordering: marks of one base sort by class, and equal ones keep their order.
        for (var i = 1; i < runes.Count; i++)
        {
            var combining = CanonicalTable.ClassOf(runes[i]);
            if (combining == 0) continue;
            for (var j = i; j > 0 && CanonicalTable.ClassOf(runes[j - 1]) > combining; j--)
                (runes[j - 1], runes[j]) = (runes[j], runes[j - 1]);
        }
        return runes;
    }

    private static void Decompose(int rune, List<int> into)
    {
        if (!CanonicalTable.TryDecompose(rune, out var first, out var second))
        {
            into.Add(rune);
            return;
        }
        Decompose(first, into);
        if (second != 0) into.Add(second);
    }

    private static string Compose(List<int> runes)
    {
        var composed = new List<int>(runes.Count);
        var (starter, last) = (-1, -1);
        foreach (var rune in runes)
        {
            var combining = CanonicalTable.ClassOf(rune);
            // A mark reaches its base unless one of the same class, or another base, stands between (UAX #15, blocked).
            if (starter >= 0 && last < combining && CanonicalTable.TryCompose(composed[starter], rune, out var whole))
            {
                composed[starter] = whole;
                continue;
            }
            if (combining == 0) (starter, last) = (composed.Count, -1);
            else last = combining;
            composed.Add(rune);
        }
        var text = new StringBuilder(composed.Count);
        foreach (var rune in composed) text.Append(new Rune(rune).ToString());
        return text.ToString();
    }
}
