using System.Text.Json.Nodes;
using Interop.Gateway.Dci.Callbacks;
using Interop.Gateway.Hosting;
using Interop.Gateway.Institutions;
using Interop.Gateway.Storage;
using Interop.Identity.Keys;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Interop.System.Tests.Dci;

/// <summary>Answers that cannot be delivered at first, or never, and messages that must not be taken.</summary>
public sealed class CallbackFailureTests(HubFixture hub) : IAsyncLifetime
{
    private readonly CallbackPartner partner = new(hub);
    private readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    public async ValueTask InitializeAsync() => await partner.StartAsync();

    public async ValueTask DisposeAsync()
    {
        released.TrySetResult();
        await partner.DisposeAsync();
    }

    [Fact]
    public async Task Message_HubStopsBeforeItsAnswerIsTaken_IsAnsweredByTheNextUnderTheSameId()
    {
        partner.Answer = HangAsync;
        var folder = Directory.CreateTempSubdirectory("interop-callbacks-");
        try
        {
            var body = partner.Message();
            string? correlation;
            await using (var first = await StartAsync("first"))
            {
                correlation = (await partner.PostAsync(first, body)).Body.Text("message", "correlation_id");
                await partner.ReceiveAsync();
            }
            partner.Answer = null;
            await using var second = await StartAsync("second");
            var (_, answer) = await partner.ReceiveAsync();
            ((string?)answer["header"]!["message_id"]).ShouldBe($"{correlation}-answer");
            ((string?)answer["message"]!["search_response"]![0]!["status"]).ShouldBe("succ");
            await partner.SettledAsync(second, body, "succ");
            var again = await partner.PostAsync(second, body);
            (again.Body.Text("message", "ack_status"), again.Body.Text("message", "error", "message")).ShouldBe(("NACK", "rjct.message_id.duplicate"));
            Kept(second).ShouldBe(0);
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        Task<HubHost> StartAsync(string name) => partner.StartHubAsync(partner.Address, inside: true, () => hub.StartWithAsync(
            $"--Audit:File={Path.Combine(folder.FullName, $"audit-{name}.db")}", $"--Storage:File={Path.Combine(folder.FullName, "hub.db")}"));
    }

    [Fact]
    public async Task Message_PartnerNeverAnswers_IsGivenUpAfterADayAndForgotten()
    {
        partner.Answer = HangAsync;
        await using var other = await partner.StartHubAsync("--Dci:Longest=00:00:00.5");
        var (body, later) = (partner.Message(), partner.Message());
        var id = await AcceptAsync(other, body);
        await CallbackPartner.LoggedAsync(id, nameof(DciCallOutcome.TimedOut));
        var waiting = await AcceptAsync(other, later);
        await Callbacks(other).DeliverAsync(Now.AddMinutes(1), Cancellation);
        await Callbacks(other).DeliverAsync(Now.AddHours(25), Cancellation);
        await Callbacks(other).DeliverAsync(Now.AddHours(26), Cancellation);
        foreach (var message in (JsonObject[])[body, later])
            await partner.SettledAsync(other, message, "rjct");
        HubFixture.Logs.ShouldContain(l => (l.Contains(id, StringComparison.Ordinal) || l.Contains(waiting, StringComparison.Ordinal)) && l.Contains("given up", StringComparison.Ordinal) && l.Contains("TimedOut", StringComparison.Ordinal));
        Kept(other).ShouldBe(0);
    }

    [Fact]
    public async Task Message_ThatIsRefused_IsTriedAgainAndHoldsUpNoOther()
    {
        partner.Answer = (context, body) =>
        {
            context.Response.Headers.Location = "/elsewhere";
            return Task.FromResult(body.Contains("poison", StringComparison.Ordinal) ? 302 : 200);
        };
        await using var other = await partner.StartHubAsync();
        var id = await AcceptAsync(other, partner.Message("poison"));
        await CallbackPartner.LoggedAsync(id, nameof(DciCallOutcome.Refused));
        var good = partner.Message("good");
        await AcceptAsync(other, good);
        await partner.SettledAsync(other, good, "succ");
        var paths = new List<string>();
        for (var i = 0; i < 2; i++)
            paths.Add((await partner.ReceiveAsync()).Path);
        paths.ShouldBe(["/callback", "/callback"]);
        partner.HasReceived.ShouldBeFalse();
    }

    [Theory]
    [InlineData(false, nameof(DciCallOutcome.AddressNotAllowed))]
    [InlineData(true, nameof(DciCallOutcome.Taken))]
    public async Task Call_NameThatLeadsInside_IsMadeOnlyWhereThatIsAgreed(bool inside, string expected)
    {
        // The configuration knows this name; of others only their look-up tells where they lead.
        var callback = new Uri(partner.Address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal));
        var sandbox = hub.Hub.Rooms.GetRequiredService<InstitutionRegister>().Find(CallbackPartner.Sandbox)!;
        var outcome = await hub.Hub.Rooms.GetRequiredService<DciPartners>().CallAsync(
            sandbox with { Dci = sandbox.Dci! with { Callback = callback, CallbackInside = inside } }, "{}"u8.ToArray(), Cancellation);
        outcome.ToString().ShouldBe(expected);
        partner.HasReceived.ShouldBe(inside);
    }

