using System.Diagnostics.Metrics;
using System.Globalization;
using Confluent.Kafka;
using Dapper;
using Interop.Gateway.Configuration;
using Interop.Gateway.Hosting;
using Interop.Gateway.Registries;
using Interop.Gateway.Streams;
using Interop.Gateway.Streams.Applying;
using Interop.Gateway.Streams.Broker;
using Interop.Gateway.Streams.Delivery;
using Interop.Gateway.Streams.Events;
using Microsoft.Data.Sqlite;

namespace Interop.Bench;

/// <summary>
/// Changes that travel. <c>stream-raw</c> counts messages with a bare consumer; <c>stream-apply</c> has the same ones read, held against their schema, their
/// records read from the registry and applied; both from the same broker in turns, joining included. <c>stream-delay</c> is the time from a change in
/// the registry until it was applied. <c>EVENTS</c> a round (50,000), <c>ROUNDS</c> (3), <c>PEOPLE</c> (20,000).
/// </summary>
internal static class StreamBench
{
    private static readonly int Events = Setting("EVENTS", 50_000), Rounds = Setting("ROUNDS", 3), People = Setting("PEOPLE", 20_000), Delays = Setting("DELAYS", 500);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);
    private static readonly Lazy<Task<BenchResult[]>> Measured = new(MeasureAsync);

    public static BenchResult Of(string name) => Measured.Value.GetAwaiter().GetResult().Single(r => r.Name == name);

    private static async Task<BenchResult[]> MeasureAsync()
    {
        var folder = Directory.CreateTempSubdirectory("interop-stream-bench-");
        try
        {
            List<double> raw = [], applied = [];
            var data = Path.Combine(folder.FullName, "data");
            await using (var hub = await StartAsync(data, streams: false))
                for (var round = 0; round < Rounds; round++)
                {
                    await using var broker = await RunningBroker.StartAsync(Of<StreamTopics>(hub), TimeProvider.System, CancellationToken.None);
                    await FillAsync(hub, broker.Address, round);
                    raw.Add(Events / Raw(hub, broker.Address).TotalSeconds);
                    applied.Add(Events / (await ApplyAsync(hub, broker.Address)).TotalSeconds);
                    Console.WriteLine(FormattableString.Invariant($"round {round + 1}: {raw[^1]:0} read, {applied[^1]:0} applied a second"));
                }
            var memory = Environment.WorkingSet / 1024.0 / 1024.0;
            var (delay, rate) = await DelaysAsync(data);
            return
            [
                new("stream-raw", Median(raw), 0, 0, memory, null, null),
                new("stream-apply", Median(applied), 0, 0, memory, "stream-raw", Median([.. applied.Zip(raw, (a, r) => a / r)])),
                new("stream-delay", rate, delay[delay.Count / 2], delay[(int)(delay.Count * 0.99)], Environment.WorkingSet / 1024.0 / 1024.0, null, null),
            ];
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            folder.Delete(recursive: true);
        }
    }

    private static Task<HubHost> StartAsync(string data, bool streams) => HubHost.StartAsync(
        new HubSettings { Data = data, Urls = "http://127.0.0.1:0", People = People, Streams = streams }, null, b => b.Logging.ClearProviders(), CancellationToken.None);

    /// <summary>Events of random people, as the outbox would send them.</summary>
    private static async Task FillAsync(HubHost hub, BrokerAddress broker, int round)
    {
        var (names, topic, random) = (Of<RecordNames>(hub), Of<StreamTopics>(hub).Changes, new Random(round));
        var civil = Of<RegistrySet>(hub).Adapters.Single(a => a.Registry == "civil-registry");
        var keys = new List<string>();
        await foreach (var known in civil.EnumerateAsync(new(), CancellationToken.None))
            keys.Add(known.LocalKey);
        var people = keys.ConvertAll(k => (Key: k, Person: names.PersonOf(civil, k, null)));
        using var producer = Of<StreamClients>(hub).Producer(broker);
        for (var i = 0; i < Events; i++)
        {
            var (key, person) = people[random.Next(people.Count)];
            var change = new ChangeEvent("/interop.bench/hub/civil-registry", ((long)round * Events) + i + 1, person, "civil-registry", "record-corrected", DateTimeOffset.UnixEpoch, names.Seal("civil-registry", key));
            producer.Produce(topic, new() { Key = person, Value = change.Write() });
        }
        producer.Flush(Longest);
    }

    private static TimeSpan Raw(HubHost hub, BrokerAddress broker)
    {
        var started = TimeProvider.System.GetTimestamp();
        using var consumer = Of<StreamClients>(hub).Consumer(broker, "bench-raw", parts => parts.Select(p => new TopicPartitionOffset(p, Offset.Beginning)));
        consumer.Subscribe(Of<StreamTopics>(hub).Changes);
        for (var seen = 0; seen < Events;)
            seen += consumer.Consume(Longest) is not null ? 1 : throw new TimeoutException("The broker gave no more.");
        return TimeProvider.System.GetElapsedTime(started);
    }

    private static async Task<TimeSpan> ApplyAsync(HubHost hub, BrokerAddress broker)
    {
        var outbox = Of<ChangeOutbox>(hub);
        outbox.Begin();
        using var stop = new CancellationTokenSource(Longest, TimeProvider.System);
        var started = TimeProvider.System.GetTimestamp();
        var work = Of<ChangeConsuming>(hub).RunAsync(broker, stop.Token);
        while (outbox.Ahead > -Events && !work.IsCompleted)
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, stop.Token);
        var took = TimeProvider.System.GetElapsedTime(started);
        await stop.CancelAsync();
        await work;
        return took;
    }

    /// <summary>Milliseconds from a row in the registry's table of changes until it was applied, in order, and how many came a second.</summary>
    private static async Task<(List<double> Milliseconds, double Rate)> DelaysAsync(string data)
    {
        var delays = new List<double>();
        using var listener = new MeterListener { InstrumentPublished = static (instrument, l) => { if (instrument.Name == "interop.streams.age") l.EnableMeasurementEvents(instrument); } };
        listener.SetMeasurementEventCallback<double>((_, seconds, _, _) => { lock (delays) delays.Add(seconds * 1000); });
        listener.Start();
        await using var hub = await StartAsync(data, streams: true);
        using var patience = new CancellationTokenSource(Longest, TimeProvider.System);
        while (Of<StreamWork>(hub).Address is null)
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, patience.Token);
        await using var registry = new SqliteConnection($"Data Source={Path.Combine(data, "country", "civil-registry.db")};Pooling=False");
        await registry.OpenAsync();
        var keys = registry.Query<string>("SELECT PID FROM PEOPLE LIMIT 1000").ToArray();
        var started = TimeProvider.System.GetTimestamp();
        for (var i = 0; i < Delays; i++)
        {
            registry.Execute("INSERT INTO CHANGES (PID, WHAT, AT) VALUES (@key, 'CORR', @at)", new { key = keys[i % keys.Length], at = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture) });
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, patience.Token);
        }
        var rate = Delays / TimeProvider.System.GetElapsedTime(started).TotalSeconds;
        while (Count() < Delays)
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, patience.Token);
        lock (delays)
            delays.Sort();
        return (delays, rate);

        int Count()
        {
            lock (delays)
                return delays.Count;
        }
    }

    private static T Of<T>(HubHost hub) where T : notnull => hub.Rooms.GetRequiredService<T>();

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static int Setting(string name, int otherwise) => int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var given) ? given : otherwise;
}
