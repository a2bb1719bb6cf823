using System.IO.Compression;

namespace Interop.System.Tests.Proxying;

/// <summary>Answers whose contract says what they look like, for callers who may have some of it and for those who may have all.</summary>
[Collection(nameof(ProxyHub))]
public sealed class AnswerSchemaTests(ProxyHub hub)
{
    private const string Card = "/r/nssf/people/cards/7";

    [Fact]
    public async Task Get_AnswerFits_LeavesAsGrantedAndByteForByte()
    {
        const string body = """{ "name" : "Sok", "secret": 1.50 }""";
        hub.Provider.From(c => Provider.Json(c, body));
        (await hub.CallAsync(HttpMethod.Get, Card)).Body.ShouldNotContain("secret");
        (await hub.CallAsync(HttpMethod.Get, Card, whole: true)).Body.ShouldBe(body);
    }

    [Theory]
    [InlineData("""{"secret":"Sok"}""")]
    [InlineData("""{"name":7,"secret":"Sok"}""")]
    [InlineData("""{"name":"Sok","name":"Sao"}""")]
    [InlineData("""["Sok"]""")]
    public async Task Get_AnswerBreaksItsSchema_IsTheProvidersFaultAndNothingLeaves(string body)
    {
        foreach (var whole in (bool[])[false, true])
        {
            hub.Provider.From(c => Provider.Json(c, body));
            var answer = await hub.CallAsync(HttpMethod.Get, Card, whole);
            answer.Status.ShouldBe(502);
            answer.Code.ShouldBe("service-answer-invalid");
            answer.Headers["Interop-Error"].ShouldBe("provider; code=service-answer-invalid");
            answer.Body.ShouldNotContain("Sok");
            hub.Provider.Seen.Count.ShouldBe(1, "it is not asked again");
        }
    }

    [Fact]
    public async Task Get_AnswerTooLongToBeChecked_LeavesFiltered()
    {
        var name = new string('x', 1024 * 1024);
        hub.Provider.From(c => Provider.Json(c, $$"""{"secret":1,"name":["{{name}}"]}"""));
        var answer = await hub.CallAsync(HttpMethod.Get, Card);
        answer.Status.ShouldBe(200, answer.Body);
        answer.Body.ShouldBe($$"""{"name":["{{name}}"]}""");
    }

    [Fact]
    public async Task Get_OtherStatus_IsNotHeldAgainstTheSchema()
    {
        hub.Provider.From(c => Provider.Json(c, """{"error":"none","secret":"x"}""", 404));
        var answer = await hub.CallAsync(HttpMethod.Get, Card);
        answer.Status.ShouldBe(404);
        answer.Body.ShouldBe("""{"error":"none"}""");
    }

    [Fact]
    public async Task Get_ErrorWithASchemaOfItsOwn_LeavesAsGrantedOrWithoutItsContent()
    {
        hub.Provider.From(c => Provider.Json(c, """{"error":"none","secret":"x"}""", 404));
        var fits = await hub.CallAsync(HttpMethod.Get, "/r/nssf/described/cards/7");
        (fits.Status, fits.Body).ShouldBe((404, """{"error":"none"}"""));
        hub.Provider.From(c => Provider.Json(c, """{"secret":"x"}""", 404));
        var breaks = await hub.CallAsync(HttpMethod.Get, "/r/nssf/described/cards/7");
        (breaks.Status, breaks.Body).ShouldBe((404, ""));
        breaks.Headers["Interop-Error"].ShouldStartWith("provider; status=404");
    }

    [Fact]
    public async Task Get_CompressedWhereItMustBeRead_NothingLeaves()
    {
        hub.Provider.From(async c =>
        {
            c.Response.ContentType = "application/json";
            c.Response.Headers.ContentEncoding = "gzip";
            await using var zip = new GZipStream(c.Response.Body, CompressionLevel.Fastest);
            await zip.WriteAsync("""{"name":"Sok"}"""u8.ToArray());
        });
        var answer = await hub.CallAsync(HttpMethod.Get, Card, whole: true, change: r => r.Headers.AcceptEncoding.ParseAdd("gzip"));
        answer.Code.ShouldBe("service-answer-invalid");
        hub.Provider.Seen.Last().Headers["Accept-Encoding"].ShouldBe("identity");
    }
}
