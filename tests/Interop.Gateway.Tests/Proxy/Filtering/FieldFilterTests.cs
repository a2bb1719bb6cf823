using System.Text;
using Interop.Gateway.Proxy.Filtering;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Tests.Proxy.Filtering;

public sealed class FieldFilterTests
{
    [Theory]
    [InlineData("""{ "a":1 , "b":2 }""", """{ "b":2 }""", "/b")]                        // the first goes, and its comma with it
    [InlineData("""{ "a":1 , "b":2 }""", """{ "a":1 }""", "/a")]
    [InlineData("""{"a":1,"b":2,"c":3}""", """{"a":1,"c":3}""", "/a", "/c")]
    [InlineData(" { \"a\" : 1 } \n", " { } \n", "/b")]                                  // a shell
    [InlineData("""{"a":{"b":1,"c":2}}""", """{"a":{"c":2}}""", "/a/c")]
    [InlineData("""{"a":{"b":1}}""", """{"a":{}}""", "/a/c")]
    [InlineData("""[{"a":1,"b":2},{"b":3},{}]""", """[{"a":1},{},{}]""", "/*/a")]       // as many as there were
    [InlineData("""{"a":5,"b":6}""", """{"b":6}""", "/a/c", "/b")]                      // a member that is no object where one is expected
    [InlineData("""{"a":null}""", "{}", "/a/c")]
    [InlineData("""{"a":[{"c":1}]}""", "{}", "/a/c")]
    [InlineData("""{"a":{"c":1}}""", "{}", "/a/*/c")]
    [InlineData("""[ 1 , {"a":1} , null, [2] ]""", """[ null , {"a":1} , null, null ]""", "/*/a")]
    [InlineData("""[[1,2],3]""", """[[1,2],null]""", "/*/*")]
    [InlineData("""{"a":[{"c":1}],"b":{"c":2}}""", """{"a":[{"c":1}]}""", "/a/*/c")]
    [InlineData(" 5 ", " null ", "/a")]
    [InlineData("[1]", "null", "/a")]
    [InlineData("""{"a":1}""", "null")]                                                 // nothing granted at all
    [InlineData("""{"0":1,"1":2}""", """{"0":1}""", "/0")]                              // a number is a name
    [InlineData("[1]", "null", "/0")]
    [InlineData("""{"*":1,"a":{"*":2}}""", "null", "/*")]                               // and a star is none
    [InlineData("""{"a":1,"A":2,"\u0061":3,"a":4}""", """{"a":1,"\u0061":3,"a":4}""", "/a")]
    [InlineData("""{"a/b":1,"m~n":2,"":3}""", """{"a/b":1,"m~n":2,"":3}""", "/a~1b", "/m~0n", "/")]
    [InlineData("""{"\ud83d":1,"a":"\ud83d"}""", """{"a":"\ud83d"}""", "/a")]           // half a surrogate pair
    [InlineData("""{"a":12345678901234567890,"b":1E400}""", """{"a":12345678901234567890,"b":1E400}""", "/a", "/b")]
    public void CopyAsync_Grants_LeaveThisAndNothingElse(string answer, string left, params string[] paths) => Filtered.By(paths).Text(answer).ShouldBe(left);

    [Theory]
    [InlineData("""{"a":"secret","b":1}""", 1, "/b")]
    [InlineData("""{"a":{"b":1,"c":2},"d":3}""", 1, "/d")]
    [InlineData("""[1,{"a":1},null]""", 1, "/*/a")]
    [InlineData("""{"a":1}""", 0, "")]
    public void CopyAsync_Removed_IsCountedOnce(string answer, int removed, params string[] paths) =>
        Filtered.By(paths).Run(new Pieces([Encoding.UTF8.GetBytes(answer)])).Result.ShouldBe(new(FilterOutcome.Completed, removed, 0));

