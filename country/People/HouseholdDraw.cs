namespace Interop.Country.People;

/// <summary>
/// Who lives in a household: head, spouse, their children by the mother's age, sometimes a grandparent or grandchildren.
/// The chances are set so that the whole has the young age pyramid of the 2019 census (29 % under 15).
/// </summary>
internal static class HouseholdDraw
{
    public static void Draw(Household household, Dice dice, DateOnly today, int mostMembers)
    {
        var headFemale = dice.Chance(0.24);
        var headAge = 21 + ((dice.Between(0, 56) + dice.Between(0, 50)) / 2);
        var family = dice.Pick(NameLists.Family);
        var head = Add(Relation.Head, headFemale, BirthDay(headAge), family, null);
        Person? spouse = null;
        if (dice.Chance(headFemale ? 0.2 : 0.86))
            spouse = Add(Relation.Spouse, !headFemale, BirthDay(headFemale ? headAge + dice.Between(-1, 6) : Math.Max(18, headAge - dice.Between(-1, 6))), dice.Pick(NameLists.Family), null);

        AddChildren(headFemale ? head : spouse);
        if (headAge < 50 && dice.Chance(0.3))
            Add(Relation.Parent, dice.Chance(0.7), BirthDay(headAge + dice.Between(20, 32)), family, null);
        if (dice.Chance(0.16))
            Add(Relation.Other, dice.Chance(0.5), BirthDay(dice.Between(8, 60)), dice.Pick(NameLists.Family), null);
        AddGrandchildren();

        void AddChildren(Person? woman)
        {
            // Without a mother in the household the children are as old as hers would be; she is not on record.
            var womanBorn = woman?.Born ?? BirthDay(Math.Max(20, headAge - dice.Between(0, 6)));
            for (var next = dice.Between(18 * 365, 27 * 365); next < 42 * 365 && dice.Chance(0.78); next += dice.Between(500, 2000))
            {
                var born = womanBorn.AddDays(next);
                if (born >= today)
                    break;
                if (dice.Chance(AtHome(Ages.Completed(born, today))))
                    Add(Relation.Child, dice.Chance(0.49), born, family, woman);
            }
        }

        void AddGrandchildren()
        {
            foreach (var daughter in household.Members.Where(m => m.Relation == Relation.Child && m.Female && m.AgeOn(today) >= 20).ToArray())
                if (dice.Chance(0.45))
                    AddGrandchild(daughter, dice.Day(daughter.Born.AddYears(18), today.AddDays(-1)));
            // Parents work in the city or abroad; the grandparents raise the children.
            if (headAge > 50 && dice.Chance(0.15))
                for (var i = dice.Between(1, 2); i > 0; i--)
                    AddGrandchild(null, BirthDay(dice.Between(1, 14)));
        }

        void AddGrandchild(Person? mother, DateOnly born)
        {
            if (born < today)
                Add(Relation.Grandchild, dice.Chance(0.49), born, dice.Pick(NameLists.Family), mother);
        }

        DateOnly BirthDay(int age) => today.AddYears(-age).AddDays(-dice.Between(1, 364));

        Person Add(Relation relation, bool female, DateOnly born, NameForm familyName, Person? mother)
        {
            var person = new Person
            {
                Household = household,
                Line = household.Members.Count + 1,
                Relation = relation,
                Female = female,
                Born = born,
                Family = familyName,
                Given = dice.Pick(female ? NameLists.Women : NameLists.Men),
                Mother = mother,
            };
            if (household.Members.Count < mostMembers)
                household.Members.Add(person);
            return person;
        }
    }

    private static double AtHome(int age) => age switch { < 18 => 0.97, < 23 => 0.8, < 30 => 0.5, _ => 0.2 };
}
