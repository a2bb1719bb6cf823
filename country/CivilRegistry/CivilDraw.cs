using Interop.Country.People;

namespace Interop.Country.CivilRegistry;

/// <summary>What the civil registry holds on each member: papers, occupation, death.</summary>
internal static class CivilDraw
{
    private static readonly DateOnly BirthRegistrationBegins = new(2000, 1, 1);

    public static void Draw(Household household, Dice dice, DateOnly today)
    {
        foreach (var person in household.Members)
        {
            DrawPapers(person, dice, today);
            DrawSchool(person, dice, today);
            person.Occupation = Occupations.Draw(person, dice, today);
        }

        // After all papers: a mother's death must not precede her children's births.
        foreach (var person in household.Members)
            DrawDeath(person, dice, today);
    }

    private static void DrawPapers(Person person, Dice dice, DateOnly today)
    {
        var age = person.AgeOn(today);
        if (age >= 18 ? !dice.Chance(Dirt.AdultsWithoutNationalId) : age >= 15 && dice.Chance(0.6))
            person.NationalId = person.Numbers.NationalId;

        // A birth is entered in the family book some time after it is registered.
        person.InFamilyBook = person.Born < today.AddDays(-180) || dice.Chance(0.7);
        if (person.Born >= BirthRegistrationBegins && (!person.InFamilyBook || !dice.Chance(Dirt.BirthsUnregistered)))
            person.BirthRegistration = person.Numbers.BirthRegistration(person.Born.Year);

        person.Approximate = dice.Chance(age > 40 ? Dirt.ApproximateBirthOver40 : Dirt.ApproximateBirthYounger);
        person.Registered = person.BirthRegistration is null
            ? dice.Day(Latest(person.Born.AddDays(1), new DateOnly(2002, 1, 1)), Earliest(today, Latest(person.Born.AddYears(1), new DateOnly(2012, 1, 1))))
            : dice.Day(person.Born.AddDays(1), Earliest(today, person.Born.AddDays(60)));
        person.Updated = dice.Moment(dice.Day(person.Registered, today.AddDays(-1)));
        person.Duplicated = person.NationalId is not null && dice.Chance(Dirt.Duplicates);
        person.Conflicted = person.Duplicated;
    }

    private static void DrawSchool(Person person, Dice dice, DateOnly today)
    {
        var age = person.AgeOn(today);
        var attends = age switch { < 6 => 0, < 12 => 0.95, < 15 => 0.88, < 18 => 0.58, < 21 => 0.2, _ => 0 };
        var late = dice.Pick([(0, 55), (1, 28), (2, 12), (3, 5)]);
        if (dice.Chance(attends))
            person.Grade = Math.Clamp(age - 5 - late, 1, 12);
    }

    private static void DrawDeath(Person person, Dice dice, DateOnly today)
    {
        var chance = person.AgeOn(today) switch { < 15 => 0.004, < 50 => 0.008, < 60 => 0.02, < 75 => 0.06, _ => 0.2 };
        if (!dice.Chance(chance))
            return;
        var earliest = Latest(today.AddYears(-4), person.Born.AddDays(1));
        foreach (var child in person.Household.Members)
            if (child.Mother == person)
                earliest = Latest(earliest, child.Born);
        if (person.Registered > earliest)
            earliest = person.Registered;
        if (earliest > today.AddDays(-5))
            return;
        person.Died = dice.Day(earliest, today.AddDays(-5));
        person.DeathRegistered = dice.Day(person.Died.Value.AddDays(1), Earliest(today, person.Died.Value.AddDays(90)));
        person.Updated = dice.Moment(person.DeathRegistered.Value);
        person.Grade = null;
    }

    private static DateOnly Latest(DateOnly a, DateOnly b) => a > b ? a : b;

    private static DateOnly Earliest(DateOnly a, DateOnly b) => a < b ? a : b;
}
