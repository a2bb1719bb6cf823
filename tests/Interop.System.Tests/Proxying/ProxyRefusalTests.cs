using System.Net.Http.Headers;
using System.Text;

namespace Interop.System.Tests.Proxying;

/// <summary>What does not reach a provider.</summary>
[Collection(nameof(ProxyHub))]
public sealed class ProxyRefusalTests(ProxyHub hub)
{
    [Theory]
    [InlineData("/r/nssf/nothing/people/7", 404, "service-unknown")]
    [InlineData("/r/nobody/people/people/7", 404, "service-unknown")]
    [InlineData("/r/NSSF/people/people/7", 404, "service-unknown")]
    [InlineData("/r/nssf/people", 404, "operation-unknown")]
    [InlineData("/r/nssf/people/people", 404, "operation-unknown")]
    [InlineData("/r/nssf/people/People/7", 404, "operation-unknown")]
    [InlineData("/r/nssf/people/people/7/more", 404, "operation-unknown")]
    [InlineData("/r/nssf/people/search", 405, "method-not-allowed")]
    [InlineData("/r/nssf/people/people/all", 403, "operation-outside-scope")]
    [InlineData("/r/nssf/people/people/ALL", 404, "operation-unknown")]
    [InlineData("/r/nssf/people/people/%61ll", 403, "operation-outside-scope")]
    [InlineData("/r/nssf/people/people/7?lang=km&admin=1", 400, "query-undeclared")]
    [InlineData("/r/nssf/people/people/7?Lang=km", 400, "query-undeclared")]
    [InlineData("/r/nssf/people/people/7?%6Cang=km&x", 400, "query-undeclared")]
    [InlineData("/r/nssf/people/files/x", 403, "operation-outside-scope")]
    public async Task Get_NotForTheCaller_IsRefusedWithItsOwnCode(string target, int status, string code) => await ShouldBeRefusedAsync(target, status, code);

