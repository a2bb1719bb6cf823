using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;

namespace Interop.System.Tests.Proxying;

/// <summary>Faults of providers, told apart from those of the hub; services that come, change and go.</summary>
[Collection(nameof(ProxyHub))]
public sealed class ProxyFaultTests(ProxyHub hub)
{
    private const string Read = """{ "id": "read", "method": "GET", "path": "/thing", "answerTypes": [ "application/json" ] }""";

    [Fact]
    public async Task Get_ErrorInTheContract_IsTheProvidersAndFiltered()
    {
        hub.Provider.From(c => Provider.Json(c, """{"error":"no such person","secret":"x"}""", 404));
        var answer = await hub.CallAsync(HttpMethod.Get, "/r/nssf/people/people/7");
        answer.Status.ShouldBe(404);
        answer.Body.ShouldBe("""{"error":"no such person"}""");
        answer.Headers["Interop-Error"].ShouldBe("provider; status=404");
    }

    [Theory]
    [InlineData(500, "application/json")]
    [InlineData(404, "text/html")]
    [InlineData(503, "text/plain")]
    public async Task Get_ErrorOutsideTheContract_KeepsItsStatusAndLosesItsContent(int status, string type)
    {
        hub.Provider.From(c =>
        {
            c.Response.StatusCode = status;
            c.Response.ContentType = type;
            return c.Response.WriteAsync("a stack trace with a name in it");
        });
        foreach (var whole in (bool[])[false, true])
        {
            var answer = await hub.CallAsync(HttpMethod.Get, "/r/nssf/people/people/7", whole);
            answer.Status.ShouldBe(status);
            answer.Body.ShouldBeEmpty();
            answer.Headers["Interop-Error"].ShouldBe($"provider; status={status}");
        }
    }

    [Theory]
    [InlineData(200, "text/html", "<p>")]
    [InlineData(201, "application/json", "{}")]
    [InlineData(302, "application/json", "{}")]
    [InlineData(200, "application/json", """{"name":""")]
    [InlineData(200, "application/json", "{} {}")]
    [InlineData(200, "application/json; charset=utf-16", "{}")]
    public async Task Get_AnswerOutsideTheContract_NothingOfItLeaves(int status, string type, string body)
    {
        hub.Provider.From(c =>
        {
            c.Response.StatusCode = status;
            c.Response.ContentType = type;
            c.Response.Headers.Location = "http://127.0.0.1/inside";
            return c.Response.WriteAsync(body);
        });
        var answer = await hub.CallAsync(HttpMethod.Get, "/r/nssf/people/people/7");
        answer.Status.ShouldBe(502);
        answer.Code.ShouldBe("service-answer-invalid");
        answer.Headers["Interop-Error"].ShouldBe("provider; code=service-answer-invalid");
        answer.Headers.ShouldNotContainKey("Location");
    }

