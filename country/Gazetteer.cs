using Interop.Country.People;

namespace Interop.Country;

/// <summary>
/// The provinces of Cambodia by their real codes and names, and the gazetteer code below them: two digits each for
/// province, district, commune and village. District counts are those of the national gazetteer; the numbers of
/// communes and villages are invented, and places below the province have codes and no names.
/// </summary>
/// <remarks>
/// Populations: National Institute of Statistics, General Population Census of Cambodia 2019, final results, as republished;
/// these figures add up to 57 persons more than the published total of 15,552,211.
/// </remarks>
public static class Gazetteer
{
    /// <summary>In the order of the national codes, 01 to 25.</summary>
    public static IReadOnlyList<Province> Provinces { get; } =
    [
        new("01", "KH-1", "បន្ទាយមានជ័យ", "Banteay Meanchey", 861_883, 9),
        new("02", "KH-2", "បាត់ដំបង", "Battambang", 997_169, 14),
        new("03", "KH-3", "កំពង់ចាម", "Kampong Cham", 899_791, 10),
        new("04", "KH-4", "កំពង់ឆ្នាំង", "Kampong Chhnang", 527_027, 8),
        new("05", "KH-5", "កំពង់ស្ពឺ", "Kampong Speu", 877_523, 8),
        new("06", "KH-6", "កំពង់ធំ", "Kampong Thom", 681_549, 9),
        new("07", "KH-7", "កំពត", "Kampot", 593_829, 8),
        new("08", "KH-8", "កណ្ដាល", "Kandal", 1_201_581, 11),
        new("09", "KH-9", "កោះកុង", "Koh Kong", 125_902, 7),
        new("10", "KH-10", "ក្រចេះ", "Kratie", 374_755, 6),
        new("11", "KH-11", "មណ្ឌលគិរី", "Mondul Kiri", 92_213, 5),
        new("12", "KH-12", "ភ្នំពេញ", "Phnom Penh", 2_281_951, 14),
        new("13", "KH-13", "ព្រះវិហារ", "Preah Vihear", 254_827, 8),
        new("14", "KH-14", "ព្រៃវែង", "Prey Veng", 1_057_720, 13),
        new("15", "KH-15", "ពោធិ៍សាត់", "Pursat", 419_952, 7),
        new("16", "KH-16", "រតនគិរី", "Ratanak Kiri", 217_453, 9),
        new("17", "KH-17", "សៀមរាប", "Siem Reap", 1_014_234, 13),
        new("18", "KH-18", "ព្រះសីហនុ", "Preah Sihanouk", 310_072, 5),
        new("19", "KH-19", "ស្ទឹងត្រែង", "Stung Treng", 165_713, 6),
        new("20", "KH-20", "ស្វាយរៀង", "Svay Rieng", 525_554, 8),
        new("21", "KH-21", "តាកែវ", "Takeo", 900_914, 10),
        new("22", "KH-22", "ឧត្ដរមានជ័យ", "Oddar Meanchey", 276_038, 5),
        new("23", "KH-23", "កែប", "Kep", 42_665, 2),
        new("24", "KH-24", "ប៉ៃលិន", "Pailin", 75_112, 2),
        new("25", "KH-25", "ត្បូងឃ្មុំ", "Tboung Khmum", 776_841, 7),
    ];

    /// <summary>How many of <paramref name="people"/> live in each province: the census proportions, largest remainder first.</summary>
    /// <returns>In the order of <see cref="Provinces"/>; sums to <paramref name="people"/>.</returns>
    public static int[] Apportion(int people)
    {
        var total = Provinces.Sum(p => (long)p.Population);
        var shares = Provinces.Select(p => (int)(p.Population * (long)people / total)).ToArray();
        var byRemainder = Enumerable.Range(0, shares.Length)
            .OrderByDescending(i => Provinces[i].Population * (long)people % total).ThenBy(i => i);
        foreach (var i in byRemainder.Take(people - shares.Sum()))
            shares[i]++;
        return shares;
    }

    /// <summary>Whether the code is one of this country's villages (8 digits, each pair within its parent).</summary>
    public static bool IsVillage(string code)
    {
        if (code.Length != 8 || !code.All(char.IsAsciiDigit))
            return false;
        var province = Pair(code, 0);
        return province >= 1 && province <= Provinces.Count
            && Within(Pair(code, 2), Provinces[province - 1].Districts)
            && Within(Pair(code, 4), Communes(Pair(code, 0), Pair(code, 2)))
            && Within(Pair(code, 6), Villages(Pair(code, 0), Pair(code, 2), Pair(code, 4)));
    }

    internal static string DrawVillage(Province province, Dice dice)
    {
        var p = province.Ordinal + 1;
        var district = dice.Between(1, province.Districts);
        var commune = dice.Between(1, Communes(p, district));
        var village = dice.Between(1, Villages(p, district, commune));
        return $"{p:00}{district:00}{commune:00}{village:00}";
    }

    /// <summary>A village with the same first digits, perhaps the very same.</summary>
    /// <param name="digits">4, one of the district; 6, one of the commune.</param>
    internal static string DrawNear(string village, int digits, Dice dice)
    {
        var (province, district) = (Pair(village, 0), Pair(village, 2));
        var commune = digits >= 6 ? Pair(village, 4) : dice.Between(1, Communes(province, district));
        return $"{village[..4]}{commune:00}{dice.Between(1, Villages(province, district, commune)):00}";
    }

    private static int Communes(int province, int district) => 5 + (((province * 31) + (district * 17)) % 8);

    private static int Villages(int province, int district, int commune) => 4 + (((province * 13) + (district * 7) + (commune * 29)) % 9);

    private static int Pair(string code, int at) => ((code[at] - '0') * 10) + code[at + 1] - '0';

    private static bool Within(int number, int count) => number >= 1 && number <= count;
}
