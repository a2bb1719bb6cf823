namespace Interop.Gateway.Matching;

internal enum NameScript
{
    Khmer,
    Latin,
}

/// <summary>How far two name parts of one script agree, the nearest first.</summary>
internal enum NameAgreement
{
    Same,
    /// <summary>Written otherwise and heard the same.</summary>
    SoundsSame,
    /// <summary>A slip away.</summary>
    Close,
    /// <summary>The same consonants.</summary>
    Similar,
    Different,
}

/// <summary>A family or given name in one script, brought into the forms in which it is compared.</summary>
/// <param name="Script">Parts of different scripts are never compared.</param>
/// <param name="Text">In its one spelling; equal for all that look the same.</param>
/// <param name="Sound">Equal for all that are heard the same.</param>
/// <param name="Skeleton">The consonants of the sound; what candidates are gathered by.</param>
internal sealed record NamePart(NameScript Script, string Text, string Sound, string Skeleton)
{
    /// <summary>Longer ones are cut: nobody's name, and a comparison costs the square of it.</summary>
    private const int Longest = 48;

    /// <summary>Null when the text holds no letter.</summary>
    public static NamePart? Of(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        var script = text.Any(KhmerName.IsKhmer) ? NameScript.Khmer : NameScript.Latin;
        var normal = script == NameScript.Khmer ? KhmerName.Normalise(text) : LatinName.Fold(text);
        if (normal.Length == 0)
            return null;
        normal = normal.Length > Longest ? normal[..Longest] : normal;
        var sound = script == NameScript.Khmer ? KhmerName.Sound(normal) : LatinName.Sound(normal);
        return new(script, normal, sound, SkeletonOf(sound, script));
    }

    public NameAgreement Compare(NamePart other)
    {
        if (Text == other.Text)
            return NameAgreement.Same;
        if (Sound == other.Sound && Sound.Length > 0)
            return NameAgreement.SoundsSame;
        if (IsClose(Text, other.Text, Script))
            return NameAgreement.Close;
        return Skeleton == other.Skeleton ? NameAgreement.Similar : NameAgreement.Different;
    }

    /// <summary>Says nothing: a name is somebody's.</summary>
    public override string ToString() => Script.ToString();

    // Vowel classes are capitals; breath (capitals of the Khmer consonants) is not kept here.
    private static string SkeletonOf(string sound, NameScript script)
    {
        Span<char> consonants = stackalloc char[sound.Length + 1];
        var length = 0;
        foreach (var c in sound)
        {
            var heard = script == NameScript.Khmer ? c switch { 'K' => 'k', 'C' => 'c', 'T' => 't', 'P' => 'p', 'N' => 'n', _ => c } : c;
            var vowel = heard is 'A' or 'I' or 'U' or 'Y' or 'E' or 'O' or 'V';
            if (vowel && length > 0)
                continue;
            heard = vowel ? '_' : heard;
            if (length == 0 || consonants[length - 1] != heard)
                consonants[length++] = heard;
        }
        return new(consonants[..length]);
    }

    private static bool IsClose(string a, string b, NameScript script)
    {
        var (shorter, longer) = a.Length <= b.Length ? (a, b) : (b, a);
        if (shorter.Length >= 5 && longer.StartsWith(shorter, StringComparison.Ordinal))
            return true;
        var most = script == NameScript.Khmer || shorter.Length < 8 ? 1 : 2;
        return shorter.Length >= 3 && longer.Length - shorter.Length <= most && Distance(a, b) <= most;
    }

    /// <summary>Insertions, deletions, substitutions and exchanges of neighbours (optimal string alignment).</summary>
    private static int Distance(string a, string b)
    {
        Span<int> before = stackalloc int[b.Length + 1], last = stackalloc int[b.Length + 1], now = stackalloc int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++)
            last[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            now[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                now[j] = Math.Min(Math.Min(now[j - 1], last[j]) + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    now[j] = Math.Min(now[j], before[j - 2] + 1);
            }
            var free = before;
            before = last;
            last = now;
            now = free;
        }
        return last[b.Length];
    }
}
