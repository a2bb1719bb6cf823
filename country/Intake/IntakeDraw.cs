using System.Globalization;
using Interop.Country.People;

namespace Interop.Country.Intake;

/// <summary>Fills in the form of one person, with what goes wrong on the way.</summary>
internal static class IntakeDraw
{
    public static IntakeForm Draw(Person person, Dice dice)
    {
        var script = dice.Pick([(0, (int)(100 * IntakeDirt.KhmerOnly)), (1, (int)(100 * IntakeDirt.LatinOnly)), (2, 30)]);
        var (family, given) = dice.Chance(IntakeDirt.SwappedOrder) ? (person.Given, person.Family) : (person.Family, person.Given);
        return new()
        {
            FamilyKhmer = script == 1 ? null : Khmer(family, dice),
            GivenKhmer = script == 1 ? null : Khmer(given, dice),
            FamilyLatin = script == 0 ? null : Latin(family, dice),
            GivenLatin = script == 0 ? null : Latin(given, dice),
            Birth = Birth(person, dice),
            Female = dice.Chance(IntakeDirt.SexUnsaid) ? null : person.Female ^ dice.Chance(IntakeDirt.SexWrong),
            Place = Place(person.Household.Village, dice),
            EquityCard = Card(person, dice),
        };
    }

    private static string Khmer(NameForm name, Dice dice)
    {
        var written = name.Khmer;
        if (dice.Chance(IntakeDirt.KhmerMisspelling))
            written = NameSlips.Misspell(written, dice);
        return dice.Chance(IntakeDirt.KhmerOrder) ? NameSlips.Type(written, dice) : written;
    }

    private static string Latin(NameForm name, Dice dice)
    {
        var written = dice.Chance(IntakeDirt.OtherRomanisation) ? name.OtherLatin : name.Latin;
        if (dice.Chance(IntakeDirt.FreeRomanisation))
            written = NameSlips.Hear(written, dice);
        if (dice.Chance(IntakeDirt.LatinTypo))
            written = NameSlips.Mistype(written, dice);
        return dice.Pick([(written, 6), (written.ToUpperInvariant(), 3), (written.ToLowerInvariant(), 1)]);
    }

    private static string? Birth(Person person, Dice dice)
    {
        if (dice.Chance(IntakeDirt.BirthUnsaid))
            return null;
        var day = person.Born;
        // Who has no papers from before knows neither the day nor, quite, the year.
        if (person.Approximate || dice.Chance(IntakeDirt.BirthYearOnly))
            return (day.Year + (dice.Chance(person.Approximate ? IntakeDirt.ApproximateYearOff : IntakeDirt.BirthYearOff) ? Off(dice, 2) : 0)).ToString("D4", CultureInfo.InvariantCulture);
        if (dice.Chance(IntakeDirt.BirthDayAndMonthSwapped) && day.Day <= 12)
            day = new(day.Year, day.Day, day.Month);
        else if (dice.Chance(IntakeDirt.BirthPartWrong))
            day = dice.Chance(0.5) ? new(day.Year, day.Month, dice.Between(1, 28)) : new(day.Year, dice.Between(1, 12), Math.Min(day.Day, 28));
        else if (dice.Chance(IntakeDirt.BirthYearOff))
            day = day.AddYears(Off(dice, 2));
        return day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }

    private static int Off(Dice dice, int most) => dice.Between(1, most) * (dice.Chance(0.5) ? 1 : -1);

    private static string? Place(string village, Dice dice)
    {
        var mark = dice.Between(0, 9_999) / 10_000.0;
        if ((mark -= IntakeDirt.PlaceUnsaid) < 0)
            return null;
        if ((mark -= IntakeDirt.CommuneOnly) < 0)
            return village[..6];
        if ((mark -= IntakeDirt.DistrictOnly) < 0)
            return village[..4];
        if ((mark -= IntakeDirt.NextVillage) < 0)
            return Gazetteer.DrawNear(village, 6, dice);
        if ((mark -= IntakeDirt.NextCommune) < 0)
            return Gazetteer.DrawNear(village, 4, dice);
        return mark - IntakeDirt.Moved < 0 ? Gazetteer.DrawVillage(dice.Pick([.. Gazetteer.Provinces]), dice) : village;
    }

    private static string? Card(Person person, Dice dice)
    {
        if (person.Assessments.Count == 0 || !dice.Chance(IntakeDirt.CardShown))
            return null;
        var number = person.Assessments[^1].CardNumber.ToCharArray();
        if (dice.Chance(IntakeDirt.CardMisread))
            number[dice.Between(6, number.Length - 1)] = (char)('0' + dice.Between(0, 9));
        return new(number);
    }
}
