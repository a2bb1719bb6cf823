using Interop.Gateway.Registries;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Entitlements;

/// <summary>What the rules say of one person on one date, with everything that decided it.</summary>
internal sealed record EntitlementAnswer(IReadOnlyList<ProgrammeAnswer> Programmes, CoverageAnswer Coverage)
{
    /// <param name="asked">The programmes, in their order.</param>
    /// <param name="facts">What is known of the person.</param>
    /// <param name="date">The day asked about.</param>
    /// <param name="explained">Whether reasons are wanted; finding them costs as much as the verdicts.</param>
    public static EntitlementAnswer Of(IReadOnlyList<Programme> asked, Facts facts, DateOnly date, bool explained = true)
    {
        var programmes = new ProgrammeAnswer[asked.Count];
        for (var i = 0; i < programmes.Length; i++)
            programmes[i] = ProgrammeAnswer.Of(asked[i], facts, date, explained);
        return new(programmes, CoverageAnswer.Of(asked, facts, date));
    }

    /// <summary>Whether any part of it hangs on facts that are only last known.</summary>
    public bool IsStale => Programmes.Any(p => p.LastRead is not null) || Coverage.InForce.Any(l => l.LastRead is not null);

    /// <summary>The same answer with only the reasons that may be shown; where any is left out, <see cref="Reason.Withheld"/> stands for all of them.</summary>
    /// <param name="mayExplain">Whether a reason that rests on these attributes may be shown.</param>
    public EntitlementAnswer ShownTo(Func<IReadOnlyList<CatalogueAttribute>, bool> mayExplain) => new(
        [.. Programmes.Select(p => p with { Because = Shown(p.Because, mayExplain) })],
        Coverage with { Unknown = [.. Coverage.Unknown.Select(u => u with { Because = Shown(u.Because, mayExplain) })] });

    /// <summary>Attributes about which a shown reason tells something.</summary>
    public IReadOnlyList<string> Explained()
    {
        var names = new List<string>();
        var told = new HashSet<int>();
        foreach (var programme in Programmes)
            Add(programme.Because);
        foreach (var payer in Coverage.Unknown)
            Add(payer.Because);
        return names;

        void Add(IReadOnlyList<Reason> because)
        {
            foreach (var reason in because)
                foreach (var attribute in reason.Attributes)
                    if (told.Add(attribute.Ordinal))
                        names.Add(attribute.Name);
        }
    }

    // Leaving out one failed condition of several would tell which it was by its absence, so the withheld ones are merged into one.
    private static IReadOnlyList<Reason> Shown(IReadOnlyList<Reason> because, Func<IReadOnlyList<CatalogueAttribute>, bool> mayExplain)
    {
        var shown = new List<Reason>(because.Count);
        foreach (var reason in because)
            if (mayExplain(reason.Attributes))
                shown.Add(reason);
        if (shown.Count == because.Count)
            return because;
        shown.Add(Reason.Withheld);
        return shown;
    }
}

/// <summary>One programme's answer; <paramref name="Version"/> is null where no version of its rule is in force on the date.</summary>
internal sealed record ProgrammeAnswer(Programme Programme, int? Version, Truth Entitled, Truth Enrolled, IReadOnlyList<Reason> Because)
{
    /// <summary>When the oldest fact was read that it hangs on and that is only last known; null when it hangs on none.</summary>
    public DateTimeOffset? LastRead { get; private init; }

    public static ProgrammeAnswer Of(Programme programme, Facts facts, DateOnly date, bool explained)
    {
        var now = facts.Fresh ?? facts;
        var verdict = programme.Evaluate(now, date);
        if (!explained && facts.Fresh is null)
            return new(programme, programme.On(date)?.Number, verdict.Entitled, verdict.Enrolled, []);
        var because = new List<Reason>(4);
        if (facts.Fresh is null)
        {
            programme.Explain(now, date, because);
            return new(programme, programme.On(date)?.Number, verdict.Entitled, verdict.Enrolled, because);
        }
        var recalled = programme.Evaluate(facts, date);
        var (entitled, enrolled) = (verdict.Entitled.OrYesOf(recalled.Entitled), verdict.Enrolled.OrYesOf(recalled.Enrolled));
        programme.Explain(entitled == verdict.Entitled ? now : facts, date, because);
        return new(programme, programme.On(date)?.Number, entitled, enrolled, because)
        {
            LastRead = (entitled, enrolled) == (verdict.Entitled, verdict.Enrolled) ? null : facts.LastRead(programme.On(date)!.Attributes),
        };
    }
}
