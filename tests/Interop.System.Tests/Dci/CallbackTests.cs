using System.Text.Json.Nodes;
using Interop.Gateway.Dci.Callbacks;
using Interop.Gateway.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Interop.System.Tests.Dci;

/// <summary>Messages that are answered later, by a call to the partner: here a server on a free port that answers as its test says.</summary>
public sealed class CallbackTests(HubFixture hub) : IAsyncLifetime
{
    private const string Sandbox = CallbackPartner.Sandbox, Endpoint = CallbackPartner.Endpoint;

    private readonly CallbackPartner partner = new(hub);
    private HubHost other = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private DciCallbacks Callbacks => other.Rooms.GetRequiredService<DciCallbacks>();

    public async ValueTask InitializeAsync()
    {
        await partner.StartAsync();
        other = await partner.StartHubAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await other.DisposeAsync();
        await partner.DisposeAsync();
    }

    [Fact]
    public async Task Search_Acknowledged_IsAnsweredOnceByACallbackThatTheSpecificationKnows()
    {
        var body = DciPartner.Envelope(DciPartner.Header(Sandbox), DciPartner.Message(DciPartner.ById(partner.Person)));
        var ack = await PostAsync(Endpoint, body);
        ack.Body.Text("message", "ack_status").ShouldBe("ACK");
        var (path, answer) = await partner.ReceiveAsync();
        path.ShouldBe("/callback");
        ((string?)answer["message"]!["correlation_id"]).ShouldBe(ack.Body.Text("message", "correlation_id"));
        ((string?)answer["message"]!["transaction_id"]).ShouldBe((string?)body["message"]!["transaction_id"]);
        ((string?)answer["message"]!["search_response"]![0]!["data"]!["reg_records"]![0]!["identifier"]![0]!["identifier_value"]).ShouldBe(partner.Person);
        var keys = JsonNode.Parse(await hub.Http.GetStringAsync(new Uri(other.Address + "/dci/.well-known/jwks.json"), Cancellation))!["keys"]!;
        var said = await DciPartner.NodeAsync(
            DciPartner.Validate("social", Endpoint, body), DciPartner.Validate("social", "/registry/on-search", answer),
            new() { ["verify"] = new JsonObject { ["keys"] = keys.DeepClone(), ["message"] = answer.DeepClone() } });
        (said[0], said[1], (string?)said[2]).ShouldBe((null, null, "jws"));

        // However often it looks again, there is nothing left to send; and the same message is not taken twice, now or after a restart.
        await SettledAsync(body, "succ");
        await Callbacks.DeliverAsync(TimeProvider.System.GetUtcNow().AddDays(1), Cancellation);
        partner.HasReceived.ShouldBeFalse();
        var again = await PostAsync(Endpoint, body);
        (again.Body.Text("message", "ack_status"), again.Body.Text("message", "error", "message")).ShouldBe(("NACK", "rjct.message_id.duplicate"));
    }

    [Theory]
    [InlineData("crvs")]
    [InlineData("ibr")]
    [InlineData("dr")]
    public async Task Search_OfEveryRegistry_IsAcknowledgedAndAnsweredAsItsSpecificationSays(string registry)
    {
        var body = partner.Message();
        var ack = await hub.Http.PostAsync($"{other.Address}/dci/{registry}{Endpoint}", hub.KeyOf(Sandbox), null, body.ToJsonString());
        var (_, answer) = await partner.ReceiveAsync();
        ((string?)answer["message"]!["search_response"]![0]!["status"]).ShouldBe("succ");
        (await DciPartner.NodeAsync(
            DciPartner.Validate(registry, Endpoint, body), DciPartner.Validate(registry, Endpoint, ack.Parsed(), 200),
            DciPartner.Validate(registry, "/registry/on-search", answer))).ShouldAllBe(f => f == null);
    }

    [Fact]
    public async Task Search_PartnerAway_IsCalledAgainUnderTheSameIdLaterAndLater()
    {
        partner.Status = 503;
        var now = TimeProvider.System.GetUtcNow();
        var body = DciPartner.Envelope(DciPartner.Header(Sandbox), DciPartner.Message(DciPartner.ById(partner.Person)));
        await PostAsync(Endpoint, body);
        var (_, first) = await partner.ReceiveAsync();
        await SettledAsync(body, "pdng");
        partner.Status = 200;
        await Callbacks.DeliverAsync(now.AddMinutes(20), Cancellation);
        var (_, second) = await partner.ReceiveAsync();
        ((string?)second["header"]!["message_id"]).ShouldBe((string?)first["header"]!["message_id"]);
        await SettledAsync(body, "succ");
    }

