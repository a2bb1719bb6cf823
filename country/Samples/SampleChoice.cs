using Interop.Country.People;

namespace Interop.Country.Samples;

/// <summary>
/// Finds one person for each situation: first among the first households of every province as they are, then, for what is too
/// rare to be met there, by drawing households until one has such a person and planting it. The search starts in another
/// province for each situation, so that samples come from all over the country.
/// </summary>
internal sealed class SampleChoice
{
    private const int HouseholdsLookedAt = 40;
    private const int MostAttempts = 1_000_000;
    private const string Ministry = "social-ministry", Hospital = "calmette-hospital";
    private static readonly string[] HospitalProgrammes = ["nssf-health", "nssf-injury", "nssf-c", "hef", "cbhi", "rh-voucher"];

    private readonly CountryHouseholds households;
    private readonly DateOnly today;
    private readonly Candidate?[] chosen = new Candidate?[Situations.All.Count];
    private readonly List<PlantedHousehold> planted = [];

    private SampleChoice(CountryHouseholds households, DateOnly today) => (this.households, this.today) = (households, today);

    public IReadOnlyList<PlantedHousehold> Planted => planted;

    public IReadOnlyList<SamplePerson> Samples => [.. chosen.Select((c, i) => Ask(Situations.All[i], c!))];

    public static SampleChoice Make(CountryHouseholds households, DateOnly today, CancellationToken cancellation)
    {
        var choice = new SampleChoice(households, today);
        foreach (var province in Gazetteer.Provinces)
            choice.LookAt(province);
        for (var i = 0; i < choice.chosen.Length; i++)
            if (choice.chosen[i] is null)
                choice.Plant(i, cancellation);
        // Too rare to be sure of among few people; nobody is asked about them, but they must be there.
        choice.Search("a duplicate", p => p.Duplicated, cancellation);
        choice.Search("a contradictory row", p => p.Conflicted && !p.Duplicated, cancellation);
        return choice;
    }

    private void LookAt(Province province)
    {
        // Half of the province at most: the last household is cut to size, and planted ones take the place of others.
        var people = 0;
        foreach (var household in households.Of(province, []).Take(HouseholdsLookedAt))
        {
            if ((people += household.Members.Count) > households.Quota(province) / 2)
                break;
            foreach (var person in household.Members.Where(IsAskable))
                Offer(person);
        }
    }

    /// <summary>A person stands for one situation only: the first that has nobody from a province nearer to where its search starts.</summary>
    private void Offer(Person person)
    {
        var candidates = new Candidate?[Enum.GetValues<Registry>().Length];
        for (var i = 0; i < chosen.Length; i++)
        {
            if (chosen[i] is { } holder && Distance(i, holder.Person) <= Distance(i, person))
                continue;
            ref var candidate = ref candidates[(int)Situations.All[i].Start];
            candidate ??= new Candidate(person, Situations.All[i].Start, today);
            if (!Situations.All[i].Wanted(candidate))
                continue;
            chosen[i] = candidate;
            return;
        }
    }

    private static int Distance(int situation, Person person) =>
        (person.Household.Province.Ordinal + Gazetteer.Provinces.Count - (situation * 7 % Gazetteer.Provinces.Count)) % Gazetteer.Provinces.Count;

    private void Plant(int situation, CancellationToken cancellation)
    {
        var wanted = Situations.All[situation];
        var found = Search(wanted.Why, p => IsAskable(p) && wanted.Wanted(new(p, wanted.Start, today)), cancellation);
        chosen[situation] = new(found, wanted.Start, today);
    }

    private Person Search(string what, Predicate<Person> wanted, CancellationToken cancellation)
    {
        var (province, ordinal) = NextPlace();
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            cancellation.ThrowIfCancellationRequested();
            var plant = new PlantedHousehold(province, ordinal, attempt);
            if (households.Planted(plant).Members.Find(wanted) is not { } found)
                continue;
            planted.Add(plant);
            return found;
        }

        throw new InvalidOperationException($"Nobody in {MostAttempts} households: {what}.");
    }

    /// <summary>The most populous province with the most room left for its share of people.</summary>
    private (Province Province, int Ordinal) NextPlace()
    {
        var province = Gazetteer.Provinces
            .MaxBy(p => households.Quota(p) - (planted.Count(h => h.Province == p) * 2L * Household.MostMembers))!;
        return (province, planted.Count(h => h.Province == province));
    }

    /// <summary>Whoever's identifiers lead to two people has no answer; nor have children of such a mother.</summary>
    private static bool IsAskable(Person person) => !person.Conflicted && person.Mother?.Conflicted != true;

    private static SamplePerson Ask(Situation situation, Candidate candidate)
    {
        var asked = situation.AskedOn is null ? candidate : candidate.On(situation.AskedOn(candidate));
        var programmes = situation.AtHospital ? HospitalProgrammes : ExpectedAnswers.Programmes;
        return new()
        {
            Identifiers = asked.Linked.Identifiers,
            Date = asked.Day,
            Institution = situation.AtHospital ? Hospital : Ministry,
            Purpose = situation.AtHospital ? "TREAT" : "ELIGDTRM",
            Expect = programmes.ToDictionary(p => p, asked.Answers.Of),
            Coverage = [.. asked.Answers.Coverage],
            Why = situation.Why,
        };
    }
}
