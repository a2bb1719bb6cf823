using CsCheck;
using Interop.Gateway.Matching;

namespace Interop.Gateway.Tests.Matching;

public sealed class KhmerNameTests
{
    private static readonly Gen<string> Syllable =
        from letter in Gen.Char['\u1780', '\u17A2']
        from below in Gen.OneOf(Gen.Const(""), Gen.Char['\u1780', '\u17A2'].Select(c => $"\u17D2{c}"))
        from shifter in Gen.OneOf(Gen.Const(""), Gen.Const("\u17C9"), Gen.Const("\u17CA"))
        from vowel in Gen.OneOf(Gen.Const(""), Gen.Char['\u17B6', '\u17C5'].Select(c => c.ToString()))
        from sign in Gen.OneOf(Gen.Const(""), Gen.Const("\u17C6"), Gen.Const("\u17C7"), Gen.Const("\u17CB"), Gen.Const("\u17CD"), Gen.Const("\u17D0"))
        select letter + below + shifter + vowel + sign;

    internal static readonly Gen<string> Name = Syllable.Array[1, 4].Select(string.Concat);

    [Theory]
    [InlineData("\u17A2\u17CA\u17B9\u1798", "\u17A2\u17B9\u17CA\u1798")]                         // shifter and vowel typed the other way round
    [InlineData("\u17A2\u17CA\u17B9\u1798", "\u17A2\u17BB\u17B9\u1798")]                         // the shifter as the vowel it is drawn as
    [InlineData("\u1798\u17BB\u17C6", "\u1798\u17C6\u17BB")]                                     // vowel and nikahit
    [InlineData("\u1790\u17C4\u1784", "\u1790\u17C1\u17B6\u1784")]                               // one vowel of two parts
    [InlineData("\u1785\u17C6\u179A\u17BE\u1793", "\u1785\u17C6\u179A\u17C1\u17B8\u1793")]
    [InlineData("\u179F\u17D2\u178F\u17D2\u179A\u17B8", "\u179F\u17D2\u179A\u17D2\u178F\u17B8")] // ro is below the others, whenever it is typed
    [InlineData("\u1780\u17D2\u178F\u17B6", "\u1780\u17D2\u178A\u17B6")]                         // coeng ta and coeng da are drawn alike
    [InlineData("\u179F\u17BB\u1781", "\u200B\u179F\u17BB\uFEFF\u1781\u200D ")]                  // what cannot be seen
    [InlineData("\u17A2\u17B6", "\u17A4")]                                                       // a letter no longer used
    public void Normalise_TypedInTwoWays_IsOneName(string one, string other) => KhmerName.Normalise(other).ShouldBe(KhmerName.Normalise(one));

    [Theory]
    [InlineData("សុខ", "សុក")]
    [InlineData("ចាន់", "ជាន់")]
    [InlineData("សុភា", "សុភី")]
    public void Normalise_DifferentNames_StayDifferent(string one, string other) => KhmerName.Normalise(other).ShouldNotBe(KhmerName.Normalise(one));

    [Fact]
    public void Normalise_MarksOfASyllableInAnyOrder_AreOneName() =>
        (from letter in Gen.Char['\u1780', '\u17A2']
         from marks in Gen.Shuffle(new[] { "\u17C9", "\u17B6", "\u17C6" })
         select (letter, marks)).Sample(s => KhmerName.Normalise(s.letter + string.Concat(s.marks)) == KhmerName.Normalise($"{s.letter}\u17C9\u17B6\u17C6"));

    [Fact]
    public void Normalise_Twice_IsNormaliseOnce() => Name.Sample(n => KhmerName.Normalise(KhmerName.Normalise(n)) == KhmerName.Normalise(n));

    [Fact]
    public void Normalise_AnyText_NeverThrows() => Gen.String[Gen.Char['\u1770', '\u1800'], 0, 12].Sample(t => KhmerName.Sound(KhmerName.Normalise(t)).Length <= t.Length * 2);

    [Theory]
    [InlineData("សុភី", "សុភិ")]       // length of a vowel
    [InlineData("ចាន់", "ចាន")]        // a sign that only shortens
    [InlineData("ឈួន", "ជួន", false)]  // breath is heard
    [InlineData("គឹម", "កឹម")]         // both series are one sound
    [InlineData("ពិសិដ្ឋ", "ពិសិឌ្ឋ")]
    public void Sound_OfTwoSpellings_IsHeardTheSame(string one, string other, bool same = true) =>
        (KhmerName.Sound(KhmerName.Normalise(one)) == KhmerName.Sound(KhmerName.Normalise(other))).ShouldBe(same);
}
