using Interop.Country.People;

namespace Interop.Country.CivilRegistry;

/// <summary>The civil registry's occupation codes and how common each is by age and province.</summary>
internal static class Occupations
{
    public const string Farmer = "10", FactoryWorker = "21", PrivateEmployee = "22", CivilServant = "31",
        RetiredCivilServant = "32", Military = "33", Informal = "40", Student = "50", None = "00";

    // Phnom Penh, Kandal, Kampong Speu, Preah Sihanouk and Svay Rieng hold most of the factories.
    private static readonly HashSet<string> Industrial = ["12", "08", "05", "18", "20"];

    public static string? Draw(Person person, Dice dice, DateOnly today)
    {
        if (dice.Chance(0.02))
            return null;
        var age = person.AgeOn(today);
        if (person.Grade is not null)
            return Student;
        if (age < 15)
            return None;
        if (age >= 60)
            return dice.Pick([(Farmer, 38), (Informal, 14), (RetiredCivilServant, 6), (None, 42)]);
        return Industrial.Contains(person.Household.Province.Code)
            ? dice.Pick([(Farmer, 18), (FactoryWorker, 22), (PrivateEmployee, 17), (CivilServant, 6), (Military, 3), (Informal, 22), (Student, age < 23 ? 12 : 0), (None, 8)])
            : dice.Pick([(Farmer, 47), (FactoryWorker, 9), (PrivateEmployee, 7), (CivilServant, 4), (Military, 3), (Informal, 18), (Student, age < 23 ? 7 : 0), (None, 8)]);
    }
}
