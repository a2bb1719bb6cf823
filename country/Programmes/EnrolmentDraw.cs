using Interop.Country.People;

namespace Interop.Country.Programmes;

/// <summary>
/// Who is enrolled in what. Enrolment follows entitlement loosely, as it does: many who could be are not, some stay on the list
/// after the reason is gone.
/// </summary>
internal static class EnrolmentDraw
{
    public static void Draw(Household household, Dice dice, DateOnly today)
    {
        foreach (var person in household.Members)
        {
            var spelling = Spelling.Heard(dice);
            var row = new Beneficiary
            {
                Id = person.Numbers.Beneficiary,
                Spelling = spelling,
                NameKhmer = spelling.Khmer(person.Family, person.Given),
                NameLatin = spelling.Latin(person.Family, person.Given),
                CitizenNumber = person.NationalId,
                BirthRegistration = person.BirthRegistration,
                EquityCard = person.Assessments.Count > 0 && dice.Chance(0.6) ? person.Assessments[^1].EquityCard : null,
            };
            FactsDraw.Draw(person, row, dice, today);
            DrawEnrolments(person, row, dice, today);
            if (!row.HasFacts && row.Enrolments.Count == 0)
                continue;
            var born = person.Born > today.AddYears(-6) ? person.Born : today.AddYears(-6);
            row.FirstSeen = row.Enrolments.Count > 0 ? row.Enrolments.Min(e => e.Start) : dice.Day(born, today.AddDays(-1));
            row.Changed = dice.Moment(dice.Day(row.FirstSeen, today.AddDays(-1)));
            person.Beneficiary = row;
        }
    }

    private static void DrawEnrolments(Person person, Beneficiary row, Dice dice, DateOnly today)
    {
        var age = person.AgeOn(today);
        var poor = person.Household.Card is not null;
        Enrol(ProgrammeCodes.Veterans, row.Veteran switch { "V" => 0.7, "D" => 0.5, _ => 0 });
        Enrol(ProgrammeCodes.Voucher, row.ExpectedDelivery is null ? 0 : poor ? 0.5 : 0.04, 280);
        Enrol(ProgrammeCodes.CashTransfer, age < 3 ? poor ? 0.55 : 0.01 : row.ExpectedDelivery is not null && poor ? 0.6 : 0, 400);
        Enrol(ProgrammeCodes.Scholarship, row.Grade >= 4 ? poor ? 0.45 : 0.01 : row.InSchool == false && poor ? 0.15 : 0);
        Enrol(ProgrammeCodes.SchoolMeals, row.MealsAtSchool != true ? 0 : row.Grade <= 6 ? 0.93 : 0.15);
        Enrol(ProgrammeCodes.PublicWorks, age is >= 18 and <= 62 ? poor ? 0.12 : 0.002 : 0, 300);
        Enrol(ProgrammeCodes.Disability, row.DisabilityGrade is null ? 0 : !poor ? 0.03 : row.DisabilityGrade == "L" ? 0.1 : 0.6);

        void Enrol(string programme, double chance, int longest = 900)
        {
            if (chance == 0 || !dice.Chance(chance))
                return;
            var earliest = today.AddDays(-longest);
            var start = dice.Day(person.Born > earliest ? person.Born : earliest, today.AddDays(-1));
            if (start > person.Died)
                return;
            DateOnly? end = dice.Chance(0.08) ? dice.Day(start, today.AddDays(-1)) : null;
            if (person.Died is { } died && !dice.Chance(0.25))
                end = died;
            row.Enrolments.Add(new(programme, start, end, LastBenefit(start, end ?? today, dice), dice.Moment(end ?? start)));
        }
    }

    /// <summary>Declarations come in monthly, one or two months late.</summary>
    private static DateOnly? LastBenefit(DateOnly start, DateOnly until, Dice dice)
    {
        var month = new DateOnly(until.Year, until.Month, 1).AddMonths(-dice.Between(1, 2));
        return month < start ? null : month;
    }
}
