using Interop.Country;
using Interop.Country.Intake;
using Interop.Gateway.Matching;

namespace Interop.Bench;

/// <summary>A synthetic country as an index of people, and forms about some of them with the truth about whom.</summary>
internal sealed class LabelledCountry
{
    private readonly Dictionary<string, int> rows = [];
    private readonly (MatchQuestion Question, int[] Truth)[] forms;

    public LabelledCountry(CountryOptions options, int forms)
    {
        var build = new PersonIndexBuild();
        foreach (var person in LabelledForms.People(options))
            rows.Add(person.CivilKey, build.Add(new("civil-key", person.CivilKey, Of(person))));
        Index = build.Complete();
        this.forms = [.. LabelledForms.Draw(options, forms).Select(f => (Of(f.Form), f.CivilKeys.Select(k => rows[k]).ToArray()))];
    }

    public PersonIndex Index { get; }

    /// <summary>What was said, and the rows in the index of the person who said it; none for a stranger.</summary>
    public IReadOnlyList<(MatchQuestion Question, int[] Truth)> Forms => forms;

    /// <summary>Asks all questions and compares with the truth.</summary>
    public MatchQuality Measure(MatchWeights weights)
    {
        var took = new double[forms.Length];
        var quality = new MatchQuality { Questions = forms.Length, Known = forms.Count(f => f.Truth.Length > 0), Took = took };
        for (var i = 0; i < forms.Length; i++)
        {
            var (question, truth) = forms[i];
            var started = TimeProvider.System.GetTimestamp();
            var table = WeightTable.Of(question, Index, weights);
            var candidates = Index.Find(question, table);
            var graded = Grading.Grade(candidates, table, weights, Index.People);
            took[i] = TimeProvider.System.GetElapsedTime(started).TotalMilliseconds;
            quality.Compared += candidates.Count;
            quality.Gathered += candidates.Any(c => truth.Contains(c.Person)) ? 1 : 0;
            foreach (var match in graded)
                quality.Grades[(match.Grade, truth.Contains(match.Person))] = quality.Grades.GetValueOrDefault((match.Grade, truth.Contains(match.Person))) + 1;
            quality.Found += graded.Any(g => g.Grade <= MatchGrade.Probable && truth.Contains(g.Person)) ? 1 : 0;
        }
        return quality;
    }

    private static MatchQuestion Of(RegisteredPerson person) => new()
    {
        FamilyKhmer = NamePart.Of(person.FamilyKhmer), GivenKhmer = NamePart.Of(person.GivenKhmer),
        FamilyLatin = NamePart.Of(person.FamilyLatin), GivenLatin = NamePart.Of(person.GivenLatin),
        Birth = BirthDate.Of(person.Birth, person.Approximate), Female = person.Female,
        Place = PlaceOf(person.Village), Card = CardOf(person.EquityCard),
    };

    private static MatchQuestion Of(IntakeForm form) => new()
    {
        FamilyKhmer = NamePart.Of(form.FamilyKhmer), GivenKhmer = NamePart.Of(form.GivenKhmer),
        FamilyLatin = NamePart.Of(form.FamilyLatin), GivenLatin = NamePart.Of(form.GivenLatin),
        Birth = form.Birth is not null && BirthDate.TryRead(form.Birth, approximate: false, out var birth) ? birth : null, Female = form.Female,
        Place = PlaceOf(form.Place), Card = CardOf(form.EquityCard),
    };

    private static Place? PlaceOf(string? code) => code is not null && Place.TryRead(code, out var place) ? place : null;

    private static EquityCard? CardOf(string? number) => number is not null && EquityCard.TryRead(number, out var card) ? card : null;
}

/// <summary>How well the questions of a labelled country were answered.</summary>
internal sealed class MatchQuality
{
    public required int Questions { get; init; }
    /// <summary>Questions about somebody of the country.</summary>
    public required int Known { get; init; }
    /// <summary>Milliseconds of each question.</summary>
    public required double[] Took { get; init; }
    /// <summary>Of the known, those found as certain or probable.</summary>
    public int Found { get; set; }
    /// <summary>Of the known, those who were among the compared at all.</summary>
    public int Gathered { get; set; }
    public long Compared { get; set; }
    public Dictionary<(MatchGrade Grade, bool True), int> Grades { get; } = [];

    public double Recall => (double)Found / Known;

    /// <summary>Of the pairs graded so or better, those that are the same person.</summary>
    public double Precision(MatchGrade worst = MatchGrade.Probable)
    {
        var said = Grades.Where(g => g.Key.Grade <= worst).ToArray();
        return (double)said.Where(g => g.Key.True).Sum(g => g.Value) / said.Sum(g => g.Value);
    }

    public int Count(MatchGrade grade) => Grades.Where(g => g.Key.Grade == grade).Sum(g => g.Value);
}
