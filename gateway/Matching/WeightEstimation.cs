namespace Interop.Gateway.Matching;

/// <summary>
/// Finds the weights from questions of which nobody has said whom they are about: expectation maximisation (Dempster, Laird and Rubin, 1977) over the
/// candidates of each question, of whom one at most is meant. How often others agree by chance is counted, not estimated.
/// </summary>
internal static class WeightEstimation
{
    // A level that was never seen is not impossible.
    private const double Smoothing = 0.5;

    /// <param name="start">Where to begin, e.g. <see cref="MatchWeights.Blank"/>.</param>
    /// <param name="rounds">Twenty are plenty: the levels are far apart.</param>
    public static MatchWeights Estimate(PersonIndex index, IReadOnlyList<MatchQuestion> questions, MatchWeights start, int rounds)
    {
        var weights = start;
        for (var round = 0; round < rounds; round++)
            weights = Improve(index, questions, weights);
        return weights;
    }

    private static MatchWeights Improve(PersonIndex index, IReadOnlyList<MatchQuestion> questions, MatchWeights weights)
    {
        double[][] seen = [.. Agreement.Levels.Select(names => Enumerable.Repeat(Smoothing, names.Length).ToArray())];
        var known = Smoothing;
        foreach (var question in questions)
        {
            // :: Expect: how likely each candidate is the one meant
            var table = WeightTable.Of(question, index, weights);
            var candidates = index.Find(question, table);
            var likelihoods = Grading.Probabilities(candidates, table, weights, index.People);
            for (var i = 0; i < likelihoods.Length; i++)
            {
                known += likelihoods[i];
                for (var field = MatchField.FamilyName; field <= MatchField.EquityCard; field++)
                    if (candidates[i].Agreement[field] is var level and not Agreement.Unknown)
                        seen[(int)field][level] += likelihoods[i];
            }
        }
        // :: Maximise: the levels as often as they were seen
        return new(known / (questions.Count + (2 * Smoothing)), [.. seen.Select(field => (IReadOnlyList<double>)[.. field.Select(level => level / field.Sum())])]);
    }
}
