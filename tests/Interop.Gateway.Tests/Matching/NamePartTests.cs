using CsCheck;
using Interop.Gateway.Matching;

namespace Interop.Gateway.Tests.Matching;

public sealed class NamePartTests
{
    private static readonly Gen<string> Latin = Gen.String[Gen.Char['a', 'z'], 1, 10];

    private static readonly Gen<NamePart> Part = Gen.OneOf(Latin, KhmerNameTests.Name).Select(NamePart.Of).Where(p => p is not null)!;

    [Fact]
    public void Compare_WithItself_IsTheSame() => Part.Sample(p => p.Compare(p) == NameAgreement.Same);

    [Fact]
    public void Compare_EitherWay_AgreesAlike() => Gen.Select(Part, Part).Where((a, b) => a.Script == b.Script).Sample((a, b) => a.Compare(b) == b.Compare(a));

    [Fact]
    public void Compare_OneLetterMoreOrLess_IsNeverDifferent() =>
        Gen.Select(Latin.Where(t => t.Length >= 4), Gen.Int[0, 3]).Sample((t, at) => NamePart.Of(t)!.Compare(NamePart.Of(t.Remove(at, 1))!) < NameAgreement.Different);

    [Fact]
    public void Of_SoundsTheSame_IsGatheredTogether() => Gen.Select(Part, Part).Sample((a, b) =>
        a.Script != b.Script || a.Sound != b.Sound || a.Skeleton == b.Skeleton);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" 123 -.")]
    [InlineData("\u200B\u200B")]
    [InlineData("\u17D2")]
    public void Of_NoLetter_IsNoName(string? text) => (NamePart.Of(text)?.Text ?? "").ShouldBe("");

    [Fact]
    public void Of_HostileLength_IsCut() => NamePart.Of(new string('a', 100_000) + 'b')!.Text.Length.ShouldBe(48);
}