    [Fact]
    public async Task Message_KeyWithdrawnSince_IsNotAnswered()
    {
        partner.Status = 503;
        await using var other = await partner.StartHubAsync();
        var keys = other.Rooms.GetRequiredService<AccessKeys>();
        var key = keys.Issue(CallbackPartner.Sandbox).Key!;
        var body = partner.Message();
        var id = await AcceptAsync(other, body, key.Text);
        await CallbackPartner.LoggedAsync(id, nameof(DciCallOutcome.Busy));
        await partner.ReceiveAsync();
        keys.Revoke(key.PublicId);
        await Callbacks(other).DeliverAsync(Now.AddHours(1), Cancellation);
        await CallbackPartner.LoggedAsync(id, nameof(DciCallOutcome.NotAgreed));
        partner.HasReceived.ShouldBeFalse();
        await partner.SettledAsync(other, body, "rjct");
    }

    [Fact]
    public async Task Message_SentManyTimesOrToBothEndpoints_IsTakenOnce()
    {
        await using var other = await partner.StartHubAsync();
        var body = partner.Message();
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => partner.PostAsync(other, body)));
        answers.Select(a => a.Body.Text("message", "ack_status")).Count(s => s == "ACK").ShouldBe(1);
        (await partner.PostAsync(other, body, "/registry/sync/search")).Body.Text("header", "status_reason_code").ShouldBe("rjct.message_id.duplicate");
        var second = partner.Message();
        (await partner.PostAsync(other, second, "/registry/sync/search")).Body.Text("header", "status").ShouldBe("succ");
        (await partner.PostAsync(other, second)).Body.Text("message", "ack_status").ShouldBe("NACK");
        await partner.SettledAsync(other, body, "succ");
        await partner.ReceiveAsync();
        partner.HasReceived.ShouldBeFalse();
    }

    [Fact]
    public async Task Message_MoreThanMayWait_IsRefusedAsSpecified()
    {
        partner.Status = 503;
        await using var other = await partner.StartHubAsync("--Dci:MostWaiting=2");
        await AcceptAsync(other, partner.Message());
        await AcceptAsync(other, partner.Message());
        var full = await partner.PostAsync(other, partner.Message());
        (full.Status, full.Body.Text("message", "ack_status"), full.Body.Text("message", "error", "code")).ShouldBe((429, "ERR", "err.request.too_many_requests"));
        (await DciPartner.NodeAsync(DciPartner.Validate("social", CallbackPartner.Endpoint, full.Parsed(), 429))).ShouldAllBe(f => f == null);
    }

    private static DciCallbacks Callbacks(HubHost host) => host.Rooms.GetRequiredService<DciCallbacks>();

    /// <summary>How many messages are kept in the store.</summary>
    private static long Kept(HubHost host)
    {
        using var connection = host.Rooms.GetRequiredService<HubStore>().Open();
        using var command = connection.CreateCommand();
        command.CommandText = "select count(*) from dci_message where sealed is not null";
        return (long)command.ExecuteScalar()!;
    }

    private async Task<string> AcceptAsync(HubHost host, JsonNode body, string? key = null)
    {
        var answer = await partner.PostAsync(host, body, key: key);
        answer.Body.Text("message", "ack_status").ShouldBe("ACK");
        return answer.Body.Text("message", "correlation_id")!;
    }

    private async Task<int> HangAsync(HttpContext context, string body)
    {
        await Task.WhenAny(released.Task, Task.Delay(TimeSpan.FromSeconds(60), TimeProvider.System, context.RequestAborted));
        return 200;
    }
}
