using System.Text.Json;
using System.Text.Json.Nodes;

namespace Interop.Bench;

/// <summary>
/// The bare service as a ministry would publish it: the operation that the bare proxy is measured with, which leaves whole, and one of which some
/// fields leave.
/// </summary>
internal static class PublishedBench
{
    public const string Whole = "/r/nssf/bench/v1/entitlements/check", Filtered = "/r/nssf/bench/v1/records";

    /// <summary>What is filtered: 4 KB of JSON, twenty rows of eight members.</summary>
    public static readonly byte[] Answer = JsonSerializer.SerializeToUtf8Bytes(new
    {
        total = 20,
        rows = Enumerable.Range(0, 20).Select(i => new
        {
            number = $"{100_000_000 + i}", name = $"Family Given {i:00}", born = "1984-02-29", scheme = "HEALTH", status = "ACTIVE", from = "2024-01-01", to = "2027-12-31", remark = new string('x', 44),
        }),
    });

    /// <summary>Publishes the service in a folder, and grants it to the institution that the load calls as.</summary>
    public static async Task PrepareAsync(string services, string provider, string data)
    {
        Directory.CreateDirectory(services);
        await File.WriteAllTextAsync(Path.Combine(services, "bench.json"),
            $$"""
            { "institution": "nssf", "service": "bench", "title": { "en": "Bench", "km": "bench" }, "destinations": { "main": "{{provider}}" },
              "operations": [
                { "id": "whole", "method": "POST", "path": "/v1/entitlements/check", "requestTypes": [ "application/json" ], "answerTypes": [ "application/json" ] },
                { "id": "filtered", "method": "GET", "path": "/v1/records", "answerTypes": [ "application/json" ] } ] }
            """);
        Directory.CreateDirectory(data);
        var file = Path.Combine(data, "scopes.json");
        var scopes = JsonNode.Parse(await File.ReadAllTextAsync(File.Exists(file) ? file : "ops/config/demo/scopes.json"))!;
        var scope = scopes["scopes"]!.AsArray().First(s => (string?)s!["consumer"] == "social-ministry")!;
        var granted = JsonNode.Parse(
            """
            [ { "service": "nssf/bench", "operations": [ "whole" ], "fields": [ { "path": "" } ] },
              { "service": "nssf/bench", "operations": [ "filtered" ], "fields": [ { "path": "/rows/*/name" }, { "path": "/rows/*/status" }, { "path": "/rows/*/from" }, { "path": "/rows/*/to" } ] } ]
            """);
        if (JsonNode.DeepEquals(scope["services"], granted))
            return;
        // A hub that has run over the folder keeps the version it imported; a further one takes its place.
        (scope["services"], scope["version"]) = (granted, (int)scope["version"]! + 1);
        await File.WriteAllTextAsync(file, scopes.ToJsonString());
    }
}
