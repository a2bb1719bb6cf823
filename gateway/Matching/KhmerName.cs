using System.Text;

namespace Interop.Gateway.Matching;

/// <summary>
/// Names in Khmer script. Unicode lets one drawn syllable be typed in several orders and of several code points, and gives Khmer no
/// canonical equivalence to undo it (The Unicode Standard, section 16.4; SIL, "Khmer encoding structure", L2/22-290), hence an order of our own.
/// </summary>
internal static class KhmerName
{
    private const char Coeng = '\u17D2', CoengTa = '\u178F', CoengDa = '\u178A', Ro = '\u179A', Nikahit = '\u17C6', Silent = '\u17CD';
    private const char Musikatoan = '\u17C9', Triisap = '\u17CA', VowelU = '\u17BB', VowelE = '\u17C1', VowelI = '\u17B8', VowelAa = '\u17B6';

    // Consonants ka to qa by their sound in Latin letters; both series are one, and so are the rows a Khmer ear no longer tells apart.
    private const string Sounds = "kKkKGcCcCNtTtTntTtTnpPpPmyrlvssshl_";

    public static bool IsKhmer(char c) => c is >= '\u1780' and <= '\u17FF';

    /// <summary>
    /// One spelling of what looks the same: nothing invisible, vowels in one piece, coeng da as coeng ta, and in each syllable letter, letters
    /// below, shifter, vowel, other signs.
    /// </summary>
    public static string Normalise(string text)
    {
        var marks = new List<(int Rank, string Mark)>(8);
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (!IsKhmer(c) || c is '\u17B4' or '\u17B5')
                continue;
            if (IsLetter(c))
            {
                Close();
                result.Append(c switch { '\u17A3' => "\u17A2", '\u17A4' => "\u17A2\u17B6", '\u17A8' => "\u17A7\u1780", '\u17B2' => "\u17B1", _ => c.ToString() });
            }
            else if (c == Coeng && i + 1 < text.Length && IsLetter(text[i + 1]))
            {
                var below = text[++i] == CoengDa ? CoengTa : text[i];
                marks.Add((below == Ro ? 2 : 1, $"{Coeng}{below}"));
            }
            else if (c != Coeng)
                marks.Add((RankOf(c), (c == '\u17D3' ? Nikahit : c).ToString()));
        }
        Close();
        return result.ToString();

        void Close()
        {
            Compose(marks);
            foreach (var (_, mark) in marks.OrderBy(m => m.Rank))
                result.Append(mark);
            marks.Clear();
        }
    }

    /// <summary>What is heard: series, length of vowels, silent letters and signs left out.</summary>
    /// <param name="normal">As <see cref="Normalise"/> gives it.</param>
    public static string Sound(string normal)
    {
        var sound = new StringBuilder(normal.Length);
        for (var i = 0; i < normal.Length; i++)
        {
            var c = normal[i];
            if (IsSilenced(normal, i))
                continue;
            var heard = c switch
            {
                <= '\u17A2' => Sounds[c - '\u1780'],
                VowelAa or '\u17C7' => 'A',
                >= '\u17B7' and <= '\u17BA' => 'I',
                VowelU or '\u17BC' or '\u17BD' or '\u17A7' or '\u17A9' => 'U',
                >= '\u17BE' and <= '\u17C0' => 'Y',
                VowelE or '\u17C2' or '\u17C3' or '\u17AF' or '\u17B0' => 'E',
                '\u17C4' or '\u17C5' or '\u17B1' or '\u17B3' => 'O',
                '\u17A5' or '\u17A6' => 'I',
                Nikahit => 'm',
                _ => '\0',
            };
            if (heard != '\0' && (sound.Length == 0 || sound[^1] != heard))
                sound.Append(heard);
        }
        return sound.ToString();
    }

    // A letter under toandakhiat is written and not said.
    private static bool IsSilenced(string normal, int at)
    {
        if (!IsLetter(normal[at]))
            return false;
        for (var next = at + 1; next < normal.Length && !IsLetter(normal[next]); next++)
            if (normal[next] == Silent)
                return true;
        return false;
    }

    private static bool IsLetter(char c) => c is >= '\u1780' and <= '\u17B3';

    private static int RankOf(char mark) => mark switch
    {
        Musikatoan or Triisap => 3,
        '\u17CC' => 4,
        >= VowelAa and <= '\u17C5' => 5,
        Nikahit or '\u17D3' => 6,
        '\u17C7' or '\u17C8' => 7,
        _ => 8,
    };

    private static void Compose(List<(int Rank, string Mark)> marks)
    {
        if (Has(VowelE) && Has(VowelI))
            Put("\u17BE", VowelE, VowelI);
        if (Has(VowelE) && Has(VowelAa))
            Put("\u17C4", VowelE, VowelAa);
        // Under a vowel above the letter the shifter takes the shape of the vowel u, and is typed as it.
        if (marks.Exists(m => m.Mark[0] is >= '\u17B7' and <= '\u17BA' or '\u17BE') && marks.Exists(m => m.Mark[0] is VowelU or Musikatoan or Triisap))
        {
            marks.RemoveAll(m => m.Mark[0] is VowelU or Musikatoan or Triisap);
            marks.Add((3, Triisap.ToString()));
        }
        for (var i = marks.Count - 1; i > 0; i--)
            if (marks[i].Rank > 2 && marks.FindIndex(m => m.Mark == marks[i].Mark) < i)
                marks.RemoveAt(i);

        bool Has(char mark) => marks.Exists(m => m.Mark[0] == mark);

        void Put(string whole, char first, char second)
        {
            marks.RemoveAll(m => m.Mark[0] == first || m.Mark[0] == second);
            marks.Add((5, whole));
        }
    }
}
