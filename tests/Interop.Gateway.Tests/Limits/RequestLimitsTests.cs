using System.Diagnostics.Metrics;
using Interop.Gateway.Configuration;
using Interop.Gateway.Limits;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Interop.Gateway.Tests.Limits;

public sealed class RequestLimitsTests : IDisposable
{
    private readonly FakeTimeProvider time = new(new(2026, 11, 24, 23, 0, 0, TimeSpan.Zero));
    private readonly ServiceProvider services = new ServiceCollection().AddMetrics().BuildServiceProvider();

    [Fact]
    public async Task TakeAsync_ScopeFull_IsStillTakenFromTheKey()
    {
        using var limits = Open(new() { Key = new() { PerSecond = 1, Burst = 3, PerDay = 100 } });
        var narrow = new Limit(1, 1, 100);
        (await limits.TakeAsync("alpha", "k1", "s", narrow)).OfScope.ShouldBe(LimitOutcome.Within);
        var second = await limits.TakeAsync("alpha", "k1", "s", narrow);
        second.OfScope.ShouldBe(LimitOutcome.RateLimited);
        second.Key.Left.ShouldBe(1);
        await limits.TakeAsync("alpha", "k1", "s", narrow);
        var fourth = await limits.TakeAsync("alpha", "k1", "s", narrow);
        fourth.Key.Outcome.ShouldBe(LimitOutcome.RateLimited);
        fourth.Scope.ShouldBeNull();
    }

    [Fact]
    public async Task TakeAsync_TwoKeys_ShareTheScopeAndNotEachOthersLimit()
    {
        using var limits = Open(new() { Key = new() { PerSecond = 1, Burst = 1, PerDay = 100 } });
        var scope = new Limit(1, 2, 100);
        (await limits.TakeAsync("alpha", "k1", "s", scope)).Scope!.Value.Left.ShouldBe(1);
        (await limits.TakeAsync("alpha", "k2", "s", scope)).Scope!.Value.Left.ShouldBe(0);
        (await limits.TakeAsync("alpha", "k1", null, null)).Key.Outcome.ShouldBe(LimitOutcome.RateLimited);
    }

    [Fact]
    public async Task TakeAsync_Midnight_BeginsANewQuota()
    {
        using var limits = Open(new() { Key = new() { PerDay = 1 } });
        (await limits.TakeAsync("alpha", "k", null, null)).Key.Outcome.ShouldBe(LimitOutcome.Within);
        var refused = (await limits.TakeAsync("alpha", "k", null, null)).Key;
        (refused.Outcome, refused.RetryAfter).ShouldBe((LimitOutcome.QuotaExhausted, 3_600));
        time.Advance(TimeSpan.FromHours(1));
        (await limits.TakeAsync("alpha", "k", null, null)).Key.Outcome.ShouldBe(LimitOutcome.Within);
    }

    [Fact]
    public async Task TakeAsync_InMemory_AllocatesNothing()
    {
        using var limits = Open(new());
        var scope = new Limit(1, 1, 100);
        async Task<long> AllocatedAsync()
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 1_000; i++)
                await limits.TakeAsync("alpha", "k", "s", scope);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        await AllocatedAsync();
        (await AllocatedAsync()).ShouldBeLessThan(1_000, "bytes in a thousand calls");
    }

    [Fact]
    public void Take_KeysOfYesterday_AreDropped()
    {
        var local = new LocalLimits();
        var limit = new Limit(10, 10, 10);
        for (var i = 0; i < 1_000; i++)
            local.Take(new("key", "alpha", $"k{i}"), limit, new(100, 1, 10), owing: false);
        local.Count.ShouldBe(1_000);
        local.Take(new("key", "alpha", "k1"), limit, new(200, 2, 10), owing: false);
        local.Count.ShouldBe(1);
    }

    [Fact]
    public void Open_EverythingWrong_ListsEveryFaultAndNoPassword()
    {
        var options = new LimitsOptions
        {
            Key = new() { PerSecond = 0, Burst = -1, PerDay = 0 }, Redis = "password=sesame,no-such-option=1", Gateways = 0,
            Deadline = TimeSpan.Zero, RetryAfter = TimeSpan.FromHours(1),
        };
        var fault = Should.Throw<ConfigurationFaultException>(() => Open(options));
        fault.Faults.Count.ShouldBe(7);
        fault.Message.ShouldContain("Limits:Key:Burst is -1;");
        fault.Message.ShouldNotContain("sesame");
    }

    private RequestLimits Open(LimitsOptions options) =>
        LimitsRegistration.Open(options, new LimitsMetrics(services.GetRequiredService<IMeterFactory>()), time, NullLogger.Instance);

    public void Dispose() => services.Dispose();
}
