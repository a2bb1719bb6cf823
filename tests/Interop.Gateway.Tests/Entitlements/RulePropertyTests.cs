using System.Collections.Concurrent;
using CsCheck;
using Interop.Gateway.Entitlements;
using Interop.Gateway.Registries;
using Interop.Schemas.Catalogue;
using Interop.Schemas.Codes;

namespace Interop.Gateway.Tests.Entitlements;

public sealed class RulePropertyTests
{
    private static readonly IReadOnlyList<CatalogueAttribute> Catalogue = AttributeCatalogue.Current.All;

    /// <summary>Leap days and the ends of a year are where ages go wrong.</summary>
    private static readonly DateOnly[] Dates = [Given.Today, new(2026, 1, 1), new(2026, 12, 31), new(2028, 2, 29), new(2027, 3, 1), new(2027, 2, 28)];

    /// <summary>One number per attribute chooses its state and value; values crowd around the edges of the rules.</summary>
    internal static readonly Gen<(DateOnly Date, Facts Facts)> Case =
        Gen.Select(Gen.Int[0, Dates.Length - 1], Gen.UInt.Array[Catalogue.Count], (day, numbers) => (Dates[day], FactsOf(numbers, Dates[day])));

    [Fact]
    public void Evaluate_RandomFacts_EqualsTheProse() => Case.Sample(c =>
    {
        var prose = new ProseRules(c.Facts, c.Date);
        return Given.Rules.All.All(p => p.Evaluate(c.Facts, c.Date) == prose.Of(p.Code));
    }, iter: 3_000, print: c => Differences(c.Facts, c.Date));

    [Fact]
    public void Evaluate_RandomFacts_ReachesEveryAnswerOfEveryProgramme()
    {
        var seen = new ConcurrentDictionary<(string, Truth), bool>();
        Case.Sample(c =>
        {
            foreach (var programme in Given.Rules.All)
                seen[(programme.Code, programme.Evaluate(c.Facts, c.Date).Entitled)] = true;
        }, iter: 8_000);
        seen.Count.ShouldBe(3 * ProseRules.Codes.Length);
    }

    [Fact]
    public void Evaluate_OneFactForgotten_NeverTurnsADefiniteAnswerIntoTheOpposite() => Gen.Select(Case, Gen.Int[0, Catalogue.Count - 1]).Sample((c, forgotten) =>
    {
        var before = Given.Rules.All.Select(p => p.Evaluate(c.Facts, c.Date)).ToArray();
        c.Facts.Set(Catalogue[forgotten], Fact.Unknown(UnknownReason.RegistryTimedOut));
        return Given.Rules.All.Select(p => p.Evaluate(c.Facts, c.Date)).Zip(before, (after, was) =>
            Keeps(was.Entitled, after.Entitled) && Keeps(was.Enrolled, after.Enrolled) && Keeps(was.InForce, after.InForce)).All(kept => kept);

        static bool Keeps(Truth before, Truth after) => after == Truth.Unknown || after == before;
    }, iter: 5_000);

    [Fact]
    public void Explain_RandomFacts_NamesWhatDecidedAndNothingElse() => Case.Sample(c => Given.Rules.All.All(programme =>
    {
        var outcome = programme.Evaluate(c.Facts, c.Date).Entitled;
        var reasons = new List<Reason>();
        programme.Explain(c.Facts, c.Date, reasons);
        return reasons.Exists(r => r.Outcome == outcome)
            && reasons.TrueForAll(r => r.Attributes.Count > 0 && (r.Outcome == outcome || (outcome == Truth.Unknown && r.Outcome == Truth.True)))
            && reasons.DistinctBy(r => r.Condition).Count() == reasons.Count;
    }), iter: 3_000);

    private static string Differences(Facts facts, DateOnly date) => string.Join("; ", Given.Rules.All
        .Select(p => (p.Code, Rule: p.Evaluate(facts, date), Prose: new ProseRules(facts, date).Of(p.Code))).Where(d => d.Rule != d.Prose));

    private static Facts FactsOf(uint[] numbers, DateOnly date)
    {
        var facts = new Facts(AttributeCatalogue.Current);
        foreach (var attribute in Catalogue)
        {
            var (state, rest) = (numbers[attribute.Ordinal] % 10, numbers[attribute.Ordinal] / 10);
            if (state > 0) // else nobody asked
                facts.Set(attribute, state == 1 ? Fact.Unknown(UnknownReason.RegistryUnavailable) : Fact.Of(state < 4 ? AttributeValue.None : ValueOf(attribute, rest, date), null));
        }

        return facts;
    }

    private static AttributeValue ValueOf(CatalogueAttribute attribute, uint number, DateOnly date)
    {
        switch (attribute.Type)
        {
            case AttributeType.Code when CodeLists.Find(attribute.Codes!) is { } list:
                return AttributeValue.OfCode(list.Keys[(int)(number % list.Count)]);
            case AttributeType.Boolean:
                return AttributeValue.OfBoolean(number % 4 > 0);
            case AttributeType.Integer:
                return AttributeValue.OfInteger(number % 14);
            case AttributeType.Date when attribute.Name == "vital.birthDate":
                int[] ages = [0, 1, 2, 6, 15, 18, 20, 21, 60, 61, 30, 10, 120];
                return AttributeValue.OfDate(date.AddYears(-ages[number % ages.Length]).AddDays((int)(number / 16 % 8) switch { 0 => -1, 1 => 0, 2 => 1, 3 => 40, 4 => -200, 5 => -20, 6 => -100, _ => -300 }));
            case AttributeType.Date:
                int[] days = [-700, -281, -280, -61, -60, -43, -42, -1, 0, 1, 30, 279, 280, 281, 700];
                return AttributeValue.OfDate(date.AddDays(days[number % days.Length]));
            default:
                return AttributeValue.OfString("120101");
        }
    }
}
