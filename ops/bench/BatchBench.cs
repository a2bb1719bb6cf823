using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Dapper;
using Interop.Gateway.Batches.Files;
using Microsoft.Data.Sqlite;

namespace Interop.Bench;

/// <summary>
/// A file of <c>ROWS</c> entitlement checks (20,000 if nothing is said) through a hub in a process of its own: sent by tus, every row an exchange with two durable
/// audit entries. The rate is that of the rows, from the first to the last; the ratio is to reading the same file's rows and doing nothing with them.
/// </summary>
internal static class BatchBench
{
    public const string Name = "batch-check";

    private const int Part = 8 * 1024 * 1024;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500), Longest = TimeSpan.FromHours(1);
    private static readonly int Rows = int.TryParse(Environment.GetEnvironmentVariable("ROWS"), CultureInfo.InvariantCulture, out var rows) && rows > 0 ? rows : 20_000;

    public static async Task<BenchResult[]> RunAsync(int people)
    {
        var data = Path.Combine(".data", $"bench-{people}");
        using var hub = await Server.StartAsync(
            "gateway/bin/Release/net10.0/Interop.Gateway.dll", "--data", data, "--urls", "{url}", "--people", people.ToString(CultureInfo.InvariantCulture), "--Limits:Key:PerDay=1000000000");
        var demo = await Demo.ReadAsync(Path.Combine(data, "demo.json"));
        var numbers = Numbers(Path.Combine(data, "country", "civil-registry.db"));
        var file = FileOf(numbers, Rows);
        var raw = Raw(file);
        // Once before it counts: the just-in-time compiler's share is over after some tens of thousands of rows.
        Console.WriteLine($"Warming up: {Name}");
        await SendAsync(hub, demo, FileOf(numbers, Math.Min(Rows, 50_000)));
        Console.WriteLine($"{Name}: {Rows} rows");
        var rate = await SendAsync(hub, demo, file);
        return [new("batch-raw", raw, 0, 0, 0, null, null), new(Name, rate, 0, 0, hub.PeakMb, "batch-raw", rate / raw)];
    }

    /// <summary>People of the synthetic country in no order: asking about the same few would find them together in every read.</summary>
    private static string[] Numbers(string registry)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = registry, Mode = SqliteOpenMode.ReadOnly }.ToString());
        var numbers = connection.Query<string>("select NID from PEOPLE where length(NID) = 9").ToArray();
        new Random(1).Shuffle(numbers);
        return numbers;
    }

    private static byte[] FileOf(string[] numbers, int rows)
    {
        var text = new StringBuilder("type,value\n");
        for (var i = 0; i < rows; i++)
            text.Append("national-id,").Append(numbers[i % numbers.Length]).Append('\n');
        return Encoding.ASCII.GetBytes(text.ToString());
    }

    /// <summary>Rows a second of reading alone; the best of five, since a short reading meets whatever else runs.</summary>
    private static double Raw(byte[] file) => Enumerable.Range(0, 5).Max(_ =>
    {
        var started = TimeProvider.System.GetTimestamp();
        using var reader = new CsvRows(Unpacking.Open(new MemoryStream(file), file.Length, 1));
        reader.Begin();
        while (reader.Read(out var _) == RowRead.Row)
        {
            // Nothing is done with them.
        }
        return reader.Rows / TimeProvider.System.GetElapsedTime(started).TotalSeconds;
    });

    /// <returns>Rows a second, as the hub says when it is done.</returns>
    private static async Task<double> SendAsync(Server hub, Demo demo, byte[] file)
    {
        using var http = new HttpClient { BaseAddress = new(hub.Url) };
        http.DefaultRequestHeaders.Add("X-Access-Key", demo.AccessKey);
        http.DefaultRequestHeaders.Add("Tus-Resumable", "1.0.0");
        using var announcement = new HttpRequestMessage(HttpMethod.Post, "/v1/batches");
        announcement.Headers.Add("Upload-Length", file.Length.ToString(CultureInfo.InvariantCulture));
        var metadata = new Dictionary<string, string> { ["kind"] = "entitlement-check", ["filename"] = "bench.csv", ["purpose"] = demo.Purpose, ["again"] = "true" };
        announcement.Headers.Add("Upload-Metadata", string.Join(',', metadata.Select(m => $"{m.Key} {Convert.ToBase64String(Encoding.UTF8.GetBytes(m.Value))}")));
        using var announced = (await http.SendAsync(announcement)).EnsureSuccessStatusCode();
        for (var sent = 0; sent < file.Length; sent += Part)
        {
            using var part = new HttpRequestMessage(HttpMethod.Patch, announced.Headers.Location)
            {
                Content = new ByteArrayContent(file, sent, Math.Min(Part, file.Length - sent)) { Headers = { ContentType = new MediaTypeHeaderValue("application/offset+octet-stream") } },
            };
            part.Headers.Add("Upload-Offset", sent.ToString(CultureInfo.InvariantCulture));
            (await http.SendAsync(part)).EnsureSuccessStatusCode().Dispose();
        }
        var rate = 0d;
        for (var started = TimeProvider.System.GetTimestamp(); TimeProvider.System.GetElapsedTime(started) < Longest;)
        {
            using var status = JsonDocument.Parse(await http.GetStringAsync(announced.Headers.Location));
            if (status.RootElement.TryGetProperty("rows", out var rows) && rows.TryGetProperty("rowsPerSecond", out var now))
                rate = now.GetDouble();
            if (status.RootElement.GetProperty("state").GetString() is "rejected" or "stopped")
                throw new InvalidOperationException("The batch did not come to its last row.");
            if (status.RootElement.GetProperty("state").GetString() == "done")
                return rows.GetProperty("answered").GetInt64() > 0 ? rate : throw new InvalidOperationException("No row was answered.");
            await Task.Delay(Look, TimeProvider.System);
        }
        throw new TimeoutException("The batch did not end within an hour.");
    }
}
