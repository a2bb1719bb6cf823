using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Interop.Gateway.Dci.Callbacks;
using Interop.Gateway.Hosting;
using Interop.System.Tests.Proxying;
using Microsoft.Extensions.DependencyInjection;

namespace Interop.System.Tests.Dci;

/// <summary>Messages that are answered later, by a call to the partner: here a server on a free port that answers as its test says.</summary>
public sealed class CallbackTests(HubFixture hub) : IAsyncLifetime
{
    private const string Sandbox = "dci-sandbox", Endpoint = "/registry/search";

    private readonly Channel<string> received = Channel.CreateUnbounded<string>();
    private Provider partner = null!;
    private HubHost other = null!;
    private volatile int status = 200;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Person => hub.Demo.People.First(p => p.Institution == "social-ministry" && p.Identifiers.ContainsKey("national-id")).Identifiers["national-id"];

    private DciCallbacks Callbacks => other.Rooms.GetRequiredService<DciCallbacks>();

    public async ValueTask InitializeAsync()
    {
        partner = await Provider.StartAsync();
        partner.From(async context =>
        {
            using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
            await received.Writer.WriteAsync($"{context.Request.Path} {await reader.ReadToEndAsync(Cancellation)}", Cancellation);
            context.Response.StatusCode = status;
        });
        var file = hub.Settings.InstitutionsFile;
        var before = await File.ReadAllTextAsync(file, Cancellation);
        var institutions = JsonNode.Parse(before)!;
        institutions["institutions"]!.AsArray().Single(i => (string?)i!["code"] == Sandbox)!["dci"]!["callback"] = partner.Address + "/callback";
        try
        {
            await File.WriteAllTextAsync(file, institutions.ToJsonString(), Cancellation);
            other = await hub.StartAnotherAsync();
        }
        finally
        {
            await File.WriteAllTextAsync(file, before, CancellationToken.None);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await other.DisposeAsync();
        await partner.DisposeAsync();
    }

    [Fact]
    public async Task Search_Acknowledged_IsAnsweredOnceByACallbackThatTheSpecificationKnows()
    {
        var body = DciPartner.Envelope(DciPartner.Header(Sandbox), DciPartner.Message(DciPartner.ById(Person)));
        var ack = await PostAsync(Endpoint, body);
        ack.Body.Text("message", "ack_status").ShouldBe("ACK");
        var (path, answer) = await ReceiveAsync();
        path.ShouldBe("/callback");
        ((string?)answer["message"]!["correlation_id"]).ShouldBe(ack.Body.Text("message", "correlation_id"));
        ((string?)answer["message"]!["transaction_id"]).ShouldBe((string?)body["message"]!["transaction_id"]);
        ((string?)answer["message"]!["search_response"]![0]!["data"]!["reg_records"]![0]!["identifier"]![0]!["identifier_value"]).ShouldBe(Person);
        var keys = JsonNode.Parse(await hub.Http.GetStringAsync(new Uri(other.Address + "/dci/.well-known/jwks.json"), Cancellation))!["keys"]!;
        var said = await DciPartner.NodeAsync(
            DciPartner.Validate("social", Endpoint, body), DciPartner.Validate("social", "/registry/on-search", answer),
            new() { ["verify"] = new JsonObject { ["keys"] = keys.DeepClone(), ["message"] = answer.DeepClone() } });
        (said[0], said[1], (string?)said[2]).ShouldBe((null, null, "jws"));

        // However often it looks again, there is nothing left to send; and the same message is not taken twice, now or after a restart.
        await SettledAsync(body, "succ");
        await Callbacks.DeliverAsync(TimeProvider.System.GetUtcNow().AddDays(1), Cancellation);
        received.Reader.TryRead(out _).ShouldBeFalse();
        var again = await PostAsync(Endpoint, body);
        (again.Body.Text("message", "ack_status"), again.Body.Text("message", "error", "message")).ShouldBe(("NACK", "rjct.message_id.duplicate"));
    }

    [Fact]
    public async Task Search_PartnerAway_IsCalledAgainUnderTheSameIdLaterAndLater()
    {
        status = 503;
        var now = TimeProvider.System.GetUtcNow();
        var body = DciPartner.Envelope(DciPartner.Header(Sandbox), DciPartner.Message(DciPartner.ById(Person)));
        await PostAsync(Endpoint, body);
        var (_, first) = await ReceiveAsync();
        await SettledAsync(body, "pdng");
        status = 200;
        await DeliverUntilAsync(now.AddMinutes(20));
        var (_, second) = await ReceiveAsync();
        ((string?)second["header"]!["message_id"]).ShouldBe((string?)first["header"]!["message_id"]);
        await SettledAsync(body, "succ");
        DciCallbacks.Pause(1).ShouldBe(TimeSpan.FromSeconds(30));
        DciCallbacks.Pause(3).ShouldBe(TimeSpan.FromMinutes(2));
        DciCallbacks.Pause(19).ShouldBe(TimeSpan.FromHours(2));
    }

    [Fact]
    public async Task Search_ToAnAddressThatIsNotAgreed_IsRefusedAndNobodyIsCalled()
    {
        var header = DciPartner.Header(Sandbox);
        header["sender_uri"] = partner.Address + "/elsewhere";
        var answer = await PostAsync(Endpoint, DciPartner.Envelope(header, DciPartner.Message(DciPartner.ById(Person))));
        (answer.Status, answer.Body.Text("message", "ack_status"), answer.Body.Text("message", "error", "code")).ShouldBe((403, "ERR", "err.sender_uri.invalid"));
        header = DciPartner.Header(Sandbox);
        header["sender_uri"] = partner.Address + "/callback";
        (await PostAsync(Endpoint, DciPartner.Envelope(header, DciPartner.Message(DciPartner.ById(Person))))).Body.Text("message", "ack_status").ShouldBe("ACK");
        (await ReceiveAsync()).Path.ShouldBe("/callback");
        received.Reader.TryRead(out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Search_HeaderThatWillNotDo_IsNotAcknowledged()
    {
        var header = DciPartner.Header(Sandbox, total: 2);
        var answer = await PostAsync(Endpoint, DciPartner.Envelope(header, DciPartner.Message(DciPartner.ById(Person))));
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
        var body = DciPartner.Envelope(DciPartner.Header(Sandbox), DciPartner.Message(DciPartner.ById(Person), DciPartner.ById("1", reference: "r2")));
        body["header"]!["total_count"] = 2;
        var correlation = (await PostAsync(Endpoint, body)).Body.Text("message", "correlation_id")!;
        await ReceiveAsync();
        await SettledAsync(body, "succ");
        var ask = StatusOf("correlation_id", correlation);
        var answer = await PostAsync("/registry/sync/txn/status", ask);
        var progress = answer.Body.GetProperty("message").GetProperty("txnstatus_response").GetProperty("txn_status").GetProperty("search_response");
        progress.EnumerateArray().Select(p => (p.Text("reference_id"), p.Text("status"), p.Text("status_reason_code"))).ShouldBe([("r1", "succ", null), ("r2", "rjct", "rjct.filter.invalid")]);
        (await DciPartner.NodeAsync(
            DciPartner.Validate("social", "/registry/sync/txn/status", ask), DciPartner.Validate("social", "/registry/sync/txn/status", answer.Parsed(), 200),
            DciPartner.Validate("social", "/registry/sync/txn/status", unknown.Parsed(), 200))).ShouldAllBe(f => f == null);
    }

    private static JsonObject StatusOf(string type, string value) => DciPartner.Envelope(DciPartner.Header(Sandbox, "txn-status"), new()
    {
        ["transaction_id"] = DciPartner.NewId,
        ["txnstatus_request"] = new JsonObject { ["reference_id"] = "s", ["txn_type"] = "search", ["attribute_type"] = type, ["attribute_value"] = value },
    });

    private async Task<(string Path, JsonNode Answer)> ReceiveAsync()
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        deadline.CancelAfter(TimeSpan.FromSeconds(60));
        var text = await received.Reader.ReadAsync(deadline.Token);
        var at = text.IndexOf(' ', StringComparison.Ordinal);
        return (text[..at], JsonNode.Parse(text[(at + 1)..])!);
    }

    /// <summary>The partner hears of an answer before the hub has noted that it did.</summary>
    private async Task SettledAsync(JsonNode message, string expected)
    {
        for (var i = 0; i < 200; i++)
        {
            var answer = await PostAsync("/registry/sync/txn/status", StatusOf("transaction_id", (string)message["message"]!["transaction_id"]!));
            if (answer.Body.GetProperty("message").GetProperty("txnstatus_response").GetProperty("txn_status").GetProperty("search_response")[0].Text("status") == expected)
                return;
        }
        Assert.Fail($"The message does not become {expected}.");
    }

    /// <summary>As if time had passed; what is still being sent is due again at the end of its lease.</summary>
    private async Task DeliverUntilAsync(DateTimeOffset then) => await Callbacks.DeliverAsync(then, Cancellation);

    private Task<Answer> PostAsync(string endpoint, JsonNode body) => hub.Http.PostAsync($"{other.Address}/dci/social{endpoint}", hub.KeyOf(Sandbox), null, body.ToJsonString());
}
