namespace Interop.Gateway.Matching;

/// <summary>How sure it is that a candidate is the person meant.</summary>
internal enum MatchGrade
{
    /// <summary>No other explanation worth naming, and nothing that speaks against it.</summary>
    Certain,
    /// <summary>Very likely; somebody should look.</summary>
    Probable,
    /// <summary>One of several, or with something against it.</summary>
    Possible,
    /// <summary>Not worth showing.</summary>
    None,
}

/// <summary>A candidate with a grade.</summary>
/// <param name="Probability">That this is the person meant, beside all other candidates and that none of them is. It never leaves the hub.</param>
/// <param name="Score">What is told of it: see <see cref="Grading.ScoreOf"/>.</param>
internal readonly record struct GradedMatch(int Person, MatchGrade Grade, double Probability, double Score, Agreement Agreement);

/// <summary>
/// From weights to grades. One person at most is meant, so candidates compete: of two who agree alike neither is more than even, and whoever is meant may
/// be on no record at all.
/// </summary>
internal static class Grading
{
    public const double CertainFrom = 0.999, ProbableFrom = 0.95, PossibleFrom = 0.05;

    /// <summary>Told at most of whoever is not certain, so that no bound a caller draws for itself lets them pass for more than their grade.</summary>
    private const double MostProbable = 0.998, MostPossible = 0.5;

    /// <summary>All candidates worth showing, the likeliest first.</summary>
    public static List<GradedMatch> Grade(IReadOnlyList<Candidate> candidates, WeightTable table, MatchWeights weights, int people)
    {
        var likelihoods = Probabilities(candidates, table, weights, people);
        var nobody = Nobody(weights, people);
        var graded = new List<GradedMatch>(4);
        for (var i = 0; i < candidates.Count; i++)
            if (GradeOf(likelihoods[i], candidates[i].Agreement) is var grade and not MatchGrade.None)
                graded.Add(new(candidates[i].Person, grade, likelihoods[i], ScoreOf(grade, table.Of(candidates[i].Agreement) - nobody), candidates[i].Agreement));
        graded.Sort((a, b) => a.Probability != b.Probability ? b.Probability.CompareTo(a.Probability) : a.Person.CompareTo(b.Person));
        return graded;
    }

    /// <summary>Of each candidate that it is the one meant; what is left to 1 is that none of them is.</summary>
    public static double[] Probabilities(IReadOnlyList<Candidate> candidates, WeightTable table, MatchWeights weights, int people)
    {
        var each = new double[candidates.Count];
        var nobody = Nobody(weights, people);
        var most = nobody;
        for (var i = 0; i < each.Length; i++)
            most = Math.Max(most, each[i] = table.Of(candidates[i].Agreement));
        var sum = Math.Exp(nobody - most);
        for (var i = 0; i < each.Length; i++)
            sum += each[i] = Math.Exp(each[i] - most);
        for (var i = 0; i < each.Length; i++)
            each[i] /= sum;
        return each;
    }

    /// <summary>
    /// How sure it were if nobody else were on record, and never more than the grade allows. Others change the grade and not the score: beside somebody whom a
    /// scope hides, a score of one half would tell that they are there.
    /// </summary>
    /// <param name="grade">Beside all others.</param>
    /// <param name="weight">How much heavier the agreement weighs than that nobody on record is meant.</param>
    public static double ScoreOf(MatchGrade grade, double weight) =>
        Math.Min(1 / (1 + Math.Exp(-weight)), grade switch { MatchGrade.Certain => 1, MatchGrade.Probable => MostProbable, _ => MostPossible });

    /// <summary>Before anything is compared each of the people is as likely as the next, and an unknown person as likely as the proportion says.</summary>
    private static double Nobody(MatchWeights weights, int people) => Math.Log(people * (1 - weights.Known) / weights.Known);

    /// <summary>
    /// A given name or a birth that differs is never outweighed: a twin has everything else, and may be the only one on record. A family name or a sex
    /// that differs wants somebody to look, and so does whoever gave no name or no birth.
    /// </summary>
    public static MatchGrade GradeOf(double probability, in Agreement agreement)
    {
        var grade = probability >= CertainFrom ? MatchGrade.Certain : probability >= ProbableFrom ? MatchGrade.Probable : probability >= PossibleFrom ? MatchGrade.Possible : MatchGrade.None;
        if (grade == MatchGrade.None)
            return grade;
        if (agreement.Differs(MatchField.GivenName) || agreement.Differs(MatchField.BirthDate) || agreement.Differs(MatchField.BirthYear))
            return MatchGrade.Possible;
        if (grade == MatchGrade.Certain && (agreement.Differs(MatchField.FamilyName) || agreement.Differs(MatchField.Sex)
            || agreement.Family == Agreement.Unknown || agreement.Given == Agreement.Unknown || (agreement.Birth == Agreement.Unknown && agreement.Year == Agreement.Unknown)))
            return MatchGrade.Probable;
        return grade;
    }
}