    /// <summary>Whatever some server behind might read as another path has no single meaning, and goes nowhere.</summary>
    [Theory]
    [InlineData("/r/nssf/people/people/../people/all")]
    [InlineData("/r/nssf/people/people/%2e%2e/people/all")]
    [InlineData("/r/nssf/people/people/%2E./all")]
    [InlineData("/r/nssf/people/people/.")]
    [InlineData("/r/nssf/people/people/%2e")]
    [InlineData("/r/nssf/people/people/7%2f..%2fall")]
    [InlineData("/r/nssf/people/people/7%2Fx")]
    [InlineData("/r/nssf/people/people/7%5C..%5Call")]
    [InlineData("/r/nssf/people/people/%252e%252e%252fall")]
    [InlineData("/r/nssf/people/people/7%2525")]
    [InlineData("/r/nssf/people//people/7")]
    [InlineData("/r/nssf/people/people//7")]
    [InlineData("/r/nssf/people/people/7/")]
    [InlineData("/r//people/people/7")]
    [InlineData("/r/nssf/people/people/all;x=1")]
    [InlineData("/r/nssf/people/people/7%3Bx")]
    [InlineData("/r/nssf/people/people/7%0d%0aX-Evil:1")]
    [InlineData("/r/nssf/people/people/%c0%ae%c0%ae")]
    [InlineData("/r/nssf/people/people/%ff")]
    [InlineData("/r/nssf/people/people/7%")]
    [InlineData("/r/nssf/people/people/7%4")]
    [InlineData("/r/nssf/people/people/7%zz")]
    [InlineData("/v1/../r/nssf/people/people/7")]
    [InlineData("/r/other/../nssf/people/people/7")]
    [InlineData("/r/nssf%2fpeople/people/7")]
    [InlineData("/r/nssf/people/people/7?lang=%0a")]
    [InlineData("/r/nssf/people/people/7?lang=%zz")]
    [InlineData("/r/nssf/people/people/7?=1")]
    public async Task Get_PathWithMoreThanOneMeaning_IsRefused(string target)
    {
        hub.Provider.From(c => Provider.Json(c, "{}"));
        var answer = await hub.CallAsync(HttpMethod.Get, target);
        answer.Status.ShouldBeOneOf(400, 404);
        answer.Code.ShouldBeOneOf("path-invalid", "service-unknown", "request-invalid");
        hub.Provider.Seen.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/r/nssf/people/people/%37", "/people/7")]
    [InlineData("/r/nssf/people/people/a%20b", "/people/a%20b")]
    [InlineData("/r/nssf/people/people/%e1%9e%80", "/people/%E1%9E%80")]
    [InlineData("/r/nssf/people/people/a%3fb%23c", "/people/a%3Fb%23c")]
    [InlineData("/r/nssf/people/people/a+b:c@d", "/people/a+b:c@d")]
    [InlineData("/r/nssf/people/people/7?lang=a;lang=b&full%20name=x+y", "/people/7?lang=a%3Blang=b&full%20name=x+y")]
    [InlineData("/r/nssf/people/people/7?", "/people/7")]
    [InlineData("/%72/nssf/people/people/7", null)]
    public async Task Get_OtherSpellings_GoOnInTheOneEncoding(string target, string? forwarded)
    {
        hub.Provider.From(c => Provider.Json(c, "{}"));
        var answer = await hub.CallAsync(HttpMethod.Get, target);
        if (forwarded is null)
            answer.Code.ShouldBe("path-invalid");
        else
            hub.Provider.Seen.ShouldHaveSingleItem().Target.ShouldBe(forwarded);
    }

    [Theory]
    [InlineData(null, "ELIGDTRM", 401, "access-key-missing")]
    [InlineData("hello", "ELIGDTRM", 401, "access-key-unknown")]
    [InlineData("", null, 400, "purpose-missing")]
    [InlineData("", "HRESCH", 403, "purpose-outside-scope")]
    public async Task Get_CallerWithoutKeyOrPurpose_IsRefusedBeforeAnythingIsFound(string? key, string? purpose, int status, string code)
    {
        hub.Provider.From(c => Provider.Json(c, "{}"));
        foreach (var target in (string[])["/r/nssf/people/people/7", "/r/nobody/nothing"])
        {
            var answer = await hub.SendAsync(HttpMethod.Get, target, r =>
            {
                if (key is not null)
                    r.Headers.Add("X-Access-Key", key.Length == 0 ? hub.Hub.KeyOf("social-ministry") : key);
                if (purpose is not null)
                    r.Headers.Add("Interop-Purpose", purpose);
            });
            if (status == 403 && target.EndsWith("nothing", StringComparison.Ordinal))
                continue;
            answer.Status.ShouldBe(status);
            answer.Code.ShouldBe(code);
            answer.Headers["Interop-Error"].ShouldBe($"hub; code={code}");
        }
        hub.Provider.Seen.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""{"name":"Sok","more":1}""", "application/json", 400, "request-outside-contract")]
    [InlineData("""{"name":"a name of more than twenty letters"}""", "application/json", 400, "request-outside-contract")]
    [InlineData("""{"name":"Sok","name":"Sao"}""", "application/json", 400, "body-not-json")]
    [InlineData("""{"name":""", "application/json", 400, "body-not-json")]
    [InlineData("", "application/json", 400, "request-outside-contract")]
    [InlineData("""{"name":"Sok"}""", "text/plain", 415, "media-type-undeclared")]
    [InlineData("""{"name":"Sok"}""", "application/json; charset=utf-16", 415, "media-type-undeclared")]
    public async Task Post_OutsideTheContract_IsRefused(string body, string type, int status, string code)
    {
        hub.Provider.From(c => Provider.Json(c, "{}"));
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) { Headers = { ContentType = MediaTypeHeaderValue.Parse(type) } };
        var answer = await hub.CallAsync(HttpMethod.Post, "/r/nssf/people/search", content: content);
        answer.Code.ShouldBe(code);
        answer.Status.ShouldBe(status);
        answer.Body.ShouldNotContain("Sok");
        hub.Provider.Seen.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/r/nssf/people/search", "application/json", true)]
    [InlineData("/r/nssf/people/search", "application/json", false)]
    [InlineData("/r/nssf/people/notes", "text/plain", true)]
    [InlineData("/r/nssf/people/notes", "text/plain", false)]
    public async Task Post_MoreThanTheOperationTakes_Is413(string target, string type, bool chunked)
    {
        hub.Provider.From(c => Provider.Json(c, "{}"));
        var content = new ByteArrayContent(new byte[2 * 1024 * 1024]) { Headers = { ContentType = MediaTypeHeaderValue.Parse(type) } };
        var answer = await hub.CallAsync(HttpMethod.Post, target, content: content, change: r => r.Headers.TransferEncodingChunked = chunked);
        answer.Code.ShouldBe("body-too-large");
    }

    [Fact]
    public async Task Get_AskingForAnUpgrade_IsRefused()
    {
        hub.Provider.From(c => Provider.Json(c, "{}"));
        var answer = await hub.CallAsync(HttpMethod.Get, "/r/nssf/people/people/7", change: r =>
        {
            r.Headers.Connection.Add("Upgrade");
            r.Headers.Upgrade.ParseAdd("websocket");
        });
        answer.Code.ShouldBe("request-invalid");
        hub.Provider.Seen.ShouldBeEmpty();
    }

    [Fact]
    public async Task Get_WithContentThatNobodyDeclared_IsRefused() =>
        (await hub.CallAsync(HttpMethod.Get, "/r/nssf/people/people/7", content: new StringContent("x"))).Code.ShouldBe("media-type-undeclared");

    private async Task ShouldBeRefusedAsync(string target, int status, string code)
    {
        hub.Provider.From(c => Provider.Json(c, "{}"));
        var answer = await hub.CallAsync(HttpMethod.Get, target);
        answer.Code.ShouldBe(code);
        answer.Status.ShouldBe(status);
        answer.Headers["Interop-Error"].ShouldBe($"hub; code={code}");
        hub.Provider.Seen.ShouldBeEmpty();
    }
}
