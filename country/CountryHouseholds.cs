using Interop.Country.CivilRegistry;
using Interop.Country.HealthInsurance;
using Interop.Country.IdPoor;
using Interop.Country.People;
using Interop.Country.Programmes;

namespace Interop.Country;

/// <summary>
/// A household chosen for somebody in it. It takes one of the first places of its province, drawn from its own sequence of chance.
/// </summary>
/// <param name="Attempt">Which draw of that sequence.</param>
internal sealed record PlantedHousehold(Province Province, int Ordinal, int Attempt);

/// <summary>
/// The households of the country, in the order of provinces. Each is a pure function of seed, province and place, so any of
/// them can be drawn alone and none is kept: this is what bounds the memory.
/// </summary>
internal sealed class CountryHouseholds(CountryOptions options)
{
    /// <summary>Places at the head of each province that only planted households take.</summary>
    public const int ReservedPlaces = 32;

    // Sequences of chance: provinces take 0 to 24, planted households those from here on.
    private const int PlantedStreams = 1000;

    private readonly int[] quotas = Gazetteer.Apportion(options.People);

    public int Quota(Province province) => quotas[province.Ordinal];

    /// <summary>All households of a province; exactly its share of the people, planted ones first.</summary>
    public IEnumerable<Household> Of(Province province, IEnumerable<PlantedHousehold> planted)
    {
        var left = Quota(province);
        foreach (var plant in planted.Where(p => p.Province == province).OrderBy(p => p.Ordinal))
        {
            var household = Planted(plant);
            left -= household.Members.Count;
            yield return household;
        }

        for (var ordinal = ReservedPlaces; left > 0; ordinal++)
        {
            var household = Draw(province, ordinal, province.Ordinal, ordinal, Math.Min(left, Household.MostMembers));
            left -= household.Members.Count;
            yield return household;
        }
    }

    public Household Planted(PlantedHousehold plant) =>
        Draw(plant.Province, plant.Ordinal, PlantedStreams + (plant.Province.Ordinal * ReservedPlaces) + plant.Ordinal, plant.Attempt, Household.MostMembers);

    private Household Draw(Province province, int ordinal, int stream, int number, int mostMembers)
    {
        var dice = new Dice(options.Seed, stream, number);
        var first = quotas.AsSpan(0, province.Ordinal).ToArray().Sum(q => (long)q) + (province.Ordinal * ReservedPlaces);
        var household = new Household(options.Seed, province, first + ordinal, ordinal, Gazetteer.DrawVillage(province, dice));
        HouseholdDraw.Draw(household, dice, options.Today, mostMembers);
        CivilDraw.Draw(household, dice, options.Today);
        IdPoorDraw.Draw(household, dice, options.Today);
        PolicyDraw.Draw(household, dice, options.Today);
        EnrolmentDraw.Draw(household, dice, options.Today);
        return household;
    }
}