    [Theory]
    [InlineData("\"1990-05-01\"", "\"<Year 1990-05-01 /a>\"")]
    [InlineData("\"\\u0031\\n\\ud83d\\ude00\"", "\"<Year 1\\n\\uD83D\\uDE00 /a>\"")]
    [InlineData("010", null)]
    [InlineData("12010203", "\"<Year 12010203 /a>\"")]
    [InlineData("-1", "")]
    [InlineData("1.0", "")]
    [InlineData("1e2", "")]
    [InlineData("true", "")]
    [InlineData("\"\\udc00\"", "")]
    [InlineData("{\"b\":\"secret\"}", "")]
    [InlineData("[\"secret\"]", "")]
    [InlineData("\"none\"", "")]
    [InlineData("null", "null")]
    public void CopyAsync_Reduction_ReplacesTheValueOrRemovesTheMember(string value, string? left)
    {
        var filter = FieldFilter.Compile([new("/a", Reduction.Year), new("/z", Reduction.Whole)], (text, reduction, path) => text == "none" ? null : $"<{reduction} {text} {path}>");
        var answer = $$"""{"b":1,"a": {{value}} ,"z":[1]}""";
        if (left is null)
            filter.Outcome(Encoding.UTF8.GetBytes(answer)).ShouldBe(FilterOutcome.NotJson);
        else
            filter.Text(answer).ShouldBe(left.Length == 0 ? """{"z":[1]}""" : $$"""{"a": {{left}} ,"z":[1]}""");
    }

    [Fact]
    public void CopyAsync_ReducedText_IsEscaped() =>
        FieldFilter.Compile([new("", Reduction.Masked)], (_, _, _) => "\"},{\\\n\u1794").Text("\"x\"").ShouldBe("\"\\\"},{\\\\\\n\u1794\"");

    [Fact]
    public void CopyAsync_ElementThatCannotBeReduced_LeavesItsPlace() =>
        FieldFilter.Compile([new("/*", Reduction.Year)], (text, _, _) => text.Length == 4 ? text : null).Text("""["1990", {"a":1},"x",true]""").ShouldBe("""["1990", null,null,null]""");

    [Fact]
    public void CopyAsync_Present_TellsOnlyThatThereIsAValue() =>
        FieldFilter.Compile([new("/*/a", Reduction.Present)], (_, _, _) => throw new InvalidOperationException()).Text("""[{"a":"x"},{"a":null},{"a":{"b":[1]}},{"a":false},{}]""")
            .ShouldBe("""[{"a":true},{"a":false},{"a":true},{"a":true},{}]""");

    [Fact]
    public void CopyAsync_Reduced_IsCounted() =>
        FieldFilter.Compile([new("/*", Reduction.Year)], (_, _, _) => "y").Run(new Pieces(["[\"a\",null,true,1]"u8.ToArray()])).Result.ShouldBe(new(FilterOutcome.Completed, 1, 2));

    [Theory]
    [InlineData("a")]
    [InlineData("a/b")]
    [InlineData("/a~")]
    [InlineData("/a~2")]
    [InlineData("/\ud83d")]
    [InlineData("/a", "/a")]
    [InlineData("/a", "/a/b")]
    [InlineData("", "/a")]
    [InlineData("/a/*", "/a/*/b/c")]
    public void Faults_WrongPaths_AreNamedAndDoNotCompile(params string[] paths)
    {
        FieldFilter.Faults([.. paths.Select(p => new FieldGrant(p, Reduction.Whole))]).Count().ShouldBe(1);
        Should.Throw<ArgumentException>(() => Filtered.By(paths));
    }

    [Fact]
    public void Faults_Several_AreAllTold() =>
        FieldFilter.Faults([new("a", Reduction.Whole), new("/b", (Reduction)99), new("/c/d", Reduction.Year), new("/c", Reduction.Whole), new(string.Concat(Enumerable.Repeat("/x", 65)), Reduction.Whole)])
            .Select(f => f[..14].TrimEnd()).ShouldBe(["field 'a': a J", "field '/b': no", "field '/c/d':", "field '/x/x/x/"], ignoreOrder: true);

    [Theory]
    [InlineData("/a", "/ab", "/a~1b")]
    [InlineData("/*/a", "/*/b", "/a")]
    [InlineData("/")]
    public void Faults_RightPaths_AreNone(params string[] paths) => FieldFilter.Faults([.. paths.Select(p => new FieldGrant(p, Reduction.Whole))]).ShouldBeEmpty();
}
