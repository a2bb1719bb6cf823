using Interop.Country.People;

namespace Interop.Country.Programmes;

/// <summary>Disability, pregnancy, school and veteran facts of the programmes registry. The dead have no school and no pregnancy.</summary>
internal static class FactsDraw
{
    public static void Draw(Person person, Beneficiary row, Dice dice, DateOnly today)
    {
        DrawDisability(row, dice, today);
        DrawVeteran(person, row, dice, today);
        if (person.Died is not null)
            return;
        if (person.Female)
            row.ExpectedDelivery = DrawDelivery(person, dice, today);
        DrawSchool(person, row, dice, today);
    }

    private static void DrawDisability(Beneficiary row, Dice dice, DateOnly today)
    {
        if (!dice.Chance(0.04))
            return;
        row.DisabilityGrade = dice.Pick([("L", 50), ("M", 35), ("H", 15)]);
        row.DisabilityKind = dice.Pick([("SEE", 25), ("HEAR", 18), ("WALK", 30), ("REM", 12), ("CARE", 8), ("COM", 7)]);
        row.DisabilityUntil = dice.Pick([(0, 40), (1, 50), (2, 10)]) switch
        {
            0 => null,
            1 => dice.Day(today.AddDays(30), today.AddYears(4)),
            _ => dice.Day(today.AddYears(-2), today.AddDays(-1)),
        };
    }

    private static void DrawVeteran(Person person, Beneficiary row, Dice dice, DateOnly today)
    {
        if (!person.Female && person.AgeOn(today) is >= 45 and <= 85 && dice.Chance(0.03))
            row.Veteran = "V";
        else if (person.Relation == Relation.Spouse && person.Household.Members[0].Beneficiary?.Veteran == "V")
            row.Veteran = "D";
    }

    private static DateOnly? DrawDelivery(Person person, Dice dice, DateOnly today)
    {
        var youngest = person.Household.Members.Where(m => m.Mother == person).Select(m => m.Born).DefaultIfEmpty().Max();
        if (youngest > today.AddDays(-120))
            return youngest.AddDays(dice.Between(-10, 10));
        if (person.AgeOn(today) is < 18 or > 42)
            return null;
        if (dice.Chance(0.06))
            return today.AddDays(dice.Between(3, 270));
        return dice.Chance(0.01) ? today.AddDays(-dice.Between(43, 200)) : null;
    }

    private static void DrawSchool(Person person, Beneficiary row, Dice dice, DateOnly today)
    {
        if (person.Grade is { } grade)
            (row.InSchool, row.Grade, row.MealsAtSchool) = (true, grade, grade <= 9 && HasMeals(person.Household.Village));
        else if (person.AgeOn(today) is >= 6 and < 18 && dice.Chance(0.3))
            row.InSchool = false;
    }

    /// <summary>Meals are given by school, and a village has one school.</summary>
    private static bool HasMeals(string village) => Dice.Mix(ulong.Parse(village)) % 100 < 30;
}
