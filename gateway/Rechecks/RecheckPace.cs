using System.Diagnostics.Metrics;
using System.Security.Cryptography;

namespace Interop.Gateway.Rechecks;

/// <summary>How fast questions are asked again: all waiting is give or take a quarter, so that hubs that lost a registry together do not come back to it together.</summary>
/// <param name="Every">How long from one look at silent registries to the next.</param>
/// <param name="Time">The clock.</param>
internal sealed record RecheckPace(TimeSpan Every, TimeProvider Time)
{
    public DateTimeOffset Now => Time.GetUtcNow();

    public Task WaitAsync(TimeSpan about, CancellationToken cancellation) => Task.Delay(about * (RandomNumberGenerator.GetInt32(750, 1251) / 1000.0), Time, cancellation);
}

/// <summary>Counts what is asked again.</summary>
internal sealed class RecheckMetrics
{
    private readonly Counter<long> done;
    private long turns;

    public RecheckMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("Interop.Rechecks");
        done = meter.CreateCounter<long>("interop.recheck.done", "{question}", "Questions that were asked again and have a result");
        meter.CreateObservableCounter("interop.recheck.turns", () => Turns, "{turn}", "Looks for something to ask again");
    }

    /// <summary>Turns that have ended.</summary>
    public long Turns => Interlocked.Read(ref turns);

    public void TurnTaken() => Interlocked.Increment(ref turns);

    public void Done() => done.Add(1);
}
