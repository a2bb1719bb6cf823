using System.Text;
using Interop.Gateway.Proxy.Filtering;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Tests.Proxy.Filtering;

/// <summary>Answers of a provider that is broken, or means harm.</summary>
public sealed class HostileAnswerTests
{
    private static readonly FieldFilter[] Filters = [Filtered.By(""), Filtered.By("/a"), Filtered.By("/*/a", "/*/*/b"), Filtered.By()];

    public static TheoryData<string> Malformed =>
    [
        "", " ", "\n\n", "{", "[", "}", "]", "[}", "{]", "[1", "[1,", "[1,]", "[,1]", "[1,,2]", "[1 2]", "[1:2]", "[1]]", "[1]x", "{}{}", "[] []", "1 2", "null null", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{,}",
        "{\"a\" 1}", "{a:1}", "{'a':1}", "{1:1}", "{null:1}", "{\"a\":1 \"b\":2}", "{\"a\":1,,\"b\":2}", "{\"a\":1:2}", "{\"a\":1", "{\"a\":\"x", "{\"a", "{\"a\":", "[\"a", "\"", "\"\\", "\"\\u", "\"\\u12\"", "\"\\uZZZZ\"",
        "\"\\x\"", "\"\\'\"", "\"\\U0041\"", "\"a\nb\"", "\"a\tb\"", "\"a\0b\"", "\0", "[1]\0", "nul", "nulll", "True", "TRUE", "undefined", "NaN", "[NaN]", "Infinity", "-Infinity", "-", "+1", "01", "-01", "1.", ".5", "1.e1", "1e", "1e+",
        "0x10", "1_000", "1,5", "--1", "1e1.5", "٣", "// x\n1", "/* x */1", "1/**/", "[1]//", "#", "{\"a\":1}#", "\uFEFF{}", "\uFEFF", "{}\uFEFF", "\u00A0[1]", "[1]\u2028", "\v[]", "\f[]", "[\u000B1]", "<html></html>", "{\"a\":<b>}",
        "[\"a\",\n4\n,1,1,,]", "{\"a\":[1}", "{\"b\":[1}}", "[{\"b\":{]}]", "{\"b\":tru}", "{\"b\":\"\\q\"}", "{\"b\":1e}",
    ];

    [Theory]
    [MemberData(nameof(Malformed))]
    public void CopyAsync_Malformed_IsNotJson(string answer) => ShouldBeNotJson(Encoding.UTF8.GetBytes(answer));

    [Theory]
    [InlineData("FF")]
    [InlineData("80")]
    [InlineData("C0AF")]         // a slash in two bytes
    [InlineData("C3")]
    [InlineData("E18A")]
    [InlineData("E0809F")]       // longer than need be
    [InlineData("EDA080")]       // half a surrogate pair
    [InlineData("F4908080")]     // beyond Unicode
    [InlineData("F09F98")]
    [InlineData("F8888080")]
    public void CopyAsync_NotUtf8_IsNotJsonWhereverItIs(string hex)
    {
        var wrong = Convert.FromHexString(hex);
        foreach (var (before, after) in (ReadOnlySpan<(string, string)>)[("\"", "\""), ("{\"a\":\"", "\"}"), ("{\"", "\":1}"), ("{\"b\":\"", "\"}"), ("[[\"", "\"]]"), ("{}", "")])
            ShouldBeNotJson([.. Encoding.UTF8.GetBytes(before), .. wrong, .. Encoding.UTF8.GetBytes(after)]);
    }

    [Theory]
    [InlineData("[]", "{\"a\":")]
    [InlineData("{\"a\":1}", "[")]
    [InlineData("1", "{\"b\":")]
    public void CopyAsync_Deep_EndsAt64(string inner, string opening)
    {
        var closing = opening[0] == '[' ? "]" : "}";
        var own = inner == "1" ? 0 : 1;
        foreach (var filter in Filters)
        {
            filter.Outcome(Nested(64 - own)).ShouldBe(FilterOutcome.Completed);
            filter.Outcome(Nested(65 - own)).ShouldBe(FilterOutcome.TooDeep);
            filter.Outcome(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(opening, 100_000)))).ShouldBe(FilterOutcome.TooDeep);
        }

        byte[] Nested(int levels) => Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(opening, levels)) + inner + string.Concat(Enumerable.Repeat(closing, levels)));
    }

    [Theory]
    [InlineData("\"", "x", "\"")]
    [InlineData("{\"b\":\"", "x", "\"}")]
    [InlineData("{\"", "x", "\":1}")]
    [InlineData("{\"a\":", "9", "}")]
    [InlineData(" ", " ", "1")]
    [InlineData("{\"a\":1}", " ", "")]
    public void CopyAsync_LongToken_EndsAt16MiB(string before, string filling, string after)
    {
        foreach (var filter in Filters)
        {
            filter.Outcome(Long(FieldFilter.MaxToken / 2)).ShouldBe(FilterOutcome.Completed);
            filter.Outcome(Long(FieldFilter.MaxToken + 1)).ShouldBe(FilterOutcome.TokenTooLarge);
        }

        byte[] Long(int length)
        {
            var answer = new byte[before.Length + length + after.Length];
            answer.AsSpan().Fill((byte)filling[0]);
            Encoding.ASCII.GetBytes(before, answer);
            Encoding.ASCII.GetBytes(after, answer.AsSpan(before.Length + length));
            return answer;
        }
    }

    [Fact]
    public void CopyAsync_LongTokenInSmallPieces_IsReadAgainOnlyWhenItHasDoubled()
    {
        var piece = Encoding.ASCII.GetBytes(new string('x', 512));
        var (text, result) = Filtered.By("").Run(new Pieces(Enumerable.Repeat(piece, 16_000).Prepend("\""u8.ToArray()).Append("\""u8.ToArray())));
        result.Outcome.ShouldBe(FilterOutcome.Completed);
        text.Length.ShouldBe((16_000 * 512) + 2);
    }

    [Fact]
    public void CopyAsync_LongValueToReduce_IsTooLarge()
    {
        var filter = FieldFilter.Compile([new("/a", Reduction.Masked)], (_, _, _) => "*");
        filter.Outcome(Answer(FieldFilter.MaxReduced - 2)).ShouldBe(FilterOutcome.Completed);
        filter.Outcome(Answer(FieldFilter.MaxReduced - 1)).ShouldBe(FilterOutcome.TokenTooLarge);

        static byte[] Answer(int length) => Encoding.ASCII.GetBytes("{\"a\":\"" + new string('x', length) + "\"}");
    }

    [Fact]
    public void CopyAsync_ManyHalfSurrogates_CostNoExceptions()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var name = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("\"\\ud800\":\"\\udc00\",", 1000)));
        var filter = Filtered.By("/longer than a half");
        filter.Run(new Pieces(Enumerable.Repeat(name, 100).Prepend("{"u8.ToArray()).Append("\"x\":1}"u8.ToArray()))).ShouldBe(("{}", new(FilterOutcome.Completed, 100_001, 0)));
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1_000_000);
    }

    private static void ShouldBeNotJson(byte[] answer)
    {
        foreach (var filter in Filters)
        {
            filter.Outcome(answer).ShouldBe(FilterOutcome.NotJson);
            filter.Run(Pieces.OfOne(answer)).Result.Outcome.ShouldBe(FilterOutcome.NotJson);
        }
    }
}
