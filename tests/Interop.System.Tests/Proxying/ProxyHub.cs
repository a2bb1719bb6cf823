using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Interop.Gateway.Hosting;

namespace Interop.System.Tests.Proxying;

/// <summary>An answer of the proxied door, read to its end.</summary>
internal sealed record ProxyAnswer(int Status, string Body, Dictionary<string, string> Headers)
{
    public string? Code => Headers.GetValueOrDefault("Content-Type") == "application/problem+json" ? (string?)JsonNode.Parse(Body)!["code"] : null;
}

/// <summary>The tests that call published services; they share one hub.</summary>
[CollectionDefinition(nameof(ProxyHub))]
public sealed class ProxyHubTests : ICollectionFixture<ProxyHub>;

/// <summary>
/// A hub of its own that publishes services of test providers: <c>nssf/people</c> and, at two addresses of which the first is dead, <c>nssf/pair</c> and <c>nssf/twins</c>.
/// The social ministry is granted some fields for ELIGDTRM, the hospital everything for TREAT.
/// </summary>
public sealed class ProxyHub(HubFixture hub) : IAsyncLifetime
{
    private const string People =
        """
        { "id": "person", "method": "GET", "path": "/people/{id}", "query": [ "lang", "full name" ], "answerTypes": [ "application/json" ], "statuses": [ 200, 404 ] },
        { "id": "card", "method": "GET", "path": "/cards/{id}", "answerTypes": [ "application/json" ], "statuses": [ 200, 404 ],
          "answerSchema": { "type": "object", "required": [ "name" ], "properties": { "name": { "type": "string" }, "born": { "type": "string" } } } },
        { "id": "everyone", "method": "GET", "path": "/people/all", "answerTypes": [ "application/json" ] },
        { "id": "search", "method": "POST", "path": "/search", "requestTypes": [ "application/json" ], "answerTypes": [ "application/json" ],
          "requestSchema": { "type": "object", "additionalProperties": false, "required": [ "name" ], "properties": { "name": { "type": "string", "maxLength": 20 } } } },
        { "id": "note", "method": "POST", "path": "/notes", "requestTypes": [ "text/plain" ], "answerTypes": [ "application/json" ] },
        { "id": "upload", "method": "PUT", "path": "/files/{name}", "requestTypes": [ "application/octet-stream" ], "statuses": [ 200, 204 ], "answerTypes": [ "application/json" ], "unfiltered": true },
        { "id": "download", "method": "GET", "path": "/files/{name}", "statuses": [ 200, 206, 304 ], "answerTypes": [ "application/octet-stream" ], "unfiltered": true }
        """;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("interop-proxy-");
    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false, AutomaticDecompression = DecompressionMethods.None }) { Timeout = TimeSpan.FromMinutes(1) };

    internal HubHost Host { get; private set; } = null!;
    internal Provider Provider { get; private set; } = null!;
    internal HubFixture Hub => hub;
    internal string AuditFile => Path.Combine(folder.FullName, "audit.db");
    private string Services => folder.CreateSubdirectory("services").FullName;

    public async ValueTask InitializeAsync()
    {
        Provider = await Provider.StartAsync();
        Publish("people", Provider.Address, People, "00:00:05");
        PublishContract("described", """
            "/cards/{id}": { "get": { "operationId": "card", "parameters": [ { "name": "id", "in": "path", "required": true, "schema": { "type": "string" } } ], "responses": {
              "200": { "description": "A card", "content": { "application/json": { "schema": { "type": "object" } } } },
              "4XX": { "description": "Why not", "content": { "application/json": { "schema": { "type": "object", "required": [ "error" ] } } } } } } }
            """);
        foreach (var service in (string[])["pair", "twins"])
            Publish(service, "http://127.0.0.1:1", """
                { "id": "read", "method": "GET", "path": "/thing", "answerTypes": [ "application/json" ] },
                { "id": "write", "method": "POST", "path": "/thing", "requestTypes": [ "application/json" ], "answerTypes": [ "application/json" ] }
                """, "00:00:02", Provider.Address);
        var scopes = hub.Settings.ScopesFile;
        var before = await File.ReadAllTextAsync(scopes);
        await File.WriteAllTextAsync(scopes, WithServices(before));
        try
        {
            Host = await hub.StartWithAsync($"--Proxy:Services={Services}", $"--Audit:File={AuditFile}", $"--Storage:File={Path.Combine(folder.FullName, "hub.db")}", "--Test:Key=sesame");
        }
        finally
        {
            await File.WriteAllTextAsync(scopes, before);
        }
    }

    /// <summary>Writes the file of a service of NSSF.</summary>
    internal void Publish(string service, string address, string operations, string timeout = "00:00:05", string? second = null) =>
        Write(service, address, $"\"operations\": [ {operations} ]", timeout, second);

    /// <summary>Writes the file of a service of NSSF whose contract is an OpenAPI document, and that.</summary>
    private void PublishContract(string service, string paths)
    {
        var contracts = Directory.CreateDirectory(Path.Combine(Services, "contracts"));
        File.WriteAllText(Path.Combine(contracts.FullName, service + ".json"), $$"""{ "openapi": "3.0.3", "info": { "title": "Test", "version": "1" }, "paths": { {{paths}} } }""");
        Write(service, Provider.Address, $"\"contract\": \"contracts/{service}.json\"", "00:00:05", null);
    }

    private void Write(string service, string address, string operations, string timeout, string? second) => File.WriteAllText(
        Path.Combine(Services, service + ".json"),
        $$"""
        { "institution": "nssf", "service": "{{service}}", "title": { "en": "Test", "km": "ក" }, "timeout": "{{timeout}}", "loadBalancing": "first",
          "destinations": { "a": "{{address}}"{{(second is null ? "" : $", \"b\": \"{second}\"")}} }, "credential": { "header": "X-Provider-Key", "setting": "Test:Key" },
          {{operations}} }
        """);

    internal void Withdraw(string service) => File.Delete(Path.Combine(Services, service + ".json"));

    /// <summary>Calls as the hospital, which may have everything, or as the ministry, which may have some fields.</summary>
    internal Task<ProxyAnswer> CallAsync(HttpMethod method, string target, bool whole = false, HttpContent? content = null, Action<HttpRequestMessage>? change = null) =>
        SendAsync(method, target, request =>
        {
            request.Headers.Add("X-Access-Key", hub.KeyOf(whole ? "calmette-hospital" : "social-ministry"));
            request.Headers.Add("Interop-Purpose", whole ? "TREAT" : "ELIGDTRM");
            change?.Invoke(request);
        }, content);

    internal async Task<ProxyAnswer> SendAsync(HttpMethod method, string target, Action<HttpRequestMessage> change, HttpContent? content = null)
    {
        // The target goes out as it is written, for HttpClient would mend it.
        using var request = new HttpRequestMessage(method, new Uri(Host.Address + target, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true })) { Content = content };
        change(request);
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        var headers = response.Headers.Concat(response.Content.Headers).ToDictionary(h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase);
        return new((int)response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), headers);
    }

    private static string WithServices(string scopes)
    {
        var file = JsonNode.Parse(scopes)!;
        foreach (var scope in file["scopes"]!.AsArray())
            if ((string?)scope!["scope"] == "social-ministry-eligibility")
                scope["services"] = JsonNode.Parse(
                    """
                    [ { "service": "nssf/people", "operations": [ "person", "card", "search", "note", "download" ], "fields": [ { "path": "/name" }, { "path": "/born", "reduction": "year" }, { "path": "/list/*/a" }, { "path": "/error" } ] },
                      { "service": "nssf/pair", "operations": [ "read", "write" ], "fields": [ { "path": "/name" } ] },
                      { "service": "nssf/twins", "operations": [ "read", "write" ], "fields": [ { "path": "/name" } ] },
                      { "service": "nssf/described", "operations": [ "card" ], "fields": [ { "path": "/error" } ] },
                      { "service": "nssf/later", "operations": [ "read" ], "fields": [ { "path": "/name" } ] } ]
                    """);
            else if ((string?)scope["scope"] == "calmette-hospital-care")
                scope["services"] = JsonNode.Parse("""[ { "service": "nssf/people", "operations": [ "person", "card", "everyone", "upload", "download" ], "fields": [ { "path": "" } ] } ]""");
        return file.ToJsonString(new JsonSerializerOptions { WriteIndented = true });
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await Provider.DisposeAsync();
        http.Dispose();
        folder.Delete(recursive: true);
    }
}
