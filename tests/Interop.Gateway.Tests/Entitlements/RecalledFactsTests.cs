using CsCheck;
using Interop.Gateway.Entitlements;
using Interop.Gateway.Registries;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Tests.Entitlements;

/// <summary>What facts that are only last known may do to an answer, against the prose of the rules.</summary>
public sealed class RecalledFactsTests
{
    private static readonly IReadOnlyList<CatalogueAttribute> Catalogue = AttributeCatalogue.Current.All;
    private static readonly string[] Owners = [.. Catalogue.Select(a => a.Owner).Distinct()];
    private static readonly DateTimeOffset Earlier = new(2026, 11, 20, 8, 0, 0, TimeSpan.Zero);

    private static readonly Gen<((DateOnly Date, Facts Facts) Case, int Silent)> Outage = Gen.Select(RulePropertyTests.Case, Gen.Int[1, (1 << 4) - 1]);

    [Fact]
    public void Of_AnyOutage_LastKnownFactsMakeAYesOrNothing() => Outage.Sample((c, silent) =>
    {
        var (fresh, recalled) = Split(c.Facts, silent);
        var (now, before) = (new ProseRules(fresh, c.Date), new ProseRules(c.Facts, c.Date));
        var answer = EntitlementAnswer.Of(Given.Rules.All, recalled, c.Date);
        foreach (var programme in answer.Programmes)
        {
            var (verdict, earlier) = (now.Of(programme.Programme.Code), before.Of(programme.Programme.Code));
            programme.Entitled.ShouldBe(Naive(verdict.Entitled, earlier.Entitled));
            programme.Enrolled.ShouldBe(Naive(verdict.Enrolled, earlier.Enrolled));
            (programme.LastRead is null).ShouldBe((programme.Entitled, programme.Enrolled) == (verdict.Entitled, verdict.Enrolled), "stale is said where, and only where, it made a difference");
        }
        foreach (var programme in Given.Rules.All.Where(p => p.On(c.Date)?.Coverage is not null))
        {
            var (verdict, earlier) = (now.Of(programme.Code).InForce, before.Of(programme.Code).InForce);
            var line = answer.Coverage.InForce.SingleOrDefault(l => l.Programme == programme);
            (line is not null).ShouldBe(Naive(verdict, earlier) == Truth.True);
            (line?.LastRead is not null).ShouldBe(line is not null && verdict == Truth.Unknown);
            answer.Coverage.Unknown.Any(u => u.Programme == programme).ShouldBe(Naive(verdict, earlier) == Truth.Unknown);
        }
        if (answer.Coverage.Covered == Truth.False)
            CoverageAnswer.Of(Given.Rules.All, fresh, c.Date).Covered.ShouldBe(Truth.False, "nobody is sent away for what was so last week");
    }, iter: 3_000);

    [Fact]
    public void Of_NobodySilent_IsTheSameAnswerAsEver() => RulePropertyTests.Case.Sample(c =>
        EntitlementAnswer.Of(Given.Rules.All, c.Facts.ToRecall(), c.Date).Programmes.Select(p => (p.Entitled, p.Enrolled, p.LastRead))
            .SequenceEqual(EntitlementAnswer.Of(Given.Rules.All, c.Facts, c.Date).Programmes.Select(p => (p.Entitled, p.Enrolled, p.LastRead))), iter: 500);

    [Fact]
    public void Of_InsurerSilentAndMemberLastWeek_IsCoveredWithItsAgeAndItsPeriod()
    {
        var (_, recalled) = Split(Given.Person("nssf.status=active nssf.from=2020-01-01 nssf.contributionsTo=2026-11-01"), 1 << Array.IndexOf(Owners, "health-insurance"));
        var answer = CoverageAnswer.Of(Given.Rules.All, recalled, Given.Today);
        var line = answer.InForce.Single(l => l.Terms.Payer == "nssf");
        (line.LastRead, line.From).ShouldBe((Earlier, new DateOnly(2020, 1, 1)));
    }

    [Fact]
    public void Of_InsurerSilentAndNoMemberLastWeek_IsUnknownAndExplainedByTheSilence()
    {
        var (_, recalled) = Split(Given.Person(""), 1 << Array.IndexOf(Owners, "health-insurance"));
        var answer = EntitlementAnswer.Of(Given.Rules.All, recalled, Given.Today);
        answer.Coverage.Covered.ShouldBe(Truth.Unknown);
        answer.IsStale.ShouldBeFalse();
        answer.Coverage.Unknown.ShouldAllBe(u => u.Because.Any(r => r.Outcome == Truth.Unknown));
    }

    private static Truth Naive(Truth now, Truth before) => (now, before) switch { (Truth.Unknown, Truth.True) => Truth.True, _ => now };

    /// <summary>The same facts with some registries silent, and with what those said before in its place.</summary>
    private static (Facts Fresh, Facts Recalled) Split(Facts all, int silent)
    {
        var fresh = new Facts(AttributeCatalogue.Current);
        foreach (var attribute in Catalogue)
            fresh.Set(attribute, IsSilent(attribute) ? Fact.Unknown(UnknownReason.RegistryUnavailable) : all[attribute]);
        var recalled = fresh.ToRecall();
        foreach (var attribute in Catalogue)
            if (IsSilent(attribute) && all[attribute].State is FactState.Value or FactState.None)
                recalled.Recall(attribute, all[attribute], Earlier);
        return (fresh, recalled);

        bool IsSilent(CatalogueAttribute attribute) => (silent & (1 << Array.IndexOf(Owners, attribute.Owner))) != 0;
    }
}
