using System.Globalization;
using System.Text.Json;
using Spectre.Console;

namespace Interop.Bench;

/// <summary>One measured thing: medians over the rounds. <paramref name="Ratio"/> compares its rate with that of <paramref name="RatioTo"/> in the same run.</summary>
internal sealed record BenchResult(string Name, double RequestsPerSecond, double P50Ms, double P99Ms, double RssMb, string? RatioTo, double? Ratio);

/// <summary>Starts everything once, then goes round: each thing is loaded in turn, several times, so that a slow minute of the machine meets all alike.</summary>
internal static class BenchRun
{
    public static readonly string[] Names = ["kestrel", "yarp", "lookup", "check", "check-token", "fhir-submit", "tokens", "proxied", "proxied-filtered", "check-unaudited", ExportBench.Name, .. Inside.Names];

    private const int LeadIn = 2, WarmUpSeconds = 5, LeastWarmUps = 2, WarmUps = 12;
    private const double Faster = 1.03;
    private const string Check = "/v1/entitlements/check";

    private const string Submit = """
        {"resourceType":"CoverageEligibilityRequest","status":"active","purpose":["benefits"],"created":"2026-11-25","insurer":{"display":"any"},
         "patient":{"identifier":{"system":"urn:interop:identifier:national-id","value":"$id"}}}
        """;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };
    private static readonly int Seconds = FromEnvironment("SECONDS_EACH", 5);
    private static readonly int Rounds = FromEnvironment("ROUNDS", 3);
    private static readonly int Connections = FromEnvironment("CONNECTIONS", 64);
    private static bool failed;
    private static readonly int People = FromEnvironment("PEOPLE", 50_000);

    public static async Task<int> RunAsync(string[] asked)
    {
        if (asked.Except(Names).ToArray() is { Length: > 0 } unknown)
        {
            Console.Error.WriteLine($"Not measured here: {string.Join(", ", unknown)}. Names: {string.Join(", ", Names)}");
            return 2;
        }
        var inside = Inside.Names.Where(n => asked.Length == 0 || asked.Contains(n)).ToArray();
        BenchResult[] results = asked.Length > 0 && asked.All(n => n == ExportBench.Name || inside.Contains(n)) ? [] : await OverTheWireAsync(asked);
        if (asked.Length == 0 || asked.Contains(ExportBench.Name))
            results = [.. results, .. await ExportBench.RunAsync(People)];
        results = [.. results, .. inside.SelectMany(Inside.Run)];
        Show(results);
        await File.WriteAllTextAsync(Path.Combine(Directory.CreateDirectory(".data").FullName, "bench.json"), JsonSerializer.Serialize(results, Json));
        return failed ? 1 : 0;
    }

    private static async Task<BenchResult[]> OverTheWireAsync(string[] asked)
    {
        // Ratios are to yarp, so it always runs.
        var names = Names.Except([ExportBench.Name, .. Inside.Names]).Where(n => asked.Length == 0 || asked.Contains(n) || n is "yarp").ToArray();
        using var scratch = new Scratch();
        var self = Environment.GetCommandLineArgs()[0];
        var data = Path.Combine(".data", $"bench-{People}");
        Console.WriteLine($"Starting the servers; the hub over {People} people in {data}");
        using var kestrel = await Server.StartAsync(self, "serve", "kestrel", "{url}");
        using var yarp = await Server.StartAsync(self, "serve", "yarp", "{url}", kestrel.Url);
        await PublishedBench.PrepareAsync(scratch.Services, kestrel.Url, data);
        using var hub = await Server.StartAsync(
            "gateway/bin/Release/net10.0/Interop.Gateway.dll", "--data", data, "--urls", "{url}", "--people", People.ToString(CultureInfo.InvariantCulture),
            $"--Proxy:Services={scratch.Services}", "--Identity:TokenLifetime=01:00:00",
            // All load comes under one key, and a refusal is cheaper than an answer.
            "--Limits:Key:PerSecond=100000", "--Limits:Key:Burst=1000000", "--Limits:Key:PerDay=1000000000");
        var demo = await Demo.ReadAsync(Path.Combine(data, "demo.json"));
        var token = await demo.TokenAsync(hub.Url);
        using var unaudited = !names.Contains("check-unaudited") ? null : await Server.StartAsync(self, "serve", "unaudited", "{url}", data, People.ToString(CultureInfo.InvariantCulture));

        var targets = new Dictionary<string, (Server Server, string Script)>
        {
            ["kestrel"] = (kestrel, scratch.Script("check", Check, demo)),
            ["yarp"] = (yarp, scratch.Script("check", Check, demo)),
            ["lookup"] = (hub, scratch.Script("lookup", "/v1/lookup", demo)),
            ["check"] = (hub, scratch.Script("check", Check, demo)),
            ["check-token"] = (hub, scratch.Script("check-token", Check, demo, token)),
            ["fhir-submit"] = (hub, scratch.Script("fhir-submit", "/fhir/CoverageEligibilityRequest/$submit", demo, body: Submit, type: "application/fhir+json")),
            ["tokens"] = (hub, scratch.TokenScript("tokens", demo)),
            ["check-unaudited"] = (unaudited ?? hub, scratch.Script("check", Check, demo)),
            ["proxied"] = (hub, scratch.Script("proxied", PublishedBench.Whole, demo)),
            ["proxied-filtered"] = (hub, scratch.GetScript("proxied-filtered", PublishedBench.Filtered, demo)),
        };
        var runs = names.ToDictionary(n => n, _ => new List<LoadResult>());
        foreach (var name in names)
        {
            Console.WriteLine($"Warming up: {name}");
            await WarmUpAsync(targets[name].Server.Url, targets[name].Script);
        }
        for (var round = 1; round <= Rounds; round++)
            foreach (var name in names)
            {
                Console.WriteLine($"Round {round} of {Rounds}: {name}");
                // Not counted either: sixty-four connections opening at once, on a server that others kept waiting.
                await Load.RunAsync(targets[name].Server.Url, targets[name].Script, Connections, LeadIn);
                runs[name].Add(await Load.RunAsync(targets[name].Server.Url, targets[name].Script, Connections, Seconds));
            }

        var yarpRate = Median(runs["yarp"], r => r.RequestsPerSecond);
        var results = names.Select(n => new BenchResult(
            n, Median(runs[n], r => r.RequestsPerSecond), Median(runs[n], r => r.P50Ms), Median(runs[n], r => r.P99Ms),
            targets[n].Server.RssMb, "yarp", Median(runs[n], r => r.RequestsPerSecond) / yarpRate)).ToArray();
        var errors = runs.Where(r => r.Value.Sum(l => l.Errors) > 0).Select(r => $"{r.Key}: {r.Value.Sum(l => l.Errors)} errors").ToArray();
        foreach (var error in errors)
            Console.Error.WriteLine(error);
        failed = errors.Length > 0;
        return results;
    }

    /// <summary>Not counted: the just-in-time compiler's share, which is over when a run is no faster any more than the best before it.</summary>
    private static async Task WarmUpAsync(string url, string script)
    {
        var best = 0d;
        for (var run = 1; run <= WarmUps; run++)
        {
            var rate = (await Load.RunAsync(url, script, Connections, WarmUpSeconds)).RequestsPerSecond;
            if (run > LeastWarmUps && rate < best * Faster)
                return;
            best = Math.Max(best, rate);
        }
    }

    private static void Show(IEnumerable<BenchResult> results)
    {
        var table = new Table().AddColumns("name", "requests/s", "p50 ms", "p99 ms", "memory MiB", "ratio to yarp").Border(TableBorder.Markdown);
        foreach (var column in table.Columns.Skip(1))
            column.RightAligned();
        foreach (var r in results)
            table.AddRow(r.Name, N(r.RequestsPerSecond, "0"), N(r.P50Ms, "0.00##"), N(r.P99Ms, "0.00##"), N(r.RssMb, "0"), r.Ratio is { } ratio ? N(ratio, "0.00") : "");
        AnsiConsole.Write(table);
        Console.WriteLine($"{Environment.ProcessorCount} processors, {Connections} connections, medians of {Rounds} rounds of {Seconds} s");
    }

    private static string N(double number, string format) => number.ToString(format, CultureInfo.InvariantCulture);

    private static double Median(List<LoadResult> runs, Func<LoadResult, double> figure) => runs.Select(figure).Order().ElementAt(runs.Count / 2);

    private static int FromEnvironment(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var number) && number > 0 ? number : otherwise;
}
