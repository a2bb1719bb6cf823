using Interop.Gateway.Signatures;

namespace Interop.Gateway.Tests.Signatures;

/// <summary>Single components: the examples of RFC 9421 §2.1 and §2.2, and what must not be covered.</summary>
public sealed class SignatureBaseTests
{
    [Theory]
    [InlineData("\"@method\"", "POST")]
    [InlineData("\"@target-uri\"", "https://www.example.com/path?param=value&foo=bar&qux=&enc=%68a+b")]
    [InlineData("\"@authority\"", "www.example.com")]
    [InlineData("\"@scheme\"", "https")]
    [InlineData("\"@request-target\"", "/path?param=value&foo=bar&qux=&enc=%68a+b")]
    [InlineData("\"@path\"", "/path")]
    [InlineData("\"@query\"", "?param=value&foo=bar&qux=&enc=%68a+b")]
    [InlineData("\"@query-param\";name=\"qux\"", "")]
    [InlineData("\"@query-param\";name=\"enc\"", "ha%20b")]
    [InlineData("\"example-dict\"", "a=1,    b=2;x=1;y=2,   c=(a   b   c), d")]
    [InlineData("\"example-dict\";key=\"a\"", "1")]
    [InlineData("\"example-dict\";key=\"b\"", "2;x=1;y=2")]
    [InlineData("\"example-dict\";key=\"c\"", "(a b c)")]
    [InlineData("\"example-dict\";key=\"d\"", "?1")]
    [InlineData("\"priority\";sf", "u=1, i")]
    [InlineData("\"example-header\"", "value, with, lots, of, commas")]
    [InlineData("\"example-header\";bs", ":dmFsdWUsIHdpdGgsIGxvdHM=:, :b2YsIGNvbW1hcw==:")]
    [InlineData("\"folded\"", "one two")]
    [InlineData("\"x-empty-header\"", "")]
    public void Build_Component_HasItsValue(string component, string value) => ValueOf(component, out var text).ShouldSatisfyAllConditions(
        outcome => outcome.ShouldBe(SignatureOutcome.Valid), _ => text.ShouldBe($"{component}: {value}\n\"@signature-params\": ({component})"));

    [Theory]
    [InlineData("\"@status\"")]                          // no part of a request
    [InlineData("\"@signature-params\"")]
    [InlineData("\"@nothing\"")]
    [InlineData("\"@method\";sf")]
    [InlineData("\"@method\";req")]                      // there is no response
    [InlineData("\"@method\" \"@method\"")]
    [InlineData("\"example-dict\";key=\"a\" \"example-dict\";key=\"a\"")]
    [InlineData("\"Date\"")]
    [InlineData("\"example-header\";bs;sf")]
    [InlineData("\"example-header\";tr")]
    [InlineData("\"example-header\";sf")]                // of a type that is not known
    [InlineData("\"example-header\";unknown")]
    [InlineData("\"example-header\";bs=?0")]
    [InlineData("\"folded\";key=\"a\"")]
    [InlineData("\"@query-param\"")]
    [InlineData("\"@query-param\";name=\"twice\"", "/path?twice=1&twice=2")]
    [InlineData("date")]
    [InlineData("7")]
    [InlineData("\"\"")]
    [InlineData("\"not-ascii\"")]
    public void Build_WhatCannotBeCovered_IsMalformed(string components, string? target = null) => ValueOf(components, out _, target).ShouldBe(SignatureOutcome.Malformed);

    [Theory]
    [InlineData("\"content-digest\"")]
    [InlineData("\"example-dict\";key=\"z\"")]
    [InlineData("\"@query-param\";name=\"z\"")]
    public void Build_WhatIsNotThere_IsAbsent(string component) => ValueOf(component, out _).ShouldBe(SignatureOutcome.ComponentAbsent);

    [Fact]
    public void Build_Response_ReachesItsRequest()
    {
        var response = RfcExamples.Response() with { Request = RfcExamples.Request() };
        Build("\"@status\" \"@method\";req \"content-digest\" \"content-digest\";req \"@query-param\";req;name=\"Pet\"", response, out var text).ShouldBe(SignatureOutcome.Valid);
        text.ShouldStartWith($"\"@status\": 200\n\"@method\";req: POST\n\"content-digest\": {RfcExamples.ResponseDigest}\n\"content-digest\";req: {RfcExamples.RequestDigest}\n\"@query-param\";req;name=\"Pet\": dog\n");

        Build("\"@method\"", response, out _).ShouldBe(SignatureOutcome.Malformed);
        Build("\"@method\";req", RfcExamples.Response(), out _).ShouldBe(SignatureOutcome.ComponentAbsent);
        Build("\"@query-param\";name=\"a\";req \"@query-param\";req;name=\"a\"", response, out _).ShouldNotBe(SignatureOutcome.Valid);
    }

    [Theory]
    [InlineData("https://Example.com:443/a/../b?c", "/a/../b", "?c")]
    [InlineData("https://example.com", "/", "?")]
    [InlineData("https://example.com?c", "/", "?c")]
    [InlineData("/", "/", "?")]
    [InlineData("/a?", "/a", "?")]
    [InlineData("/a?b?c", "/a", "?b?c")]
    public void Path_EveryTarget_IsTakenAsSent(string target, string path, string query)
    {
        var message = RfcExamples.Request() with { Target = target };
        (message.Path, message.Query).ShouldBe((path, query));
    }

    [Theory]
    [InlineData("https", "Example.COM:443", "example.com")]
    [InlineData("http", "example.com:80", "example.com")]
    [InlineData("http", "example.com:443", "example.com:443")]
    [InlineData("https", "[::1]:8443", "[::1]:8443")]
    public void AuthorityOf_Host_IsNormalised(string scheme, string host, string authority) => SignedMessage.AuthorityOf(scheme, host).ShouldBe(authority);

    private static SignatureOutcome ValueOf(string components, out string text, string? target = null)
    {
        var fields = RfcExamples.Fields(
            ("Date", "now"), ("Example-Dict", " a=1,    b=2;x=1;y=2,   c=(a   b   c), d "), ("Priority", "u=1 ,  i=?1"), ("Example-Header", "value, with, lots"),
            ("Example-Header", "of, commas"), ("Folded", "one\r\n   two"), ("X-Empty-Header", ""), ("Not-Ascii", "é"));
        return Build(components, new(fields) { Method = "POST", Scheme = "https", Authority = "www.example.com", Target = target ?? "/path?param=value&foo=bar&qux=&enc=%68a+b" }, out text);
    }

    private static SignatureOutcome Build(string components, SignedMessage message, out string text) =>
        SignatureBase.Build(StructuredFieldReader.Dictionary($"s=({components})").ShouldNotBeNull()["s"]!, message, out text);
}
