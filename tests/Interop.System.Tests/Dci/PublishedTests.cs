using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Interop.System.Tests.Dci;

/// <summary>What everybody may see of the DCI door, and faults that have no message.</summary>
public sealed class PublishedTests(HubFixture hub)
{
    private const string Sandbox = "dci-sandbox";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/dci")]
    [InlineData("/dci/crvs")]
    public async Task KeysAndLocations_AtEveryRoot_AreAsSpecified(string root)
    {
        var keys = JsonNode.Parse(await hub.Http.GetStringAsync(new Uri($"{hub.Hub.Address}{root}/.well-known/jwks.json"), Cancellation))!;
        var locations = JsonNode.Parse(await hub.Http.GetStringAsync(new Uri($"{hub.Hub.Address}{root}/.well-known/locations.json"), Cancellation))!;
        locations["locations"]!.AsArray().Select(l => (string)l!["id"]!).ShouldBe(Country.Gazetteer.Provinces.Select(p => p.Code));
        (await DciPartner.NodeAsync(Get("jwks_core", "/.well-known/jwks.json", keys), Get("locations_core", "/.well-known/locations.json", locations))).ShouldAllBe(f => f == null);

        static JsonObject Get(string name, string endpoint, JsonNode body)
        {
            var task = DciPartner.Validate(name, endpoint, body, 200);
            (task["validate"]!["method"], task["validate"]!["status"]) = ("get", "200");
            return task;
        }
    }

    [Theory]
    [InlineData("POST", "/dci/social/registry/subscribe")]
    [InlineData("POST", "/dci/tax/registry/sync/search")]
    [InlineData("GET", "/dci/social/registry/sync/search")]
    [InlineData("GET", "/dci")]
    public async Task Address_WhereNothingIs_IsTheFaultOfTheSpecification(string method, string path)
    {
        using var request = new HttpRequestMessage(new(method), hub.Hub.Address + path);
        using var answer = await hub.Http.SendAsync(request, Cancellation);
        ((int)answer.StatusCode).ShouldBe(404);
        JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancellation)).RootElement.GetProperty("errors")[0].Text("code").ShouldBe("err.request.not_found");
    }

    [Fact]
    public async Task Search_BodyThatNeverComes_IsATimeout()
    {
        await using var other = await hub.StartAnotherAsync("--Transport:RateGrace=00:00:01.5");
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        deadline.CancelAfter(TimeSpan.FromSeconds(60));
        var address = new Uri(other.Address);
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port, deadline.Token);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /dci/social/registry/sync/search HTTP/1.1\r\nHost: {address.Authority}\r\nX-Access-Key: {hub.KeyOf(Sandbox)}\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{{"), deadline.Token);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var answer = new StringBuilder();
        while (!answer.ToString().Contains("err.request.", StringComparison.Ordinal) && await reader.ReadLineAsync(deadline.Token) is { } line)
            answer.AppendLine(line);
        answer.ToString().ShouldStartWith("HTTP/1.1 408");
        answer.ToString().ShouldContain("err.request.timeout");
    }

    [Theory]
    [InlineData("/registry/sync/search")]
    [InlineData("/registry/search")]
    public async Task Search_ManyThatAreWrong_IsRejectedWholeAndMayBeSentAgainRight(string endpoint)
    {
        var body = DciPartner.Envelope(DciPartner.Header(Sandbox, total: 12), DciPartner.Message([.. Enumerable.Range(0, 12).Select(i => DciPartner.ById("1", i == 0 ? "UIN" : "passport", $"r{i}"))]));
        var answer = await hub.Http.PostAsync($"{hub.Hub.Address}/dci/social{endpoint}", hub.KeyOf(Sandbox), null, body.ToJsonString());
        (answer.Body.Text("header", "status_reason_code") ?? answer.Body.Text("message", "error", "message")).ShouldBe("rjct.errors.too_many");
        (await DciPartner.NodeAsync(DciPartner.Validate("social", endpoint, answer.Parsed(), 200))).ShouldAllBe(f => f == null);
    }
}
