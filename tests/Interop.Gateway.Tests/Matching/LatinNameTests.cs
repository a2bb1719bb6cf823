using CsCheck;
using Interop.Gateway.Matching;

namespace Interop.Gateway.Tests.Matching;

public sealed class LatinNameTests
{
    [Theory]
    [InlineData("Sok", "Sokh")]
    [InlineData("Chea", "Jea")]
    [InlineData("Prak", "Brak")]
    [InlineData("Khiev", "Khieu")]
    [InlineData("Keo", "Kev")]
    [InlineData("Heng", "Haing")]
    [InlineData("Kim", "Keum")]
    [InlineData("Long", "Lung")]
    [InlineData("Mao", "Mau")]
    [InlineData("Pov", "Pao")]
    [InlineData("Meas", "Mias")]
    [InlineData("Touch", "Tuoch")]
    [InlineData("Tith", "Teth")]
    [InlineData("Sophea", "Sopheah")]
    [InlineData("Vanna", "Vannah")]
    [InlineData("Bopha", "Bopphar")]
    [InlineData("Sopheap", "Sopheab")]
    [InlineData("Theary", "Thiary")]
    [InlineData("Davy", "Davi")]
    [InlineData("Bunthoeun", "Bunthoeurn")]
    [InlineData("Kunthea", "KUNTHÉA")]
    [InlineData("Srey Mom", "sreymom")]
    public void Compare_RomanisationsOfOneName_SoundTheSame(string one, string other) =>
        NamePart.Of(one)!.Compare(NamePart.Of(other)!).ShouldBeOneOf(NameAgreement.Same, NameAgreement.SoundsSame);

    [Theory]
    [InlineData("Sok", "Chan")]
    [InlineData("Kim", "Kong")]
    [InlineData("Sophea", "Bopha")]
    [InlineData("Vanna", "Vuthy")]
    [InlineData("Ly", "Ros")]
    public void Compare_OtherNames_DoNotSoundTheSame(string one, string other) =>
        NamePart.Of(one)!.Compare(NamePart.Of(other)!).ShouldBeOneOf(NameAgreement.Close, NameAgreement.Similar, NameAgreement.Different);

    [Theory]
    [InlineData("Sopheak", "Sopheaktra")]
    [InlineData("Rattana", "Ratatna")]
    [InlineData("Samnang", "Samnag")]
    public void Compare_ASlipAway_IsClose(string one, string other) => NamePart.Of(one)!.Compare(NamePart.Of(other)!).ShouldBe(NameAgreement.Close);

    [Theory]
    [InlineData("Éléna-Maï O'Sok", "elenamaiosok")]
    [InlineData("  S.O.K 7 ", "sok")]
    public void Fold_AccentsCaseAndSigns_AreGone(string text, string folded) => LatinName.Fold(text).ShouldBe(folded);

    [Fact]
    public void Sound_AnyLetters_EndsAndIsNoLonger() => Gen.String[Gen.Char['a', 'z'], 0, 48].Sample(t => LatinName.Sound(t).Length <= t.Length);
}
