using Interop.Country.CivilRegistry;
using Interop.Country.People;

namespace Interop.Country.Samples;

/// <summary>Somebody who may stand for a situation, with what the registries say and what the rules answer on a day.</summary>
internal sealed class Candidate(Person person, Registry start, DateOnly day)
{
    private LinkedRecords? linked;
    private PersonFacts? facts;
    private ExpectedAnswers? answers;

    public Person Person { get; } = person;
    public DateOnly Day { get; } = day;
    public LinkedRecords Linked => linked ??= LinkedRecords.From(Person, start);
    public PersonFacts Facts => facts ??= new(Linked);
    public ExpectedAnswers Answers => answers ??= new(Facts, Day);

    public int Age => Person.AgeOn(Day);
    public bool Alive => Person.Died is null;
    public bool Adult => Age >= 18;
    public string? Occupation => Person.Occupation;
    public Beneficiary? Benefits => Person.Beneficiary;
    public bool HasPapers => Person.NationalId is not null;
    public bool Farms => Occupation is Occupations.Farmer or Occupations.Informal;

    /// <summary>On a card, and the card can be found from the person's other papers.</summary>
    public bool OnCard => Person.Assessments.Count > 0 && Linked.Has(Registry.IdPoor);
    public bool CardExpired => OnCard && Person.Assessments[^1].Interview.ValidTo < Day;
    public Assessment? Card => Person.Assessments.Count > 0 ? Person.Assessments[^1] : null;

    public Candidate On(DateOnly other) => new(Person, start, other);

    public bool Is(string programme, Truth entitled) => Answers.Entitled(programme) == entitled;

    public bool Is(string programme, Truth entitled, Truth enrolled) =>
        Answers.Entitled(programme) == entitled && Answers.EnrolledIn(programme) == enrolled;

    public bool PaidBy(params ReadOnlySpan<string> payers)
    {
        var at = 0;
        foreach (var payer in Answers.Coverage)
            if (at >= payers.Length || payers[at++] != payer)
                return false;
        return at == payers.Length;
    }

    public bool HasPolicy(string scheme, char status) =>
        Person.Insured?.Policies.Exists(p => p.Scheme == scheme && p.Status == status) == true;
}
