using Dapper;
using Interop.Country.Changes;
using Interop.Gateway.Commands;
using Interop.Gateway.Configuration;
using Interop.Gateway.Demo;
using Interop.Gateway.Hosting;
using Interop.Gateway.Storage;
using Interop.Gateway.Streams;
using Interop.Gateway.Streams.Broker;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Interop.System.Tests.Streams;

/// <summary>A hub with streams over a country of its own, in which things may happen that the other tests must not see.</summary>
public sealed class StreamHub : IAsyncLifetime
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("interop-streams-");

    internal HubSettings Settings { get; private set; } = null!;
    internal HubHost Hub { get; private set; } = null!;
    internal DemoFile Demo { get; private set; } = null!;
    internal CountryChanges Country { get; private set; } = null!;
    internal StreamWork Work => Hub.Rooms.GetRequiredService<StreamWork>();
    internal HubStore Store => Hub.Rooms.GetRequiredService<HubStore>();

    public async ValueTask InitializeAsync()
    {
        Settings = new HubSettings { Data = folder.FullName, Urls = "http://127.0.0.1:0", People = 2_000, Configuration = ["--Fetch:Deadline=00:00:20"], Streams = true };
        Hub = await HubHost.StartAsync(Settings, null, b => b.Logging.ClearProviders(), TestContext.Current.CancellationToken);
        Demo = ServeCommand.Introduce(Hub, Settings);
        Country = new(Settings.CountryFolder, TimeProvider.System);
        await Patience.UntilAsync(() => Work.Address is not null, "a broker");
    }

    internal string KeyOf(string institution) => Demo.Institutions.Single(i => i.Code == institution).AccessKey;

    /// <summary>Numbers of the civil registry.</summary>
    internal string[] Numbers(string sql) => Read<string>("civil-registry.db", sql);

    /// <summary>Changes that the registries have told so far, of whatever test.</summary>
    internal long Told() => Read<long>("civil-registry.db", "SELECT COUNT(*) FROM CHANGES").Single() + Read<long>("programmes.db", "SELECT COUNT(*) FROM change_log").Single();

    /// <summary>Events of a kind that were applied, of all that came so far.</summary>
    internal long Applied()
    {
        using var connection = Store.Open();
        return connection.ExecuteScalar<long>("select coalesce(sum(events), 0) from stream_applied");
    }

    /// <summary>Lets something happen and waits until it was applied, and with it what an earlier test left under way.</summary>
    internal async Task ChangeAsync(int changes)
    {
        var made = 0;
        foreach (var person in Numbers("SELECT NID FROM PEOPLE WHERE DEREG_DT IS NULL AND NID IS NOT NULL GROUP BY NID HAVING COUNT(*) = 1 ORDER BY PID DESC LIMIT 50"))
            if (made < changes && Country.RegisterDeath(person, new(2026, 11, 20)))
                made++;
        made.ShouldBe(changes);
        await Patience.UntilAsync(() => Applied() == Told(), $"{changes} changes, each applied once");
    }

    /// <summary>All messages of a topic, a line each, as kcat writes them in a format of its own.</summary>
    internal Task<string[]> TopicAsync(string topic, string format) => ForeignProgram.RunAsync("kcat", "-b", Work.Address!.BootstrapServers, "-C", "-t", topic, "-e", "-q", "-f", format + "\\n");

    internal static async Task<string> RunHubAsync(params string[] arguments) =>
        string.Join('\n', await ForeignProgram.RunAsync(Path.ChangeExtension(typeof(StreamTopics).Assembly.Location, null), arguments));

    public async ValueTask DisposeAsync()
    {
        await Hub.DisposeAsync();
        SqliteConnection.ClearAllPools();
        folder.Delete(recursive: true);
    }

    private T[] Read<T>(string file, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(Settings.CountryFolder, file)};Mode=ReadOnly;Pooling=False");
        return [.. connection.Query<T>(sql)];
    }
}