    [Fact]
    public async Task Get_ProviderSilent_Is504()
    {
        hub.Provider.From(c => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, c.RequestAborted).ContinueWith(_ => { }));
        var answer = await hub.CallAsync(HttpMethod.Get, "/r/nssf/people/people/7");
        answer.Status.ShouldBe(504);
        answer.Code.ShouldBe("service-timeout");
    }

    [Fact]
    public async Task Get_ProviderSilentInTheMiddleOfASmallAnswer_Is504()
    {
        hub.Provider.From(async c =>
        {
            c.Response.ContentType = "application/json";
            await c.Response.WriteAsync("""{"name":"Sok",""");
            await c.Response.Body.FlushAsync();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, c.RequestAborted).ContinueWith(_ => { });
        });
        var answer = await hub.CallAsync(HttpMethod.Get, "/r/nssf/people/people/7");
        answer.Code.ShouldBe("service-timeout");
        answer.Body.ShouldNotContain("Sok");
    }

    [Fact]
    public async Task Get_ProviderBreaksOff_Is502BeforeTheFirstByteAndACutAfterIt()
    {
        hub.Provider.From(async c =>
        {
            c.Response.ContentType = "application/json";
            await c.Response.WriteAsync("""{"name":"Sok",""");
            await c.Response.Body.FlushAsync();
            c.Abort();
        });
        (await hub.CallAsync(HttpMethod.Get, "/r/nssf/people/people/7")).Code.ShouldBe("service-unreachable");

        hub.Provider.From(async c =>
        {
            c.Response.ContentType = "application/json";
            await c.Response.WriteAsync("""{"list":[{"a":0}""");
            for (var i = 0; i < 100_000; i++)
                await c.Response.WriteAsync(""",{"a":1}""");
            await c.Response.Body.FlushAsync();
            c.Abort();
        });
        await Should.ThrowAsync<HttpRequestException>(() => hub.CallAsync(HttpMethod.Get, "/r/nssf/people/people/7"));
    }

    [Fact]
    public async Task Get_NotJsonAfterTheFirstByte_IsCutAndWhatLeftWasGranted()
    {
        hub.Provider.From(async c =>
        {
            c.Response.ContentType = "application/json";
            await c.Response.WriteAsync("""{"list":[{"a":0}""");
            for (var i = 0; i < 100_000; i++)
                await c.Response.WriteAsync(""",{"a":1}""");
            await c.Response.WriteAsync(""","secret" oops""");
        });
        await Should.ThrowAsync<HttpRequestException>(() => hub.CallAsync(HttpMethod.Get, "/r/nssf/people/people/7"));
    }

    [Fact]
    public async Task Pair_FirstDestinationDead_ReadsGoToTheOtherAndWritesDoNot()
    {
        hub.Provider.From(c => Provider.Json(c, """{"name":"there"}"""));
        var read = await hub.CallAsync(HttpMethod.Get, "/r/nssf/pair/thing");
        read.Status.ShouldBe(200);
        read.Body.ShouldBe("""{"name":"there"}""");
        hub.Provider.Seen.Count.ShouldBe(1);

        hub.Provider.From(c => Provider.Json(c, "{}"));
        var write = await hub.CallAsync(HttpMethod.Post, "/r/nssf/pair/thing", content: new StringContent("{}", new MediaTypeHeaderValue("application/json")));
        write.Status.ShouldBe(502);
        write.Code.ShouldBe("service-unreachable");
        hub.Provider.Seen.ShouldBeEmpty();
    }

    [Fact]
    public async Task Twins_ManyCallsWithTheFirstDead_ItIsLeftAloneAndWritesArriveToo()
    {
        hub.Provider.From(c => Provider.Json(c, """{"name":"there"}"""));
        // Passive health: after enough failed attempts the dead one is no longer tried.
        for (var i = 0; i < 15; i++)
            (await hub.CallAsync(HttpMethod.Get, "/r/nssf/twins/thing")).Status.ShouldBe(200);
        var write = await hub.CallAsync(HttpMethod.Post, "/r/nssf/twins/thing", content: new StringContent("{}", new MediaTypeHeaderValue("application/json")));
        write.Status.ShouldBe(200);
    }

    [Fact]
    public async Task Files_AddedChangedBrokenAndRemoved_TakeEffectWithoutARestart()
    {
        hub.Provider.From(c => Provider.Json(c, """{"name":"one"}"""));
        Task<ProxyAnswer> ReadAsync(string path = "thing") => hub.CallAsync(HttpMethod.Get, "/r/nssf/later/" + path);
        (await ReadAsync()).Code.ShouldBe("service-unknown");

        hub.Publish("later", hub.Provider.Address, Read);
        (await Patience.UntilAsync(() => ReadAsync(), a => a.Code != "service-unknown", "the service")).Body.ShouldBe("""{"name":"one"}""");

        // A wrong file leaves the service as it was, and health says so.
        hub.Publish("later", "http://elsewhere.example/?query", Read.Replace("/thing", "/other", StringComparison.Ordinal));
        var health = await Patience.UntilAsync(() => hub.SendAsync(HttpMethod.Get, "/health/ready", _ => { }), a => a.Body.Contains("faults", StringComparison.Ordinal), "its faults");
        health.Status.ShouldBe((int)HttpStatusCode.OK);
        health.Body.ShouldContain("degraded");
        health.Body.ShouldNotContain("elsewhere");
        (await ReadAsync()).Status.ShouldBe(200);
        (await hub.CallAsync(HttpMethod.Get, "/r/nssf/people/people/7")).Status.ShouldBe(200);

        hub.Publish("later", hub.Provider.Address, Read.Replace("/thing", "/other", StringComparison.Ordinal));
        await Patience.UntilAsync(() => ReadAsync("other"), a => a.Status == 200, "the other operation");
        (await ReadAsync()).Code.ShouldBe("operation-unknown");

        hub.Withdraw("later");
        await Patience.UntilAsync(() => ReadAsync("other"), a => a.Code == "service-unknown", "the end of the service");
    }
}
