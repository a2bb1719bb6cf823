using System.Text;

namespace Interop.Gateway.Matching;

/// <summary>
/// Names in Latin script, of which Khmer has no binding one: the same name is Chea and Jea, Khiev and Khieu, Sophea and Sopheah. Rules after the
/// ways the systems in use (UNGEGN, BGN/PCGN, French colonial, and what clerks hear) write one sound.
/// </summary>
internal static class LatinName
{
    private const string Accented = "àáâãäåāăçćčèéêëēĕėęìíîïīĭñńòóôõöøōŏùúûüūŭýÿ", Plain = "aaaaaaaaccceeeeeeeeiiiiiinnoooooooouuuuuuyy";

    /// <summary>Small letters without accents, and nothing else.</summary>
    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (!char.IsLetter(c))
                continue;
            var small = char.ToLowerInvariant(c);
            var at = Accented.IndexOf(small, StringComparison.Ordinal);
            folded.Append(at < 0 ? small : Plain[at]);
        }
        return folded.ToString();
    }

    /// <summary>What is heard: consonants without their breath and voice, vowels in five classes, nothing that is silent at the end.</summary>
    /// <param name="folded">As <see cref="Fold"/> gives it.</param>
    public static string Sound(string folded)
    {
        var sound = new StringBuilder(folded.Length);
        for (var at = 0; at < folded.Length;)
        {
            var vowels = Vowels(folded, at);
            if (vowels > 0)
            {
                Append(ClassOf(folded.AsSpan(at, vowels)));
                at += vowels;
                continue;
            }
            var (heard, length) = Consonant(folded, at);
            if (heard != '\0')
                Append(heard);
            at += length;
        }
        return sound.ToString();

        void Append(char heard)
        {
            if (sound.Length == 0 || sound[^1] != heard)
                sound.Append(heard);
        }
    }

    /// <summary>How many letters from here on are one vowel: v and w are, after a vowel and before none.</summary>
    private static int Vowels(string text, int from)
    {
        var at = from;
        while (at < text.Length && (IsVowel(text[at])
            || (text[at] == 'y' && !(IsVowel(After(text, at)) && (at == 0 || IsVowel(text[at - 1]))))
            || (at > from && text[at] is 'v' or 'w' && at > from && !IsVowel(After(text, at)) && After(text, at) != 'y')))
            at++;
        return at - from;
    }

    private static char ClassOf(ReadOnlySpan<char> vowels)
    {
        if (vowels is "eo" or "ev" or "ew" or "eou" or "iv" or "iw" or "iev" or "iew" or "ieu" or "eav" or "iu")
            return 'V';
        if (vowels is "ea" or "ia" or "ie" or "eaa" or "iea")
            return 'E';
        if (vowels is "a" or "aa")
            return 'A';
        return vowels[0] is 'o' or 'u' or 'a' && !vowels.ContainsAny("eiy") ? 'O' : 'I';
    }

    private static (char Heard, int Length) Consonant(string text, int at)
    {
        var next = After(text, at);
        return text[at] switch
        {
            'c' when next == 'h' => ('c', After(text, at + 1) == 'h' ? 3 : 2),
            'j' => ('c', 1),
            'p' or 'b' or 'f' => ('p', next == 'h' ? 2 : 1),
            't' or 'd' => ('t', next == 'h' ? 2 : 1),
            'k' or 'g' when text[at] == 'g' && next == 'n' => ('n', 2),
            'k' or 'g' or 'q' or 'c' or 'x' => ('k', next is 'h' or 'k' ? 2 : 1),
            'n' when next == 'g' => ('G', 2),
            'n' when next is 'h' => ('n', 2),
            's' or 'z' => ('s', next == 'h' ? 2 : 1),
            'w' => ('v', 1),
            'r' or 'h' when !IsVowel(next) && next != 'y' => ('\0', 1),
            var other => (other, 1),
        };
    }

    private static char After(string text, int at) => at + 1 < text.Length ? text[at + 1] : '\0';

    private static bool IsVowel(char c) => c is 'a' or 'e' or 'i' or 'o' or 'u';
}
