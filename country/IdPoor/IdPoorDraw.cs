using Interop.Country.People;

namespace Interop.Country.IdPoor;

/// <summary>
/// Which households hold an equity card and what the interviewer wrote. Each year's round covers a third of the provinces,
/// so a province is seen every three years; a household missed by the last round has only the one before.
/// </summary>
internal static class IdPoorDraw
{
    /// <summary>The share of households assessed as poor.</summary>
    public const double Poor = 0.17;
    private const double SeenTwice = 0.03;
    private const int FieldworkDays = 120;
    private const int Cycle = 3;

    public static void Draw(Household household, Dice dice, DateOnly today)
    {
        if (!dice.Chance(Poor))
            return;
        household.Card = Issue(household, dice, today);
        var members = household.Members.Where(p => IsListed(p, household.Card, dice, today)).ToArray();
        for (var i = 0; i < members.Length; i++)
            Write(members[i], i + 1, dice);
        if (household.Card.BookShown && members.Length > 1)
            foreach (var person in members)
                Confuse(person, members, dice);
    }

    private static EquityCard Issue(Household household, Dice dice, DateOnly today)
    {
        var missed = dice.Chance(Dirt.ExpiredCards);
        var level = dice.Chance(0.4) ? 1 : 2;
        var position = household.Province.Ordinal % Cycle;
        List<Interview> interviews = [];
        if (missed || dice.Chance(SeenTwice))
            interviews.Add(In(position + Cycle));
        if (!missed)
            interviews.Add(In(position));
        return new($"{household.Village[..6]}{household.Ordinal:D6}", !dice.Chance(Dirt.BookNotShown), interviews);

        // The latest round closed 45 days ago; earlier ones whole years before that.
        Interview In(int yearsAgo)
        {
            var closed = today.AddDays(-45).AddYears(-yearsAgo);
            return new(closed.Year, closed.AddDays(-dice.Between(0, FieldworkDays - 1)), interviews.Count == 0 ? level : 3 - level);
        }
    }

    private static bool IsListed(Person person, EquityCard card, Dice dice, DateOnly today)
    {
        var last = card.Interviews[^1].Date;
        return person.Born <= last && !(person.Died < last)
            && !(person.IsNewborn(today) && dice.Chance(Dirt.NewbornsMissing));
    }

    private static void Write(Person person, int member, Dice dice)
    {
        var card = person.Household.Card!;
        var spelling = Spelling.Heard(dice);
        var book = card.BookShown && person.InFamilyBook ? person.Household.BookNumber : null;
        var nationalId = dice.Chance(0.85) ? person.NationalId : null;
        foreach (var interview in card.Interviews)
            if (person.Born <= interview.Date)
                person.Assessments.Add(new(interview, card.Number, member, nationalId, book, book is null ? null : person.Line,
                    spelling, spelling.Khmer(person.Family, person.Given), spelling.Latin(person.Family, person.Given)));
    }

    /// <summary>Dirt: the row gets the book line of another member, and then says that two people are one.</summary>
    private static void Confuse(Person person, Person[] members, Dice dice)
    {
        if (person.Assessments[^1].NationalId is null || !dice.Chance(Dirt.ContradictoryRows))
            return;
        var other = Array.Find(members, m => m != person && m.InFamilyBook);
        if (other is null)
            return;
        for (var i = 0; i < person.Assessments.Count; i++)
            person.Assessments[i] = person.Assessments[i] with { FamilyBook = person.Household.BookNumber, FamilyBookLine = other.Line };
        person.Conflicted = other.Conflicted = true;
    }
}
