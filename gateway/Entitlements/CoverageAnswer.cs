using Interop.Gateway.Registries;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Entitlements;

/// <summary>One payer in force. <paramref name="From"/> and <paramref name="To"/> are null where no registry says, or says what the date of the check refutes.</summary>
internal sealed record CoverageLine(Programme Programme, CoverageTerms Terms, DateOnly? From, DateOnly? To)
{
    /// <summary>When the oldest fact was read that it hangs on and that is only last known; null when it hangs on none.</summary>
    public DateTimeOffset? LastRead { get; init; }
}

/// <summary>A payer of whom nobody can say now whether it pays, and why not.</summary>
internal sealed record UnknownPayer(Programme Programme, CoverageTerms Terms, IReadOnlyList<Reason> Because);

/// <summary>Who pays for health care on a date.</summary>
/// <param name="Covered">True if any payer is in force; else unknown if any is unknown; else false.</param>
/// <param name="InForce">In order of payment.</param>
/// <param name="Unknown">In order of payment; never dropped, because unknown is not no.</param>
internal sealed record CoverageAnswer(Truth Covered, IReadOnlyList<CoverageLine> InForce, IReadOnlyList<UnknownPayer> Unknown)
{
    /// <summary>The coverage that the asked programmes give; others are not looked at.</summary>
    public static CoverageAnswer Of(IEnumerable<Programme> asked, Facts facts, DateOnly date)
    {
        var now = facts.Fresh ?? facts;
        var inForce = new List<CoverageLine>();
        var unknown = new List<UnknownPayer>();
        foreach (var programme in asked)
        {
            if (programme.On(date) is not { Coverage: { } terms } version)
                continue;
            switch (terms.InForce.Evaluate(now, date))
            {
                case Truth.True:
                    inForce.Add(Line(programme, terms, now, date));
                    break;
                case Truth.Unknown when facts.Fresh is not null && terms.InForce.Evaluate(facts, date) == Truth.True:
                    inForce.Add(Line(programme, terms, facts, date) with { LastRead = facts.LastRead(version.Attributes) });
                    break;
                case Truth.Unknown:
                    var because = new List<Reason>();
                    terms.InForce.Explain(now, date, because);
                    unknown.Add(new(programme, terms, because));
                    break;
            }
        }

        inForce.Sort((a, b) => a.Terms.Order.CompareTo(b.Terms.Order));
        unknown.Sort((a, b) => a.Terms.Order.CompareTo(b.Terms.Order));
        return new(inForce.Count > 0 ? Truth.True : unknown.Count > 0 ? Truth.Unknown : Truth.False, inForce, unknown);
    }

    private static CoverageLine Line(Programme programme, CoverageTerms terms, Facts facts, DateOnly date) =>
        new(programme, terms, Day(terms.From, facts, d => d <= date), Day(terms.To, facts, d => d >= date));

    /// <summary>A period that does not contain the date is another's: a Health Equity Fund member's equity card may have run out long ago.</summary>
    private static DateOnly? Day(CatalogueAttribute? attribute, Facts facts, Func<DateOnly, bool> plausible) =>
        attribute is not null && facts[attribute] is { State: FactState.Value } fact && plausible(fact.Value.Date) ? fact.Value.Date : null;
}
