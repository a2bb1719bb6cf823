using Interop.Adapters.Mapping;

namespace Interop.Adapters.Tests.Mapping;

public class FormCTests
{
    [Theory]
    [InlineData("e\u0301", "\u00E9")]                         // base and mark
    [InlineData("a\u0302\u0301", "\u1EA5")]                   // two marks, step by step
    [InlineData("a\u0323\u0302", "\u1EAD")]                   // marks in canonical order
    [InlineData("a\u0302\u0323", "\u1EAD")]                   // and not
    [InlineData("\u212B", "\u00C5")]                          // singleton
    [InlineData("\u0958", "\u0915\u093C")]                    // excluded from composition
    [InlineData("\u1100\u1161\u11A8", "\uAC01")]              // Hangul
    [InlineData("\u1780\u17DD\u17D2", "\u1780\u17D2\u17DD")]  // Khmer marks in canonical order
    [InlineData("សុខា", "សុខា")]
    [InlineData("plain", "plain")]
    public void Of_Text_IsComposed(string text, string expected) => FormC.Of(text).ShouldBe(expected);
}
