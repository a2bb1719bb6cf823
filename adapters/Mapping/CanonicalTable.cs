using System.Collections.Frozen;
using System.Globalization;

namespace Interop.Adapters.Mapping;

/// <summary>Canonical decompositions, compositions and combining classes of Unicode, from <c>canonical.txt</c>; Hangul by rule.</summary>
internal static class CanonicalTable
{
    // The Unicode Standard, section 3.12: Hangul syllables are arithmetic.
    private const int Syllables = 0xAC00, Leads = 0x1100, Vowels = 0x1161, Trails = 0x11A7, LeadCount = 19, VowelCount = 21, TrailCount = 28;

    private static readonly FrozenDictionary<int, (int First, int Second)> Decompositions;
    private static readonly FrozenDictionary<(int, int), int> Compositions;
    private static readonly FrozenDictionary<int, int> Classes;
    private static readonly FrozenSet<int> Changing;

    static CanonicalTable()
    {
        var decompositions = new Dictionary<int, (int, int)>();
        var compositions = new Dictionary<(int, int), int>();
        var classes = new Dictionary<int, int>();
        var changing = new HashSet<int>();
        using var stream = typeof(CanonicalTable).Assembly.GetManifestResourceStream("canonical.txt")!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            var words = line.Split(' ');
            if (words[0] == "C")
            {
                var range = words[1].Split('-');
                for (var rune = Code(range[0]); rune <= Code(range[^1]); rune++) classes[rune] = int.Parse(words[2], CultureInfo.InvariantCulture);
            }
            else if (words[0] is "D" or "X")
            {
                var (whole, parts) = (Code(words[1]), (Code(words[2]), words.Length > 3 ? Code(words[3]) : 0));
                decompositions[whole] = parts;
                if (words[0] == "X") changing.Add(whole);
                else
                {
                    compositions[parts] = whole;
                    changing.Add(parts.Item2);
                }
            }
        }
        (Decompositions, Compositions) = (decompositions.ToFrozenDictionary(), compositions.ToFrozenDictionary());
        (Classes, Changing) = (classes.ToFrozenDictionary(), changing.ToFrozenSet());
    }

    /// <summary>The canonical combining class; 0 for a base.</summary>
    public static int ClassOf(int rune) => rune < 0x300 ? 0 : Classes.GetValueOrDefault(rune);

    /// <summary>Form C may not hold it, or may merge it with what stands before (NFC_QC no or maybe).</summary>
    public static bool MayChange(int rune) => Changing.Contains(rune) || rune is (>= Vowels and < Vowels + VowelCount) or (> Trails and < Trails + TrailCount);

    /// <summary>One step of decomposition; the first part may decompose further. A single part leaves the second 0.</summary>
    public static bool TryDecompose(int rune, out int first, out int second)
    {
        (first, second) = (0, 0);
        var index = rune - Syllables;
        if (index is >= 0 and < LeadCount * VowelCount * TrailCount)
        {
            (first, second) = index % TrailCount != 0 ? (rune - index % TrailCount, Trails + index % TrailCount)
                : (Leads + index / (VowelCount * TrailCount), Vowels + index % (VowelCount * TrailCount) / TrailCount);
            return true;
        }
        if (!Decompositions.TryGetValue(rune, out var parts)) return false;
        (first, second) = parts;
        return true;
    }

    public static bool TryCompose(int first, int second, out int whole)
    {
        var (lead, vowel, trail, syllable) = (first - Leads, second - Vowels, second - Trails, first - Syllables);
        if (lead is >= 0 and < LeadCount && vowel is >= 0 and < VowelCount)
        {
            whole = Syllables + (lead * VowelCount + vowel) * TrailCount;
            return true;
        }
        if (syllable is >= 0 and < LeadCount * VowelCount * TrailCount && syllable % TrailCount == 0 && trail is > 0 and < TrailCount)
        {
            whole = first + trail;
            return true;
        }
        return Compositions.TryGetValue((first, second), out whole);
    }

    private static int Code(string hex) => int.Parse(hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
