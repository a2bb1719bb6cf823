using Interop.Country.People;

namespace Interop.Country.Tests;

public class GazetteerTests
{
    [Fact]
    public void Provinces_AreListed_NumberedInOrderWithBothCodes()
    {
        Gazetteer.Provinces.Select(p => p.Code).ShouldBe(Enumerable.Range(1, 25).Select(n => n.ToString("00")));
        Gazetteer.Provinces.Select(p => p.Iso).ShouldBe(Enumerable.Range(1, 25).Select(n => $"KH-{n}"));
        Gazetteer.Provinces.Single(p => p.English == "Phnom Penh").Code.ShouldBe("12");
        Gazetteer.Provinces.ShouldAllBe(p => p.Khmer.All(c => c >= '\u1780' && c <= '\u17FF'));
        Gazetteer.Provinces.Sum(p => p.Population).ShouldBeInRange(15_550_000, 15_555_000);
    }

    [Theory]
    [InlineData(2_000)]
    [InlineData(50_000)]
    [InlineData(5_000_000)]
    public void Apportion_AnyNumber_KeepsCensusProportionsToOnePerson(int people)
    {
        var total = Gazetteer.Provinces.Sum(p => (double)p.Population);

        var shares = Gazetteer.Apportion(people);

        shares.Sum().ShouldBe(people);
        for (var i = 0; i < shares.Length; i++)
            ((double)shares[i]).ShouldBe((double)Gazetteer.Provinces[i].Population / total * people, 1);
    }

    [Fact]
    public void DrawVillage_ManyDraws_NestsInItsProvince()
    {
        var dice = new Dice(1, 2, 3);
        foreach (var province in Gazetteer.Provinces)
            for (var i = 0; i < 200; i++)
            {
                var village = Gazetteer.DrawVillage(province, dice);
                village.ShouldStartWith(province.Code);
                Gazetteer.IsVillage(village).ShouldBeTrue();
            }
    }

    [Theory]
    [InlineData("26010101")]
    [InlineData("00010101")]
    [InlineData("12150101")]
    [InlineData("12010001")]
    [InlineData("1201010")]
    [InlineData("1201010x")]
    [InlineData("")]
    public void IsVillage_CodeOutsideTheGazetteer_IsFalse(string code) => Gazetteer.IsVillage(code).ShouldBeFalse();
}
