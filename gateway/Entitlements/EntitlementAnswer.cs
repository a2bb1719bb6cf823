using Interop.Gateway.Registries;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Entitlements;

/// <summary>What the rules say of one person on one date, with everything that decided it.</summary>
internal sealed record EntitlementAnswer(IReadOnlyList<ProgrammeAnswer> Programmes, CoverageAnswer Coverage)
{
    public static EntitlementAnswer Of(IReadOnlyList<Programme> asked, Facts facts, DateOnly date)
    {
        var programmes = new ProgrammeAnswer[asked.Count];
        for (var i = 0; i < programmes.Length; i++)
        {
            var verdict = asked[i].Evaluate(facts, date);
            var because = new List<Reason>(4);
            asked[i].Explain(facts, date, because);
            programmes[i] = new(asked[i], asked[i].On(date)?.Number, verdict.Entitled, verdict.Enrolled, because);
        }
        return new(programmes, CoverageAnswer.Of(asked, facts, date));
    }

    /// <summary>The same answer with only the reasons that may be shown; where any is left out, <see cref="Reason.Withheld"/> stands for all of them.</summary>
    /// <param name="mayExplain">Whether a reason that rests on these attributes may be shown.</param>
    public EntitlementAnswer ShownTo(Func<IReadOnlyList<CatalogueAttribute>, bool> mayExplain) => new(
        [.. Programmes.Select(p => p with { Because = Shown(p.Because, mayExplain) })],
        Coverage with { Unknown = [.. Coverage.Unknown.Select(u => u with { Because = Shown(u.Because, mayExplain) })] });

    /// <summary>Attributes about which a shown reason tells something.</summary>
    public IEnumerable<string> Explained() =>
        Programmes.SelectMany(p => p.Because).Concat(Coverage.Unknown.SelectMany(u => u.Because)).SelectMany(r => r.Attributes).Select(a => a.Name).Distinct();

    // Leaving out one failed condition of several would tell which it was by its absence, so the withheld ones are merged into one.
    private static List<Reason> Shown(IReadOnlyList<Reason> because, Func<IReadOnlyList<CatalogueAttribute>, bool> mayExplain)
    {
        var shown = new List<Reason>(because.Count);
        var withheld = false;
        foreach (var reason in because)
            if (mayExplain(reason.Attributes))
                shown.Add(reason);
            else
                withheld = true;
        if (withheld)
            shown.Add(Reason.Withheld);
        return shown;
    }
}

/// <summary>One programme's answer; <paramref name="Version"/> is null where no version of its rule is in force on the date.</summary>
internal sealed record ProgrammeAnswer(Programme Programme, int? Version, Truth Entitled, Truth Enrolled, IReadOnlyList<Reason> Because);
