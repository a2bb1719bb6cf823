using System.Runtime.InteropServices;

namespace Interop.Country.People;

/// <summary>
/// Identifiers as functions of a person's place in the country, so that no set of numbers already given is kept. Each is a
/// permutation of its range (multiplication by a number coprime to it): unique, and without visible order where the real one has none.
/// </summary>
/// <param name="person">Household number times <see cref="Household.Slots"/> plus the line in the household.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly struct Numbers(int seed, long person)
{
    // One multiplier for each kind, so that no number gives away another of the same person.
    private const long ForNationalId = 179_424_673, ForBirth = 86_028_121, ForBook = 122_949_823;

    public string NationalId => (100_000_000 + Permute(ForNationalId, 900_000_000)).ToString("D9");

    public string BirthRegistration(int year) => $"BR{year:D4}{Permute(ForBirth, 100_000_000):D8}";

    /// <summary>Rises with the place: the insurer numbers people as they come.</summary>
    public string Insured => (10_000_000 + person).ToString("D8");

    public string Beneficiary => $"B{person:D9}";

    /// <summary>Rises with the place; an even number, so that the odd one after it is free for a duplicate.</summary>
    public string CivilKey(bool duplicate) => $"K{(person * 2) + (duplicate ? 1 : 0):D9}";

    public static string FamilyBook(int seed, long household) => $"FB{new Numbers(seed, household).Permute(ForBook, 1_000_000_000):D9}";

    private long Permute(long multiplier, long range) => ((person * multiplier) + ((seed & 0xFFFF) * 7_919L)) % range;
}
