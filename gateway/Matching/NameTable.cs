namespace Interop.Gateway.Matching;

/// <summary>
/// The family names, or the given names, of everybody in an index: each form once, with how many bear it. A name that many bear says less
/// when it agrees.
/// </summary>
internal sealed class NameTable
{
    /// <summary>The number of no name.</summary>
    public const int None = 0;

    private readonly List<NamePart?> parts = [null];
    private readonly List<int> bearers = [0];
    private readonly Dictionary<string, int> byText = [];
    private readonly Dictionary<(NameScript, string), int> bySound = [], bySkeleton = [];

    public NamePart? this[int number] => parts[number];

    public int Forms => parts.Count - 1;

    public int Add(NamePart? part)
    {
        if (part is null)
            return None;
        if (!byText.TryGetValue(part.Text, out var number))
        {
            byText.Add(part.Text, number = parts.Count);
            parts.Add(part);
            bearers.Add(0);
        }
        bearers[number]++;
        Count(bySound, part.Script, part.Sound);
        Count(bySkeleton, part.Script, part.Skeleton);
        return number;
    }

    /// <summary>How many bear the very name.</summary>
    public int Same(NamePart part) => byText.TryGetValue(part.Text, out var number) ? bearers[number] : 0;

    /// <summary>How many bear one that sounds the same, the very name included.</summary>
    public int SoundsSame(NamePart part) => bySound.GetValueOrDefault((part.Script, part.Sound));

    /// <summary>How many bear one of the same consonants, those that sound the same included.</summary>
    public int Similar(NamePart part) => bySkeleton.GetValueOrDefault((part.Script, part.Skeleton));

    private static void Count(Dictionary<(NameScript, string), int> counts, NameScript script, string key) =>
        counts[(script, key)] = counts.GetValueOrDefault((script, key)) + 1;
}
