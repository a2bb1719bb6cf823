using System.Globalization;
using System.Net;
using System.Text.Json;

namespace Interop.Bench;

/// <summary>
/// All members of a payer taken out by <c>$export</c>, over a country of <c>PEOPLE</c> people: lines a second while the files are made and while they are
/// fetched, and the most memory the hub took meanwhile. A country's insurer knows about a quarter of it.
/// </summary>
internal static class ExportBench
{
    public const string Name = "fhir-export";

    private const string Payer = "nssf";
    private static readonly TimeSpan CountryPatience = TimeSpan.FromHours(2), Patience = TimeSpan.FromHours(3);

    public static async Task<BenchResult[]> RunAsync(int people)
    {
        var data = Path.Combine(".data", $"bench-{people}");
        // What a hub takes to make a country and its directory is not what is measured: it is started once for that, and anew.
        if (!File.Exists(Path.Combine(data, "demo.json")))
        {
            Console.WriteLine($"Making a country of {people} people in {data}");
            using var first = await StartAsync(data, people);
            await Demo.ReadAsync(Path.Combine(data, "demo.json"));
        }
        using var hub = await StartAsync(data, people);
        using var http = new HttpClient { Timeout = Patience };
        http.DefaultRequestHeaders.Add("X-Access-Key", await KeyAsync(Path.Combine(data, "demo.json")));
        http.DefaultRequestHeaders.Add("Interop-Purpose", "HPAYMT");
        var before = hub.RssMb;
        hub.ForgetPeak();

        var started = TimeProvider.System.GetTimestamp();
        using var manifest = await MakeAsync(http, hub.Url);
        var made = TimeProvider.System.GetElapsedTime(started);
        var lines = Lines(manifest, "output");
        var peak = hub.PeakMb;
        hub.ForgetPeak();

        started = TimeProvider.System.GetTimestamp();
        var bytes = 0L;
        foreach (var list in (string[])["output", "error"])
            foreach (var file in manifest.RootElement.GetProperty(list).EnumerateArray())
                bytes += await FetchAsync(http, file.GetProperty("url").GetString()!);
        var fetched = TimeProvider.System.GetElapsedTime(started);
        var all = lines + Lines(manifest, "error");
        foreach (var file in manifest.RootElement.GetProperty("output").EnumerateArray())
            Console.WriteLine($"{file.GetProperty("type").GetString()}: {file.GetProperty("count").GetInt64()} lines");
        Console.WriteLine(FormattableString.Invariant(
            $"{lines} lines and {Lines(manifest, "error")} of what is not known made in {made.TotalSeconds:0.0} s, {bytes / 1048576.0:0.0} MiB fetched in {fetched.TotalSeconds:0.0} s; memory {before:0} MiB before, at most {peak:0} while they were made and {hub.PeakMb:0} while fetched"));
        return
        [
            new(Name, lines / made.TotalSeconds, made.TotalMilliseconds / lines, made.TotalMilliseconds / lines, peak, null, null),
            new(Name + "-fetch", all / fetched.TotalSeconds, fetched.TotalMilliseconds / all, fetched.TotalMilliseconds / all, hub.PeakMb, null, null),
        ];
    }

    private static Task<Server> StartAsync(string data, int people) => Server.StartAsync(
        CountryPatience, "gateway/bin/Release/net10.0/Interop.Gateway.dll", "--data", data, "--urls", "{url}", "--people", people.ToString(CultureInfo.InvariantCulture));

    private static async Task<JsonDocument> MakeAsync(HttpClient http, string url)
    {
        using var begin = new HttpRequestMessage(HttpMethod.Get, url + "/fhir/Group/members/$export") { Headers = { { "Prefer", "respond-async" } } };
        using var begun = await http.SendAsync(begin);
        var place = begun.EnsureSuccessStatusCode().Content.Headers.ContentLocation!;
        for (var started = TimeProvider.System.GetTimestamp(); TimeProvider.System.GetElapsedTime(started) < Patience; await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System))
        {
            using var status = await http.GetAsync(place);
            if (status.EnsureSuccessStatusCode().StatusCode == HttpStatusCode.OK)
                return JsonDocument.Parse(await status.Content.ReadAsByteArrayAsync());
        }
        throw new TimeoutException($"The export was not there within {Patience}.");
    }

    private static async Task<long> FetchAsync(HttpClient http, string url)
    {
        using var answer = await http.GetAsync(new Uri(url), HttpCompletionOption.ResponseHeadersRead);
        await using var body = await answer.EnsureSuccessStatusCode().Content.ReadAsStreamAsync();
        var (buffer, bytes) = (new byte[64 * 1024], 0L);
        while (await body.ReadAsync(buffer) is > 0 and var read)
            bytes += read;
        return bytes;
    }

    private static long Lines(JsonDocument manifest, string list) => manifest.RootElement.GetProperty(list).EnumerateArray().Sum(f => f.GetProperty("count").GetInt64());

    private static async Task<string> KeyAsync(string demo)
    {
        using var document = JsonDocument.Parse(await File.ReadAllBytesAsync(demo));
        return document.RootElement.GetProperty("institutions").EnumerateArray().First(i => i.GetProperty("code").GetString() == Payer).GetProperty("accessKey").GetString()!;
    }
}