    [Fact]
    public async Task Search_ToAnAddressThatIsNotAgreed_IsRefusedAndNobodyIsCalled()
    {
        var header = DciPartner.Header(Sandbox);
        header["sender_uri"] = "http://127.0.0.1:1/elsewhere";
        var answer = await PostAsync(Endpoint, DciPartner.Envelope(header, DciPartner.Message(DciPartner.ById(partner.Person))));
        (answer.Status, answer.Body.Text("message", "ack_status"), answer.Body.Text("message", "error", "code")).ShouldBe((403, "ERR", "err.sender_uri.invalid"));
        header = DciPartner.Header(Sandbox);
        header["sender_uri"] = partner.Address;
        (await PostAsync(Endpoint, DciPartner.Envelope(header, DciPartner.Message(DciPartner.ById(partner.Person))))).Body.Text("message", "ack_status").ShouldBe("ACK");
        (await partner.ReceiveAsync()).Path.ShouldBe("/callback");
        partner.HasReceived.ShouldBeFalse();
    }

    [Fact]
    public async Task Search_HeaderThatWillNotDo_IsNotAcknowledged()
    {
        var header = DciPartner.Header(Sandbox, total: 2);
        var answer = await PostAsync(Endpoint, DciPartner.Envelope(header, DciPartner.Message(DciPartner.ById(partner.Person))));
        (answer.Body.Text("message", "ack_status"), answer.Body.Text("message", "error", "message")).ShouldBe(("NACK", "rjct.total_count.invalid"));
        var bad = await PostAsync(Endpoint, DciPartner.Envelope(DciPartner.Header(Sandbox), new() { ["transaction_id"] = "t" }));
        (bad.Status, bad.Body.Text("message", "error", "code")).ShouldBe((400, "err.request.bad"));
        (await DciPartner.NodeAsync(DciPartner.Validate("social", Endpoint, answer.Parsed(), 200), DciPartner.Validate("social", Endpoint, bad.Parsed(), 400))).ShouldAllBe(f => f == null);
    }

    [Fact]
    public async Task Status_OfWhatIsNotThere_IsRejectedAndRightlyAsked_IsAsSpecified()
    {
        var unknown = await PostAsync("/registry/sync/txn/status", StatusOf("transaction_id", DciPartner.NewId));
        unknown.Body.Text("header", "status").ShouldBe("rjct");
        var body = DciPartner.Envelope(DciPartner.Header(Sandbox), DciPartner.Message(DciPartner.ById(partner.Person), DciPartner.ById("1", reference: "r2")));
        body["header"]!["total_count"] = 2;
        var correlation = (await PostAsync(Endpoint, body)).Body.Text("message", "correlation_id")!;
        await partner.ReceiveAsync();
        await SettledAsync(body, "succ");
        var ask = StatusOf("correlation_id", correlation);
        var answer = await PostAsync("/registry/sync/txn/status", ask);
        var progress = answer.Body.GetProperty("message").GetProperty("txnstatus_response").GetProperty("txn_status").GetProperty("search_response");
        progress.EnumerateArray().Select(p => (p.Text("reference_id"), p.Text("status"), p.Text("status_reason_code"))).ShouldBe([("r1", "succ", null), ("r2", "rjct", "rjct.filter.invalid")]);
        (await DciPartner.NodeAsync(
            DciPartner.Validate("social", "/registry/sync/txn/status", ask), DciPartner.Validate("social", "/registry/sync/txn/status", answer.Parsed(), 200),
            DciPartner.Validate("social", "/registry/sync/txn/status", unknown.Parsed(), 200))).ShouldAllBe(f => f == null);
    }

    private static JsonObject StatusOf(string type, string value) => CallbackPartner.StatusOf(type, value);

    private Task SettledAsync(JsonNode message, string expected) => partner.SettledAsync(other, message, expected);

    private Task<Answer> PostAsync(string endpoint, JsonNode body) => partner.PostAsync(other, body, endpoint);
}
