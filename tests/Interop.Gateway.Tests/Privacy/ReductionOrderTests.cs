using CsCheck;
using Interop.Gateway.Keys;
using Interop.Gateway.Privacy;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Tests.Privacy;

public sealed class ReductionOrderTests : IDisposable
{
    private static readonly Reduction[] All = Enum.GetValues<Reduction>();
    private static readonly Gen<Reduction> Some = Gen.Int[0, All.Length - 1].Select(i => All[i]);

    private readonly TempFolder folder = new();

    [Fact]
    public void IsAtMost_AnyThree_IsAPartialOrderBelowTheWhole() => Gen.Select(Some, Some, Some).Sample((a, b, c) =>
    {
        a.IsAtMost(a).ShouldBeTrue();
        a.IsAtMost(Reduction.Whole).ShouldBeTrue();
        (a.IsAtMost(b) && b.IsAtMost(a)).ShouldBe(a == b);
        if (a.IsAtMost(b) && b.IsAtMost(c))
            a.IsAtMost(c).ShouldBeTrue();
    });

    [Fact]
    public void IsAtMost_AllPairs_AreThoseAndNoOthers() =>
        (from a in All from b in All where a != b && b != Reduction.Whole && a.IsAtMost(b) select (a, b)).ShouldBe(
            [(Reduction.Province, Reduction.District), (Reduction.Province, Reduction.Commune), (Reduction.District, Reduction.Commune)]);

    /// <summary>What the order means: what leaves under less can be made of what leaves under more.</summary>
    [Fact]
    public void IsAtMost_Places_LessIsMadeOfMore()
    {
        var minimisation = new Minimisation(HubKeys.Open(folder["master.key"]));
        var village = AttributeCatalogue.Current["address.village"];
        AttributeValue Reduce(AttributeValue value, Reduction reduction) => minimisation.Reduce(value, reduction, village, "alpha", new(2026, 11, 22));
        Reduction[] places = [Reduction.Province, Reduction.District, Reduction.Commune, Reduction.Whole];
        var place = Gen.Int[0, places.Length - 1].Select(i => places[i]);
        Gen.Select(Gen.Int[10_000_000, 99_999_999], place, place).Sample((code, less, more) =>
        {
            var whole = AttributeValue.OfCode($"{code}");
            (Reduce(Reduce(whole, more), less) == Reduce(whole, less)).ShouldBe(less.IsAtMost(more));
        });
    }

    public void Dispose() => folder.Dispose();
}
