using System.Text.Json;
using Interop.Gateway.Problems;

namespace Interop.System.Tests;

/// <summary>The addresses beside the two questions.</summary>
public sealed class SurfaceTests(HubFixture hub)
{
    [Fact]
    public async Task OpenApi_IsADocumentWithExamplesOfBothOperations()
    {
        using var document = JsonDocument.Parse(await GetAsync("/openapi/v1.json"));
        document.RootElement.GetProperty("openapi").GetString().ShouldStartWith("3.0");
        var paths = document.RootElement.GetProperty("paths");
        paths.TryGetProperty("/v1/lookup", out _).ShouldBeTrue();
        paths.GetProperty("/v1/entitlements/check").GetProperty("post").GetRawText().ShouldContain("example");
    }

    [Fact]
    public async Task OpenApi_NamesEveryProblemCodeTheHubHas()
    {
        var document = await GetAsync("/openapi/v1.json");
        var kinds = typeof(ProblemKinds).GetFields().Select(f => (ProblemKind)f.GetValue(null)!).ToArray();
        kinds.Length.ShouldBeGreaterThan(25);
        kinds.Select(k => k.Code).Distinct().Count().ShouldBe(kinds.Length);
        foreach (var kind in kinds)
            document.ShouldContain($"`{kind.Code}`");
    }

    [Fact]
    public async Task Requests_EverySampleOfTheSchemas_IsTakenOrRefusedAsTheSchemaSays()
    {
        foreach (var (message, path) in ((string, string)[])[("lookup-request", "/v1/lookup"), ("entitlement-check-request", "/v1/entitlements/check")])
        {
            var folder = Path.Combine(AppContext.BaseDirectory, "Messages", message);
            foreach (var file in Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories).Where(f => Path.GetFileName(f) != "schema.json"))
            {
                var answer = await hub.Http.PostAsync(hub.Hub.Address + path, hub.KeyOf("social-ministry"), "ELIGDTRM", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
                if (Path.GetFileName(Path.GetDirectoryName(file)) == "valid")
                    answer.Status.ShouldBeOneOf(200, 404);
                else
                    answer.Status.ShouldBe(400, file);
            }
        }
    }

    [Fact]
    public async Task Health_OfAWholeHub_IsAliveAndReady()
    {
        (await GetAsync("/health/live")).ShouldContain("alive");
        using var ready = JsonDocument.Parse(await GetAsync("/health/ready"));
        ready.RootElement.GetProperty("status").GetString().ShouldBe("ready");
        ready.RootElement.GetProperty("registries").EnumerateObject().Count().ShouldBe(4);
    }

    [Fact]
    public async Task Metrics_AfterACheck_CountExchangesReadsAndAuditEntries()
    {
        await hub.Http.CheckAsync(hub.Hub.Address, hub.KeyOf("social-ministry"), "ELIGDTRM", "national-id", "000000000");
        var metrics = await GetAsync("/metrics");
        metrics.ShouldContain("interop_exchange_duration_seconds_count");
        metrics.ShouldContain("outcome=\"subject-not-found\"");
        metrics.ShouldContain("interop_registry_read_duration_seconds");
        metrics.ShouldContain("interop_audit_entries");
    }

    private Task<string> GetAsync(string path) => hub.Http.GetStringAsync(new Uri(hub.Hub.Address + path), TestContext.Current.CancellationToken);
}
