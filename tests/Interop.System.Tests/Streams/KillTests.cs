using System.Globalization;
using Dapper;
using Interop.Country;
using Microsoft.Data.Sqlite;

namespace Interop.System.Tests.Streams;

/// <summary>
/// Hub and broker are killed (SIGKILL) at random moments while changes come. Nothing may be lost, applied twice or out of a person's order: a sequence
/// lower than the last of its person is never applied, so the number of events applied tells all three.
/// <c>KILL_ROUNDS</c>, <c>KILL_EVENTS</c> and <c>KILL_SEED</c> make it longer and the same again.
/// </summary>
public sealed class KillTests
{
    private static readonly int Rounds = Setting("KILL_ROUNDS", 4), Events = Setting("KILL_EVENTS", 2_000), Seed = Setting("KILL_SEED", 20261126);

    [Fact]
    public async Task Kill_HubAndBrokerAtRandomMoments_EveryEventIsAppliedOnceAndInOrder()
    {
        var folder = Directory.CreateTempSubdirectory("interop-kill-");
        HubProcess? hub = null;
        try
        {
            var country = Path.Combine(folder.FullName, "country");
            await SyntheticCountry.WriteAsync(country, new() { People = 2_000, Seed = 7, Today = new(2026, 11, 26) }, null, TestContext.Current.CancellationToken);
            hub = HubProcess.Start(folder.FullName, "--Streams:Every=00:00:00.020");
            var store = Path.Combine(folder.FullName, "hub.db");
            var random = new Random(Seed);
            var people = People(country);
            for (var round = 0; round < Rounds; round++)
            {
                await Patience.UntilAsync(() => hub.Broker is not null, $"a broker in round {round}, seed {Seed}");
                var moment = (round * (Events / Rounds)) + random.Next(0, Events / Rounds);
                Change(country, people, random, Events / Rounds);
                await Patience.UntilAsync(() => Applied(store).Values.Sum() >= moment, $"{moment} events, seed {Seed}");
                if (round % 2 == 0)
                    foreach (var child in HubProcess.ChildrenOf(hub.Id))
                        KillBroker(child);
                else
                {
                    await hub.DisposeAsync();
                    hub = HubProcess.Start(folder.FullName, "--Streams:Every=00:00:00.020");
                }
            }
            await Patience.UntilAsync(() => Applied(store).Values.Sum() >= Events, $"all {Events} events, seed {Seed}");

            var told = Rows<(string, long)>(Path.Combine(country, "civil-registry.db"), "SELECT PID, COUNT(*) FROM CHANGES GROUP BY PID").Select(r => r.Item2).Order().ToArray();
            Applied(store).Values.Order().ToArray().ShouldBe(told, $"of each person as many as the registry told, seed {Seed}");
            Rows<long>(store, "select count(*) from stream_applied a where a.sequence <> (select max(o.sequence) from stream_outbox o where o.person = a.person)").Single().ShouldBe(0);
            Rows<long>(store, "select count(*) from stream_dead_letter").Single().ShouldBe(0);
        }
        finally
        {
            if (hub is not null)
                await hub.DisposeAsync();
            SqliteConnection.ClearAllPools();
            folder.Delete(recursive: true);
        }
    }

    private static void KillBroker(int process)
    {
        try
        {
            using var broker = global::System.Diagnostics.Process.GetProcessById(process);
            broker.Kill();
        }
        catch (ArgumentException)
        {
            // Just gone by itself.
        }
    }

    private static string[] People(string country) => [.. Rows<string>(Path.Combine(country, "civil-registry.db"), "SELECT PID FROM PEOPLE ORDER BY PID LIMIT 100")];

    /// <summary>Changes of few people, so that each has many: what the registry itself would tell.</summary>
    private static void Change(string country, string[] people, Random random, int count)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(country, "civil-registry.db")};Pooling=False;Default Timeout=20");
        connection.Open();
        for (var done = 0; done < count;)
        {
            using var transaction = connection.BeginTransaction();
            for (var group = random.Next(1, 100); group > 0 && done < count; group--, done++)
                connection.Execute("INSERT INTO CHANGES (PID, WHAT, AT) VALUES (@person, 'CORR', '2026-11-26T08:00:00Z')", new { person = people[random.Next(people.Length)] }, transaction);
            transaction.Commit();
        }
    }

    private static Dictionary<string, long> Applied(string store) => File.Exists(store)
        ? Rows<(string Person, long Events)>(store, "select person, events from stream_applied").ToDictionary(r => r.Person, r => r.Events) : [];

    private static List<T> Rows<T>(string file, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={file};Mode=ReadOnly;Pooling=False;Default Timeout=20");
        connection.Open();
        return [.. connection.Query<T>(sql)];
    }

    private static int Setting(string name, int otherwise) => int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var given) ? given : otherwise;
}
