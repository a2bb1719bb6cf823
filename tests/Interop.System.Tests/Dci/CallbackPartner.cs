using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Interop.Gateway.Hosting;
using Interop.System.Tests.Proxying;
using Microsoft.AspNetCore.Http;

namespace Interop.System.Tests.Dci;

/// <summary>The sandbox as one that does not wait for its answers: a server on a free port that takes them as its test says, and hubs that know where it is.</summary>
internal sealed class CallbackPartner(HubFixture hub) : IAsyncDisposable
{
    public const string Sandbox = "dci-sandbox", Endpoint = "/registry/search";

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    private readonly Channel<string> received = Channel.CreateUnbounded<string>();
    private Provider server = null!;

    /// <summary>What it says to every call, unless <see cref="Answer"/> says otherwise.</summary>
    public int Status { get; set; } = 200;

    /// <summary>Answers by what was received; the status.</summary>
    public Func<HttpContext, string, Task<int>>? Answer { get; set; }

    public string Address => server.Address + "/callback";

    public string Person => hub.Demo.People.First(p => p.Institution == "social-ministry" && p.Identifiers.ContainsKey("national-id")).Identifiers["national-id"];

    public bool HasReceived => received.Reader.TryPeek(out _);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async Task StartAsync()
    {
        server = await Provider.StartAsync();
        server.From(async context =>
        {
            using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
            var body = await reader.ReadToEndAsync(Cancellation);
            await received.Writer.WriteAsync($"{context.Request.Path} {body}", Cancellation);
            context.Response.StatusCode = Answer is null ? Status : await Answer(context, body);
        });
    }

    public Task<HubHost> StartHubAsync(params string[] configuration) => StartHubAsync(Address, inside: true, () => hub.StartAnotherAsync(configuration));

    /// <summary>A hub that knows the sandbox by this address.</summary>
    public async Task<HubHost> StartHubAsync(string callback, bool inside, Func<Task<HubHost>> start, JsonNode? jwks = null)
    {
        var file = hub.Settings.InstitutionsFile;
        var before = await File.ReadAllTextAsync(file, Cancellation);
        var institutions = JsonNode.Parse(before)!;
        var sandbox = institutions["institutions"]!.AsArray().Single(i => (string?)i!["code"] == Sandbox)!;
        if (jwks is not null)
            sandbox["jwks"] = jwks;
        var profile = sandbox["dci"]!;
        (profile["callback"], profile["callbackInside"]) = (callback, inside);
        try
        {
            await File.WriteAllTextAsync(file, institutions.ToJsonString(), Cancellation);
            return await start();
        }
        finally
        {
            await File.WriteAllTextAsync(file, before, CancellationToken.None);
        }
    }

    public JsonObject Message(string reference = "r1") => DciPartner.Envelope(DciPartner.Header(Sandbox), DciPartner.Message(DciPartner.ById(Person, reference: reference)));

    public Task<Answer> PostAsync(HubHost host, JsonNode body, string endpoint = Endpoint, string? key = null) =>
        hub.Http.PostAsync($"{host.Address}/dci/social{endpoint}", key ?? hub.KeyOf(Sandbox), null, body.ToJsonString());

    /// <summary>The next answer that came, and where to.</summary>
    public async Task<(string Path, JsonNode Answer)> ReceiveAsync()
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        deadline.CancelAfter(Longest);
        try
        {
            var text = await received.Reader.ReadAsync(deadline.Token);
            var at = text.IndexOf(' ', StringComparison.Ordinal);
            return (text[..at], JsonNode.Parse(text[(at + 1)..])!);
        }
        catch (OperationCanceledException)
        {
            Assert.Fail("No answer came to the partner.");
            throw;
        }
    }

    public static JsonObject StatusOf(string type, string value) => DciPartner.Envelope(DciPartner.Header(Sandbox, "txn-status"), new()
    {
        ["transaction_id"] = DciPartner.NewId,
        ["txnstatus_request"] = new JsonObject { ["reference_id"] = "s", ["txn_type"] = "search", ["attribute_type"] = type, ["attribute_value"] = value },
    });

    /// <summary>Asks until the first search of a message has come so far: the partner hears of an answer before the hub has noted that it did.</summary>
    public Task SettledAsync(HubHost host, JsonNode message, string expected) => UntilAsync($"The message does not become {expected}.", async () =>
    {
        var answer = await PostAsync(host, StatusOf("transaction_id", (string)message["message"]!["transaction_id"]!), "/registry/sync/txn/status");
        return answer.Body.GetProperty("message").GetProperty("txnstatus_response").GetProperty("txn_status").GetProperty("search_response")[0].Text("status") == expected;
    });

    /// <summary>Waits until the log says of the message what is expected.</summary>
    public static Task LoggedAsync(string id, string expected) => UntilAsync($"The log never says '{expected}'.", () => Task.FromResult(
        HubFixture.Logs.Any(l => l.Contains(id, StringComparison.Ordinal) && l.Contains(expected, StringComparison.Ordinal))));

    private static async Task UntilAsync(string never, Func<Task<bool>> reached)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!await reached())
        {
            (TimeProvider.System.GetElapsedTime(started) < Longest).ShouldBeTrue(never);
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Cancellation);
        }
    }

    public async ValueTask DisposeAsync() => await server.DisposeAsync();
}
