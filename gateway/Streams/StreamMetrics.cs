using System.Diagnostics.Metrics;
using Interop.Adapters;

namespace Interop.Gateway.Streams;

/// <summary>How events travel. Labels name registries and kinds, never a person.</summary>
internal sealed class StreamMetrics
{
    private readonly Counter<long> recorded, malformed, published, applied, passedOver, deadLetters, brokers;
    private readonly Histogram<double> age;
    private long lag, waiting, unread;

    public StreamMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("Interop.Streams");
        recorded = meter.CreateCounter<long>("interop.streams.recorded", "{event}", "Changes of registries taken into the outbox");
        malformed = meter.CreateCounter<long>("interop.streams.malformed", "{row}", "Rows of a registry's changes that could not be read");
        published = meter.CreateCounter<long>("interop.streams.published", "{event}", "Events that the broker has taken");
        applied = meter.CreateCounter<long>("interop.streams.applied", "{event}", "Events applied, each once");
        passedOver = meter.CreateCounter<long>("interop.streams.passed_over", "{event}", "Events that came again and had been applied");
        deadLetters = meter.CreateCounter<long>("interop.streams.dead_letters", "{event}", "Events that could not be applied and were set aside");
        brokers = meter.CreateCounter<long>("interop.streams.broker_starts", "{start}", "Starts of the broker within a child process");
        age = meter.CreateHistogram<double>("interop.streams.age", "s", "Time from a change in its registry until it was applied");
        meter.CreateObservableGauge("interop.streams.lag", () => Volatile.Read(ref lag), "{event}", "Events in the broker that were not applied yet");
        meter.CreateObservableGauge("interop.streams.waiting", () => Volatile.Read(ref waiting), "{event}", "Events in the outbox that the broker does not have yet");
        meter.CreateObservableGauge("interop.streams.unread", () => Volatile.Read(ref unread), "{record}", "Changed records whose registry has not answered yet");
    }

    public void Recorded(string registry, IEnumerable<RegistryChange> changes, int unreadable)
    {
        foreach (var kind in changes.GroupBy(c => c.Kind))
            recorded.Add(kind.Count(), new("registry", registry), new KeyValuePair<string, object?>("kind", kind.Key));
        if (unreadable > 0)
            malformed.Add(unreadable, new KeyValuePair<string, object?>("registry", registry));
    }

    public void Published(int events) => published.Add(events);

    public void Applied(int events, int again, int dead)
    {
        applied.Add(events);
        passedOver.Add(again);
        deadLetters.Add(dead);
    }

    public void Age(TimeSpan since) => age.Record(since.TotalSeconds);

    public void BrokerStarted() => brokers.Add(1);

    public void Behind(long events) => Volatile.Write(ref lag, events);

    public void Standing(long notPublished, long notRead)
    {
        Volatile.Write(ref waiting, notPublished);
        Volatile.Write(ref unread, notRead);
    }
}
