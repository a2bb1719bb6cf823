using CsCheck;
using Interop.Gateway.Signatures;

namespace Interop.Gateway.Tests.Signatures;

/// <summary>RFC 9651: what is read, how it is written again, and what is refused.</summary>
public sealed class StructuredFieldTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("a=1", "a=1")]
    [InlineData("a", "a")]
    [InlineData("a=?1", "a")]
    [InlineData("a=?0;x", "a=?0;x")]
    [InlineData("a;x=1;y", "a;x=1;y")]
    [InlineData("a=1,b=2", "a=1, b=2")]
    [InlineData("a=1 \t,\t b=2", "a=1, b=2")]
    [InlineData("  a=1  ", "a=1")]
    [InlineData("a=1, b=2, a=3", "a=3, b=2")]
    [InlineData("a;x=1;y=2;x=3", "a;x=3;y=2")]
    [InlineData("a=(  1   \"b\"  c );q=:aGk=:", "a=(1 \"b\" c);q=:aGk=:")]
    [InlineData("a=()", "a=()")]
    [InlineData("a=\"q\\\"b\\\\\"", "a=\"q\\\"b\\\\\"")]
    [InlineData("a=-0", "a=0")]
    [InlineData("a=007", "a=7")]
    [InlineData("a=999999999999999", "a=999999999999999")]
    [InlineData("a=1.50", "a=1.5")]
    [InlineData("a=-1.0", "a=-1.0")]
    [InlineData("a=*tok/en:x", "a=*tok/en:x")]
    [InlineData("*a.b-c_d=::", "*a.b-c_d=::")]
    public void Dictionary_Good_IsWrittenCanonically(string text, string canonical) => StructuredFieldReader.Dictionary(text).ShouldNotBeNull().ToString().ShouldBe(canonical);

    [Theory]
    [InlineData("a=")]
    [InlineData("=1")]
    [InlineData("A=1")]
    [InlineData("1a")]
    [InlineData("a=1,")]
    [InlineData(",a=1")]
    [InlineData("a=1,,b=2")]
    [InlineData("a=1 b=2")]
    [InlineData("a =1")]
    [InlineData("\ta=1")]
    [InlineData("a=(1")]
    [InlineData("a=(1,2)")]
    [InlineData("a=(1\t2)")]
    [InlineData("a=(\"b\"\"c\")")]
    [InlineData("a=((1))")]
    [InlineData("a=1;")]
    [InlineData("a=1;X=1")]
    [InlineData("a=1 ;x")]
    [InlineData("a=\"b")]
    [InlineData("a=\"b\\n\"")]
    [InlineData("a=\"\u007f\"")]
    [InlineData("a=\"é\"")]
    [InlineData("a=\"\n\"")]
    [InlineData("a=:aGk")]
    [InlineData("a=:aGk:")]
    [InlineData("a=:aGl=:")]
    [InlineData("a=: aGk=:")]
    [InlineData("a=?2")]
    [InlineData("a=1000000000000000")]
    [InlineData("a=1.")]
    [InlineData("a=1.2345")]
    [InlineData("a=-")]
    [InlineData("a=@1659578233")]
    [InlineData("a=%\"x\"")]
    [InlineData("a\0=1")]
    public void Dictionary_Bad_IsRefusedWhole(string text) => StructuredFieldReader.Dictionary(text).ShouldBeNull();

    [Fact]
    public void Dictionary_TooMuch_IsRefused()
    {
        StructuredFieldReader.Dictionary("a=\"" + new string('x', 20_000) + "\"").ShouldBeNull();
        StructuredFieldReader.Dictionary(string.Join(',', Enumerable.Range(0, 200).Select(i => $"a{i}"))).ShouldBeNull();
        StructuredFieldReader.Dictionary("a=(" + string.Concat(Enumerable.Repeat("1 ", 200)) + ")").ShouldBeNull();
        StructuredFieldReader.Dictionary("a" + string.Concat(Enumerable.Range(0, 200).Select(i => $";p{i}"))).ShouldBeNull();
    }

    [Fact]
    public void List_And_Item_AreReadWhole()
    {
        string.Join("|", StructuredFieldReader.List("1;a, (2 b)").ShouldNotBeNull()).ShouldBe("1;a|(2 b)");
        StructuredFieldReader.List("1,").ShouldBeNull();
        StructuredFieldReader.Item(":aGk=:").ShouldNotBeNull().Value.ShouldBe("hi"u8.ToArray());
        StructuredFieldReader.Item("1 2").ShouldBeNull();
        StructuredFieldReader.Item("").ShouldBeNull();
    }

    /// <summary>Whatever it is given it answers, and what it has written once it reads back unchanged.</summary>
    [Fact]
    public void Dictionary_AnyText_IsRefusedOrStable() => Gen.OneOf(Gen.String[Gen.Char["ab=(); \"\\:?10.-,*A\t"], 0, 40], Gen.String).Sample(text =>
    {
        var once = StructuredFieldReader.Dictionary(text)?.ToString();
        return once is null || StructuredFieldReader.Dictionary(once)?.ToString() == once;
    }, iter: 20_000);
}
