using System.Runtime.InteropServices;

namespace Interop.Gateway.Matching;

/// <summary>
/// The ways to somebody worth comparing: of a country nobody can compare all. Each way is a sorted array of key and person, eight bytes a person;
/// two keys that fall together only bring a few more to compare.
/// </summary>
internal sealed class Blocks
{
    private readonly List<ulong>?[] growing = [.. Enum.GetValues<Way>().Select(_ => new List<ulong>())];
    private readonly ulong[][] ways = new ulong[Enum.GetValues<Way>().Length][];

    /// <summary>What a way needs both sides to agree on.</summary>
    public enum Way
    {
        /// <summary>Consonants of both names in either order, and year of birth.</summary>
        NamesAndYear,
        /// <summary>Consonants of both names in either order, and commune.</summary>
        NamesAndCommune,
        /// <summary>The day of birth.</summary>
        Day,
        /// <summary>Village and year of birth.</summary>
        VillageAndYear,
        /// <summary>The household's equity card.</summary>
        Card,
    }

    public long Bytes => ways.Sum(w => (w?.Length ?? 0) * 8L);

    public void Add(Way way, uint key, int person) => growing[(int)way]!.Add(((ulong)key << 32) | (uint)person);

    /// <summary>Everybody is in: makes the ways passable.</summary>
    public void Complete()
    {
        for (var i = 0; i < ways.Length; i++)
        {
            ways[i] = [.. growing[i]!];
            growing[i] = null;
            Array.Sort(ways[i]);
        }
    }

    public void Find(Way way, uint key, List<int> found)
    {
        var all = ways[(int)way];
        for (var at = FirstOf(all, key); at < all.Length && all[at] >> 32 == key; at++)
            found.Add((int)(uint)all[at]);
    }

    public int Count(Way way, uint key)
    {
        var all = ways[(int)way];
        return (key == uint.MaxValue ? all.Length : FirstOf(all, key + 1)) - FirstOf(all, key);
    }

    /// <summary>One key for both names, whichever is said to be the family's; null where one is missing.</summary>
    public static uint? Names(NamePart? family, NamePart? given)
    {
        if (family is null || given is null)
            return null;
        var (a, b) = (Hash(family.Skeleton), Hash(given.Skeleton));
        return Mix(Math.Min(a, b), Math.Max(a, b) + (uint)family.Script);
    }

    public static uint Mix(uint a, uint b)
    {
        var z = (((ulong)a << 32) | b) * 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        return (uint)(z >> 32);
    }

    // The same in every process, unlike that of string.
    private static uint Hash(string text)
    {
        var hash = 2166136261;
        foreach (var c in MemoryMarshal.AsBytes(text.AsSpan()))
            hash = (hash ^ c) * 16777619;
        return hash;
    }

    private static int FirstOf(ulong[] all, uint key)
    {
        var at = Array.BinarySearch(all, (ulong)key << 32);
        return at < 0 ? ~at : at;
    }
}
