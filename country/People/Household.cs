namespace Interop.Country.People;

/// <summary>Those who share a family book, the unit ID-Poor assesses.</summary>
/// <param name="Seed">Of the country.</param>
/// <param name="Number">Position in the country, unique.</param>
/// <param name="Ordinal">Position in the province, unique there.</param>
internal sealed record Household(int Seed, Province Province, long Number, int Ordinal, string Village)
{
    /// <summary>Numbers kept free for each household; it has at most twelve members.</summary>
    public const int Slots = 16;
    public const int MostMembers = 12;

    public List<Person> Members { get; } = [];
    public string BookNumber { get; } = Numbers.FamilyBook(Seed, Number);
    /// <summary>The equity card, if the household was ever assessed as poor.</summary>
    public EquityCard? Card { get; set; }
}
