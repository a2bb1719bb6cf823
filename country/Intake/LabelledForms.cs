using Interop.Country.People;
using Interop.Country.Samples;

namespace Interop.Country.Intake;

/// <summary>
/// People of a country and forms about some of them, with the truth about whom: what finding people by what they say of themselves is
/// measured with. Nothing of it is in the registries' files, and drawing it changes nobody there.
/// </summary>
public static class LabelledForms
{
    // Sequences of chance: far from those of provinces and of planted households.
    private const int FormStreams = 1_000_000;

    /// <summary>Everybody the civil registry of the country with these options holds, the second rows of <see cref="Dirt.Duplicates"/> included.</summary>
    public static IEnumerable<RegisteredPerson> People(CountryOptions options)
    {
        foreach (var person in Everybody(options))
        {
            var key = person.Numbers.CivilKey(duplicate: false);
            yield return new(key, person.Family.Khmer, person.Given.Khmer, person.Family.Latin, person.Given.Latin,
                person.RegisteredBirth, person.Approximate, person.Female, person.Household.Village,
                person.Assessments.Count > 0 ? person.Assessments[^1].EquityCard : null);
            if (person.Duplicated)
                yield return new(person.Numbers.CivilKey(duplicate: true), person.Family.Khmer, person.Given.Khmer, person.Family.OtherLatin, person.Given.OtherLatin,
                    person.RegisteredBirth, person.Approximate, person.Female, person.Household.Village, null);
        }
    }

    /// <summary>About <paramref name="number"/> forms about living people all over the country and, one in ten, about strangers.</summary>
    public static IEnumerable<LabelledForm> Draw(CountryOptions options, int number)
    {
        CountryOptions.Check(options);
        var dice = new Dice(options.Seed, FormStreams, 0);
        // Strangers are the people of another country of the same size, so like those of this one and from all over it.
        foreach (var (person, stranger) in Everybody(options).Zip(Everybody(options with { Seed = options.Seed + 1 })))
        {
            if (person.Died is not null || !dice.Chance((double)number / options.People))
                continue;
            yield return dice.Chance(IntakeDirt.Strangers)
                ? new(IntakeDraw.Draw(stranger, dice) with { EquityCard = null }, [])
                : new(IntakeDraw.Draw(person, dice), Keys(person));
        }
    }

    private static IReadOnlyList<string> Keys(Person person) =>
        person.Duplicated ? [person.Numbers.CivilKey(false), person.Numbers.CivilKey(true)] : [person.Numbers.CivilKey(false)];

    private static IEnumerable<Person> Everybody(CountryOptions options)
    {
        CountryOptions.Check(options);
        var households = new CountryHouseholds(options);
        var planted = SampleChoice.Make(households, options.Today, CancellationToken.None).Planted;
        return Gazetteer.Provinces.SelectMany(p => households.Of(p, planted)).SelectMany(h => h.Members);
    }
}
