using System.Text.Json.Nodes;
using Interop.Gateway.Audit;
using Interop.Gateway.Configuration;
using Interop.Gateway.Hosting;

namespace Interop.System.Tests.Limits;

/// <summary>What a caller and the audit log see of limits.</summary>
public sealed class LimitsTests(HubFixture hub)
{
    [Fact]
    public async Task Check_WithinTheLimit_TellsHowTheKeyStands()
    {
        var answer = await AskAsync(hub.Hub);
        answer.Headers.GetValues("RateLimit-Policy").Single().ShouldBe("\"key\";q=4000;w=2, \"key-day\";q=50000000;w=86400");
        answer.Headers.GetValues("RateLimit").Single().ShouldMatch("^\"key\";r=[0-9]+;t=[0-9]+, \"key-day\";r=[0-9]+;t=[0-9]+$");
        answer.Headers.RetryAfter.ShouldBeNull();
    }

    [Fact]
    public async Task Check_KeyOverItsRate_Is429BeforeTheBodyIsReadAndLeavesNoAuditEntry()
    {
        await using var other = await hub.StartAnotherAsync("--Limits:Key:PerSecond=0.01", "--Limits:Key:Burst=2");
        for (var i = 0; i < 2; i++)
            (await AskAsync(other)).Status.ShouldBe(404);
        var entries = Entries(other);
        var refused = await hub.Http.PostAsync(other.Address + "/v1/entitlements/check", hub.KeyOf("social-ministry"), "ELIGDTRM", "not json");
        (refused.Status, refused.Code).ShouldBe((429, "rate-limited"));
        refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds.ShouldBeInRange(90, 100);
        refused.Headers.GetValues("RateLimit").Single().ShouldContain("\"key\";r=0;");
        Entries(other).ShouldBe(entries);
        var metrics = await hub.Http.GetStringAsync(new Uri(other.Address + "/metrics"), TestContext.Current.CancellationToken);
        metrics.ShouldContain("interop_limits_refused");
        metrics.ShouldContain("institution=\"social-ministry\"");
    }

    [Theory]
    [InlineData("/v1/entitlements/check", "NONSENSE", "purpose-unknown")]
    [InlineData("/r/nobody/nothing/here", "ELIGDTRM", "service-unknown")]
    public async Task Post_WrongBeforeAnyScope_IsTakenFromTheKeyToo(string path, string purpose, string code)
    {
        await using var other = await hub.StartAnotherAsync("--Limits:Key:PerSecond=0.01", "--Limits:Key:Burst=2");
        for (var left = 1; left >= 0; left--)
        {
            var wrong = await hub.Http.PostAsync(other.Address + path, hub.KeyOf("social-ministry"), purpose, "{}");
            wrong.Code.ShouldBe(code);
            wrong.Headers.GetValues("RateLimit").Single().ShouldContain($"\"key\";r={left};");
        }
        (await hub.Http.PostAsync(other.Address + path, hub.KeyOf("social-ministry"), purpose, "{}")).Code.ShouldBe("rate-limited");
    }

    [Fact]
    public async Task Check_ScopeUsedUp_Is429AndRecordedAsRefused()
    {
        await using var other = await StartWithScopeLimitAsync("""{"perSecond":100,"burst":100,"perDay":1}""");
        var first = await AskAsync(other);
        first.Status.ShouldBe(404);
        string.Join(',', first.Headers.GetValues("RateLimit")).ShouldContain("\"scope-day\";r=0;");
        var entries = Entries(other);
        var refused = await AskAsync(other);
        (refused.Status, refused.Code).ShouldBe((429, "quota-exhausted"));
        refused.Headers.RetryAfter!.Delta!.Value.ShouldBeLessThanOrEqualTo(TimeSpan.FromDays(1));
        Entries(other).ShouldBe(entries + 1);
    }

    [Fact]
    public async Task Start_WrongLimits_FailsWithEveryFault()
    {
        var fault = await Should.ThrowAsync<ConfigurationFaultException>(() => hub.StartAnotherAsync("--Limits:Key:PerSecond=0", "--Limits:Gateways=0", "--Limits:Redis=password=sesame"));
        fault.Faults.Count.ShouldBe(3);
        fault.Message.ShouldNotContain("sesame");
    }

    private async Task<HubHost> StartWithScopeLimitAsync(string limit)
    {
        var file = hub.Settings.ScopesFile;
        var before = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        try
        {
            var scopes = JsonNode.Parse(before)!;
            scopes["scopes"]!.AsArray().Single(s => (string)s!["scope"]! == "social-ministry-eligibility")!["limits"] = JsonNode.Parse(limit);
            await File.WriteAllTextAsync(file, scopes.ToJsonString(), TestContext.Current.CancellationToken);
            return await hub.StartAnotherAsync();
        }
        finally
        {
            await File.WriteAllTextAsync(file, before, TestContext.Current.CancellationToken);
        }
    }

    private static long Entries(HubHost host) => ((AuditLog)host.Rooms.GetService(typeof(AuditLog))!).Entries;

    private Task<Answer> AskAsync(HubHost host) => hub.Http.CheckAsync(host.Address, hub.KeyOf("social-ministry"), "ELIGDTRM", "national-id", "000000000");
}
