using Interop.Country.CivilRegistry;
using Interop.Country.People;

namespace Interop.Country.HealthInsurance;

/// <summary>Who is insured under which scheme. A person has one number and may have policies of several schemes.</summary>
internal static class PolicyDraw
{
    public static void Draw(Household household, Dice dice, DateOnly today)
    {
        foreach (var person in household.Members)
        {
            List<Policy> policies = [];
            DrawOccupational(person, policies, dice, today);
            DrawEquityFund(person, policies, dice, today);
            if (policies.Count > 0)
                Register(person, policies, dice);
        }
    }

    private static void DrawOccupational(Person person, List<Policy> policies, Dice dice, DateOnly today)
    {
        var (scheme, chance) = person.Occupation switch
        {
            Occupations.FactoryWorker => (Schemes.Nssf, 0.8),
            Occupations.PrivateEmployee => (Schemes.Nssf, 0.6),
            Occupations.CivilServant => (Schemes.NssfCivil, 0.93),
            Occupations.RetiredCivilServant => (Schemes.NssfCivil, 0.85),
            Occupations.Farmer or Occupations.Informal => (Schemes.Community, 0.06),
            _ => (Schemes.Nssf, 0),
        };
        if (person.NationalId is null)
            chance *= 0.3;
        // Those who lost their work keep an ended policy, whatever they do now.
        if (chance == 0 || !dice.Chance(chance))
        {
            if (scheme == Schemes.Community && dice.Chance(0.03))
                policies.Add(Ended(Schemes.Nssf, dice.Day(Working(person, today), today.AddDays(-200)), dice, today));
            return;
        }

        var latest = person.Died < today.AddDays(-40) ? person.Died.Value : today.AddDays(-40);
        var from = dice.Day(Working(person, today), latest);
        if (dice.Chance(0.05) && from > today.AddYears(-3))
            policies.Add(Ended(scheme, from.AddDays(-dice.Between(400, 900)), dice, from.AddDays(-10)));
        var status = dice.Pick([('A', 92), ('S', 4), ('E', 4)]);
        var paid = scheme == Schemes.Nssf ? PaidTo(dice, today) : (DateOnly?)null;
        var policy = new Policy(scheme, status, from, status == 'E' ? dice.Day(from, today) : null, paid, dice.Moment(dice.Day(from, today.AddDays(-1))));
        policies.Add(Close(person, policy, dice));
    }

    private static void DrawEquityFund(Person person, List<Policy> policies, Dice dice, DateOnly today)
    {
        if (person.Assessments.Count == 0 || !dice.Chance(Dirt.TwoSchemes))
            return;
        var interview = person.Assessments[^1].Interview;
        var expired = interview.ValidTo < today;
        // Some policies stay open although the card they rest on is out of date.
        var status = expired && dice.Chance(0.75) ? 'E' : 'A';
        var to = expired && status == 'A' ? (DateOnly?)null : interview.ValidTo;
        policies.Add(Close(person, new(Schemes.HealthEquityFund, status, interview.Date, to, null, dice.Moment(interview.Date.AddDays(1))), dice));
    }

    /// <summary>A death ends the policy; or nobody tells the insurer and it stays (<see cref="Dirt.DeadStillCovered"/>).</summary>
    private static Policy Close(Person person, Policy policy, Dice dice)
    {
        if (person.Died is not { } died)
            return policy;
        if (dice.Chance(Dirt.DeadStillCovered))
            return policy with { Status = 'A', To = null };
        return policy with { Status = 'E', To = died < policy.From ? policy.From : died };
    }

    private static Policy Ended(string scheme, DateOnly from, Dice dice, DateOnly before)
    {
        var to = dice.Day(from.AddDays(30), before);
        return new(scheme, 'E', from, to, scheme == Schemes.Nssf ? to : null, dice.Moment(to));
    }

    private static void Register(Person person, List<Policy> policies, Dice dice)
    {
        var spelling = Spelling.Heard(dice);
        var occupational = policies.Exists(p => p.Scheme != Schemes.HealthEquityFund);
        person.Insured = new()
        {
            Number = person.Numbers.Insured,
            Spelling = spelling,
            Name = spelling.Latin(person.Family, person.Given).ToUpperInvariant(),
            IdCard = occupational || dice.Chance(0.6) ? person.NationalId : null,
            BirthCertificate = person.NationalId is null && dice.Chance(0.8) ? person.BirthRegistration : null,
            EquityCard = policies.Exists(p => p.Scheme == Schemes.HealthEquityFund) ? person.Assessments[^1].EquityCard : null,
        };
        person.Insured.Policies.AddRange(policies);
    }

    private static DateOnly Working(Person person, DateOnly today)
    {
        var grown = person.Born.AddYears(15);
        var earliest = today.AddYears(-12);
        return grown > earliest ? grown : earliest;
    }

    /// <summary>Employers pay by the month: the last one or two are due, some are long behind.</summary>
    private static DateOnly PaidTo(Dice dice, DateOnly today)
    {
        var months = dice.Chance(0.85) ? dice.Between(0, 1) : dice.Between(3, 14);
        return new DateOnly(today.Year, today.Month, 1).AddMonths(-months).AddDays(-1);
    }
}
