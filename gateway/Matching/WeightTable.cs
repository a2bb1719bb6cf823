namespace Interop.Gateway.Matching;

/// <summary>
/// What each level of each field weighs for one question: the natural logarithm of how much oftener it is seen of the person meant than of another
/// (Fellegi and Sunter). What is said decides how often others agree by chance: a rare name weighs more than a common one.
/// </summary>
internal sealed class WeightTable
{
    private readonly double[][] fields;
    // By part of the question (family, given), script, and table compared with (family, given), then by level.
    private readonly double[][] names = new double[8][];

    private WeightTable(MatchQuestion question, PersonIndex index, MatchWeights weights)
    {
        fields = [.. Enumerable.Range(0, Agreement.Levels.Length).Select(i => new double[Agreement.Levels[i].Length])];
        var counts = index.Counts;
        for (var part = 0; part < 2; part++)
            foreach (var script in (ReadOnlySpan<NameScript>)[NameScript.Khmer, NameScript.Latin])
                for (var table = 0; table < 2; table++)
                    if ((part == 0 ? question.Family(script) : question.Given(script)) is { } name)
                        names[Slot(part, script, table)] = Weigh(weights.Levels[table], ByChance(name, counts, given: table == 1));
        Set(MatchField.NameOrder, [1, 1]);
        if (question.Birth is { } birth)
        {
            Set(MatchField.BirthDate, [counts.Birth(birth), birth.Swapped is { } swapped ? counts.Birth(swapped) : 1, .. counts.BirthLevels.Skip(2)]);
            var (near, far) = (counts.Year(birth.Year - 1) + counts.Year(birth.Year + 1), counts.Year(birth.Year - 2) + counts.Year(birth.Year + 2));
            Set(MatchField.BirthYear, [counts.Year(birth.Year), near, far, Math.Max(0.01, 1 - counts.Year(birth.Year) - near - far)]);
        }
        if (question.Female is { } female)
            Set(MatchField.Sex, [counts.Sex(female), counts.Sex(!female)]);
        if (question.Place is { } place)
            SetPlace(place, counts);
        if (question.Card is { } card)
            Set(MatchField.EquityCard, [counts.Share(1), counts.Share(index.Holders(card)), counts.Share(20), 1]);

        void Set(MatchField field, double[] byChance) => fields[(int)field] = Weigh(weights.Levels[(int)field], byChance);

        void SetPlace(Place where, IndexCounts all)
        {
            var byChance = new double[5];
            var inner = 0.0;
            for (var pairs = 4; pairs > 0; pairs--)
            {
                var within = pairs > where.Pairs ? 0 : all.In(where.Within(pairs));
                byChance[4 - pairs] = Math.Max(within - inner, all.Share(0));
                inner = Math.Max(inner, within);
            }
            byChance[4] = Math.Max(0.01, 1 - inner);
            Set(MatchField.Place, byChance);
        }
    }

    public static WeightTable Of(MatchQuestion question, PersonIndex index, MatchWeights weights) => new(question, index, weights);

    /// <summary>What a field weighs; 0 where it says nothing.</summary>
    public double Of(MatchField field, in Agreement agreement)
    {
        var level = agreement[field];
        if (level == Agreement.Unknown)
            return 0;
        var weight = field switch
        {
            MatchField.FamilyName => names[Slot(agreement.Swapped ? 1 : 0, agreement.FamilyScript, 0)][level],
            MatchField.GivenName => names[Slot(agreement.Swapped ? 0 : 1, agreement.GivenScript, 1)][level],
            _ => fields[(int)field][level],
        };
        // The household's card is weighed once: all who live there share its place, and most its name.
        return agreement.SharesHousehold && field is MatchField.Place or MatchField.FamilyName && agreement.SharesHousehold ? Math.Min(weight, 0) : weight;
    }

    public double Of(in Agreement agreement)
    {
        var sum = 0.0;
        for (var field = MatchField.FamilyName; field <= MatchField.EquityCard; field++)
            sum += Of(field, agreement);
        return sum;
    }

    public double OfNames(in Agreement agreement) =>
        Of(MatchField.FamilyName, agreement) + Of(MatchField.GivenName, agreement) + Of(MatchField.NameOrder, agreement);

    private static int Slot(int part, NameScript script, int table) => (part * 4) + ((int)script * 2) + table;

    private static double[] ByChance(NamePart name, IndexCounts counts, bool given)
    {
        var (table, levels) = (given ? counts.Givens : counts.Families, counts.NameLevels(given));
        var (same, sounds, similar) = (table.Same(name), table.SoundsSame(name), table.Similar(name));
        return
        [
            counts.Share(same), counts.Share(sounds - same), levels[(int)NameAgreement.Close],
            counts.Share(similar - sounds), levels[(int)NameAgreement.Different],
        ];
    }

    /// <summary>Agreeing more never weighs less, whatever the counts of a small country say.</summary>
    private static double[] Weigh(IReadOnlyList<double> m, double[] u)
    {
        var weights = new double[u.Length];
        for (var level = 0; level < u.Length; level++)
        {
            weights[level] = Math.Log(m[level] / u[level]);
            if (level > 0)
                weights[level] = Math.Min(weights[level], weights[level - 1]);
        }
        return weights;
    }
}
