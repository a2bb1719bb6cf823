using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text.Json;
using Interop.Gateway.Hosting;
using Interop.Gateway.Limits;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using StackExchange.Redis;

namespace Interop.System.Tests.Limits;

/// <summary>Several gateways over one Redis.</summary>
public sealed class SharedLimitsTests(HubFixture hub)
{
    private const int Gateways = 3;

    [Fact]
    public async Task Quota_ThreeHubsOnOneRedis_IsGivenOutOnceAndExactly()
    {
        const int quota = 120, each = 60;
        await using var redis = await RedisServer.StartedAsync();
        var hubs = new List<HubHost>();
        try
        {
            for (var i = 0; i < Gateways; i++)
                hubs.Add(await hub.StartAnotherAsync(Settings(redis, $"--Limits:Key:PerDay={quota}")));
            var answers = (await Task.WhenAll(hubs.Select(async h =>
            {
                var own = new List<Answer>();
                for (var i = 0; i < each; i++)
                    own.Add(await AskAsync(h));
                return own;
            }))).SelectMany(a => a).ToArray();
            answers.Count(a => a.Status == 404).ShouldBe(quota);
            var refused = answers.Where(a => a.Status != 404).ToArray();
            refused.Length.ShouldBe(Gateways * each - quota);
            refused.ShouldAllBe(a => a.Status == 429 && a.Code == "quota-exhausted" && a.Headers.RetryAfter!.Delta!.Value > TimeSpan.Zero);
        }
        finally
        {
            foreach (var other in hubs)
                await other.DisposeAsync();
        }
    }

    [Fact]
    public async Task Rate_ThreeGatewaysOnOneRedis_HoldsWithinTwoPercent()
    {
        const double perSecond = 500;
        // A second's worth, so that a machine that holds the askers up for less than that gives nothing away.
        const int burst = 500;
        await using var redis = await RedisServer.StartedAsync();
        await using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var gateways = Enumerable.Range(0, Gateways).Select(_ => LimitsRegistration.Open(
            new() { Key = new() { PerSecond = perSecond, Burst = burst }, Redis = redis.Address, Gateways = Gateways, Deadline = TimeSpan.FromSeconds(5) },
            new(services.GetRequiredService<IMeterFactory>()), TimeProvider.System, NullLogger.Instance)).ToArray();
        await using var clock = await ConnectionMultiplexer.ConnectAsync(redis.Address);
        async Task<double> NowAsync()
        {
            var time = (RedisResult[])(await clock.GetDatabase().ExecuteAsync("TIME"))!;
            return (long)time[0] + (long)time[1] / 1e6;
        }

        var start = await NowAsync();
        var counts = await Task.WhenAll(gateways.SelectMany(g => Enumerable.Repeat(g, 2)).Select(async gateway =>
        {
            var (given, asked) = (0, 0);
            for (var begun = TimeProvider.System.GetTimestamp(); TimeProvider.System.GetElapsedTime(begun) < TimeSpan.FromSeconds(3); asked++)
                given += (await gateway.TakeAsync("alpha", "k", null, null)).Key.Outcome == LimitOutcome.Within ? 1 : 0;
            return (given, asked);
        }));
        var allowed = burst + (await NowAsync() - start) * perSecond;

        counts.Sum(c => c.asked).ShouldBeGreaterThan((int)(1.2 * allowed), "else nothing was limited");
        ((double)counts.Sum(c => c.given)).ShouldBe(allowed, 0.02 * allowed);
        TestContext.Current.SendDiagnosticMessage($"{counts.Sum(c => c.given)} given of {allowed:F0} allowed, {counts.Sum(c => c.asked)} asked");
        foreach (var gateway in gateways)
            gateway.Dispose();
    }

    [Fact]
    public async Task Redis_KilledAndBack_RequestsGoOnUnderAShareAndAreCountedAfterwards()
    {
        await using var redis = await RedisServer.StartedAsync();
        await using var other = await hub.StartAnotherAsync(Settings(redis, "--Limits:Key:PerDay=30", "--Limits:RetryAfter=00:00:00.100"));
        var warnings = Warnings();
        for (var i = 0; i < 4; i++)
            (await AskAsync(other)).Status.ShouldBe(404);
        (await ReadyAsync(other)).ShouldBe(("ready", "shared"));

        await redis.KillAsync();
        var answers = new List<Answer>();
        for (var i = 0; i < 10; i++)
            answers.Add(await AskAsync(other));
        // A third of 30 is this gateway's share, and 4 of it were used before.
        answers.Count(a => a.Status == 404).ShouldBe(6);
        answers[^1].Code.ShouldBe("quota-exhausted");
        (await ReadyAsync(other)).ShouldBe(("degraded", "local-share"));
        (Warnings() - warnings).ShouldBe(1, "one line a change");

        await redis.StartAsync();
        (await Patience.UntilAsync(() => ReadyAsync(other), health => health.Limits == "shared", "limits that are shared again")).ShouldBe(("ready", "shared"));
        // Redis has forgotten the 4 it counted, and is told of the 6 it missed.
        var back = await AskAsync(other);
        back.Status.ShouldBe(404);
        back.Headers.GetValues("RateLimit").Single().ShouldContain("\"key-day\";r=23;");
    }

    [Fact]
    public async Task Start_RedisAway_ServesUnderAShare()
    {
        await using var redis = await RedisServer.StartedAsync();
        await redis.KillAsync();
        await using var other = await hub.StartAnotherAsync(Settings(redis));
        (await AskAsync(other)).Status.ShouldBe(404);
        (await ReadyAsync(other)).ShouldBe(("degraded", "local-share"));
    }

    private static int Warnings() => HubFixture.Logs.Count(l => l.StartsWith("Redis does not count limits", StringComparison.Ordinal));

    private static string[] Settings(RedisServer redis, params string[] more) =>
        [$"--Limits:Redis={redis.Address}", $"--Limits:Gateways={Gateways.ToString(CultureInfo.InvariantCulture)}", "--Limits:Deadline=00:00:05", .. more];

    private Task<Answer> AskAsync(HubHost host) => hub.Http.CheckAsync(host.Address, hub.KeyOf("social-ministry"), "ELIGDTRM", "national-id", "000000000");

    private async Task<(string Status, string Limits)> ReadyAsync(HubHost host)
    {
        using var response = await hub.Http.GetAsync(new Uri(host.Address + "/health/ready"), TestContext.Current.CancellationToken);
        ((int)response.StatusCode).ShouldBe(200);
        using var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return (body.RootElement.GetProperty("status").GetString()!, body.RootElement.GetProperty("limits").GetString()!);
    }
}
