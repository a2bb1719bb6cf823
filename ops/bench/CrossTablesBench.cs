using System.Globalization;
using Interop.Gateway.Configuration;
using Interop.Gateway.CrossTables;
using Interop.Gateway.Entitlements;
using Interop.Gateway.Hosting;
using Microsoft.Data.Sqlite;

namespace Interop.Bench;

/// <summary>
/// Counting <c>PEOPLE</c> people in all programmes, in people a second, beside reading every row that the registries hold and nothing else: each cell of the
/// SQLite files, each line of the CSV files.
/// </summary>
internal static class CrossTablesBench
{
    public const string Name = "cross-tables";

    private static readonly int Rounds = int.TryParse(Environment.GetEnvironmentVariable("ROUNDS"), CultureInfo.InvariantCulture, out var asked) ? asked : 3;
    private static readonly string[] Registries = ["civil-registry", "health-insurance", "id-poor", "programmes"];

    public static async Task<IReadOnlyList<BenchResult>> RunAsync()
    {
        var people = int.TryParse(Environment.GetEnvironmentVariable("PEOPLE"), CultureInfo.InvariantCulture, out var asked) ? asked : 50_000;
        var settings = new HubSettings { Data = Path.Combine(".data", $"bench-{people}"), Urls = "http://127.0.0.1:0", People = people };
        Console.WriteLine($"The hub over {people} people in {settings.Data}");
        await using var hub = await HubHost.StartAsync(settings, null, null, CancellationToken.None);
        var (count, rules) = (hub.Rooms.GetRequiredService<PopulationCount>(), hub.Rooms.GetRequiredService<ProgrammeRules>());
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        var layout = new TableLayout(rules.All, today);
        var (raw, counted, hidden) = (new List<double>(), new List<double>(), new List<double>());
        var most = 0.0;
        for (var round = 0; round < Rounds; round++)
        {
            raw.Add(await SecondsAsync(() => Task.FromResult(ReadRaw(settings.CountryFolder))));
            CrossRow everybody = null!;
            counted.Add(await SecondsAsync(async () => everybody = await count.RunAsync(layout, Registries.ToHashSet(), today, _ => { }, CancellationToken.None)));
            most = Math.Max(most, Environment.WorkingSet / 1048576.0);
            IReadOnlyList<HiddenNumbers> tables = [];
            hidden.Add(await SecondsAsync(() => Task.FromResult(tables = Suppression.Of(everybody, layout))));
            Console.WriteLine(FormattableString.Invariant(
                $"raw {raw[^1]:0.0} s, count {counted[^1]:0.0} s, hide {hidden[^1]:0.0} s; {string.Join(' ', tables.Where(t => t.IsWithheld).Select(t => t.Statuses.Code))} of {tables.Count} tables withheld, {Shown(tables):0} % of numbers that are not zero shown"));
        }
        var (plain, whole) = (Median(raw), Median(counted.Zip(hidden, (c, h) => c + h)));
        return
        [
            new("cross-tables-raw", people / plain, plain * 1000, plain * 1000, 0, null, null),
            new(Name, people / whole, whole * 1000, whole * 1000, most, "cross-tables-raw", plain / whole),
        ];
    }

    private static double Shown(IReadOnlyList<HiddenNumbers> tables)
    {
        var numbers = tables.SelectMany(t => t.Rows.SelectMany(r => Enumerable.Range(0, t.Statuses.Shown).Where(s => t.Value(r, s) > 0).Select(s => t.IsShown(r, s)))).ToArray();
        return 100.0 * numbers.Count(n => n) / numbers.Length;
    }

    private static long ReadRaw(string folder)
    {
        var cells = 0L;
        foreach (var file in Directory.EnumerateFiles(folder, "*.db", SearchOption.AllDirectories))
        {
            using var database = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
            database.Open();
            foreach (var table in Tables(database))
            {
                using var all = database.CreateCommand();
                all.CommandText = $"SELECT * FROM \"{table}\"";
                using var rows = all.ExecuteReader();
                while (rows.Read())
                    for (var i = 0; i < rows.FieldCount; i++)
                        cells += rows.IsDBNull(i) ? 0 : rows.GetString(i).Length;
            }
        }
        foreach (var file in Directory.EnumerateFiles(folder, "*.csv", SearchOption.AllDirectories))
            foreach (var line in File.ReadLines(file))
                cells += line.Length;
        return cells;
    }

    private static List<string> Tables(SqliteConnection database)
    {
        using var command = database.CreateCommand();
        command.CommandText = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'";
        using var names = command.ExecuteReader();
        var tables = new List<string>();
        while (names.Read())
            tables.Add(names.GetString(0));
        return tables;
    }

    private static async Task<double> SecondsAsync<T>(Func<Task<T>> work)
    {
        var started = TimeProvider.System.GetTimestamp();
        await work();
        return TimeProvider.System.GetElapsedTime(started).TotalSeconds;
    }

    private static double Median(IEnumerable<double> numbers)
    {
        double[] sorted = [.. numbers.Order()];
        return sorted[sorted.Length / 2];
    }
}
