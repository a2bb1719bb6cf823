using CsCheck;
using Interop.Gateway.Matching;

namespace Interop.Gateway.Tests.Matching;

public sealed class GradingTests
{
    private const string Birth = "1980-05-03";
    private static readonly MatchQuestion Sophea = WeightTableTests.Asked("Keo", "Sopheak", Birth) with { Card = null };

    [Fact]
    public void Grade_OnePersonWhoAgreesInAll_IsCertain()
    {
        var match = Ask(Sophea, Sophea).ShouldHaveSingleItem();

        match.Grade.ShouldBe(MatchGrade.Certain);
        match.Probability.ShouldBeGreaterThan(Grading.CertainFrom);
    }

    /// <summary>The same person entered twice, or two people: the hub cannot tell and must not pick.</summary>
    [Fact]
    public void Grade_TwoWhoAgreeAlike_AreBothPossible() =>
        Ask(Sophea, Sophea, Sophea).Select(m => m.Grade).ShouldBe([MatchGrade.Possible, MatchGrade.Possible]);

    /// <summary>What is told does not tell how many others there are, and never passes for a better grade.</summary>
    [Fact]
    public void ScoreOf_TwoOrTenWhoAgreeAlike_IsTheSameAndNoMoreThanEven()
    {
        MatchQuestion[] Copies(int count) => [.. Enumerable.Repeat(Sophea, count)];
        var (two, ten) = (Ask(Sophea, Copies(2)), Ask(Sophea, Copies(10)));
        two.Concat(ten).Select(m => m.Score).ShouldAllBe(s => s == 0.5);
        ten.ShouldAllBe(m => m.Probability < 0.11);
    }

    [Fact]
    public void ScoreOf_AnyGradeAndWeight_StaysBelowTheNextGrade() => Gen.Select(Gen.Enum<MatchGrade>(), Gen.Double[-50, 50]).Sample((grade, weight) =>
        Grading.ScoreOf(grade, weight) is var score && score is >= 0 and <= 1 && score < grade switch { MatchGrade.Certain => 2, MatchGrade.Probable => Grading.CertainFrom, _ => Grading.ProbableFrom });

    [Fact]
    public void Grade_NamesInTheOtherOrder_IsStillFound()
    {
        var match = Ask(Sophea with { FamilyLatin = Sophea.GivenLatin, GivenLatin = Sophea.FamilyLatin }, Sophea).ShouldHaveSingleItem();

        match.Grade.ShouldBeOneOf(MatchGrade.Certain, MatchGrade.Probable);
        match.Agreement[MatchField.NameOrder].ShouldBe((sbyte)1);
    }

    /// <summary>The one on record may be the brother of the one who is not.</summary>
    [Fact]
    public void Grade_ATwinOfTheOneMeant_IsNeverMoreThanPossible() =>
        Ask(Sophea with { GivenLatin = NamePart.Of("Rithy") }, Sophea).ShouldAllBe(m => m.Grade == MatchGrade.Possible);

    [Fact]
    public void Grade_OnlyANameIsSaid_FindsNobody() => Ask(new() { FamilyLatin = Sophea.FamilyLatin, GivenLatin = Sophea.GivenLatin }, Sophea).ShouldBeEmpty();

    [Fact]
    public void Grade_NothingIsSaid_FindsNobody() => Ask(new(), Sophea).ShouldBeEmpty();

    [Fact]
    public void GradeOf_LikelierOrAgreeingMore_IsNeverAWorseGrade() =>
        Gen.Select(Gen.Double[0, 1], Gen.Double[0, 1], Gen.SByte[-1, 4], Gen.SByte[0, 5]).Sample((p, q, given, birth) =>
        {
            var agreement = new Agreement(0, NameScript.Latin, given, NameScript.Latin, false, birth, Agreement.Unknown, 0, 0, Agreement.Unknown);
            return Grading.GradeOf(Math.Max(p, q), agreement) <= Grading.GradeOf(Math.Min(p, q), agreement)
                && Grading.GradeOf(p, agreement with { Given = 0, Birth = 0 }) <= Grading.GradeOf(p, agreement);
        });

    [Fact]
    public void Probabilities_OfAllTogether_AreAtMostOne() => Gen.Int[1, 12].Sample(copies =>
    {
        var index = With([.. Enumerable.Repeat(Sophea, copies)]);
        var table = WeightTable.Of(Sophea, index, MatchWeights.Current);
        return Grading.Probabilities(index.Find(Sophea, table), table, MatchWeights.Current, index.People).Sum() is > 0.5 and < 1;
    });

    private static List<GradedMatch> Ask(MatchQuestion asked, params MatchQuestion[] onRecord)
    {
        var index = With(onRecord);
        var table = WeightTable.Of(asked, index, MatchWeights.Current);
        return Grading.Grade(index.Find(asked, table), table, MatchWeights.Current, index.People);
    }

    /// <summary>Among a thousand others, all of other names.</summary>
    private static PersonIndex With(MatchQuestion[] onRecord)
    {
        var build = new PersonIndexBuild();
        string[] families = ["Sok", "Chan", "Heng", "Long"], givens = ["Dara", "Bopha", "Samnang", "Vuthy", "Malis"];
        for (var i = 0; i < 1000; i++)
            build.Add(new("national-id", "1", WeightTableTests.Asked(families[i % 4], givens[i % 5], $"{1950 + (i % 60)}-{1 + (i % 12):00}-{1 + (i % 28):00}", $"1201{1 + (i % 9):00}{1 + (i % 7):00}")));
        foreach (var person in onRecord)
            build.Add(new("national-id", "2", person));
        return build.Complete();
    }
}
