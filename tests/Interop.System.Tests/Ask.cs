using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Interop.System.Tests;

/// <summary>One answer of the hub: status and body.</summary>
public sealed record Answer(int Status, JsonElement Body, HttpResponseHeaders Headers)
{
    public string? Code => Body.TryGetProperty("code", out var code) ? code.GetString() : null;

    public JsonElement Programme(string code) => Body.GetProperty("programmes").EnumerateArray().Single(p => p.GetProperty("programme").GetString() == code);

    public JsonElement Source(string registry) => Body.GetProperty("sources").EnumerateArray().Single(s => s.GetProperty("registry").GetString() == registry);

    public JsonElement Attribute(string name) => Body.GetProperty("attributes").GetProperty(name);

    /// <summary>The body without what differs from call to call.</summary>
    public string Comparable() => Body.GetRawText().Replace(Body.GetProperty("exchangeId").GetString()!, "", StringComparison.Ordinal);
}

/// <summary>Calls a hub over HTTP as an institution would.</summary>
internal static class Ask
{
    public static Task<Answer> CheckAsync(this HttpClient http, string address, string key, string purpose, string type, string value, string more = "") =>
        http.PostAsync(address + "/v1/entitlements/check", key, purpose, $$"""{"subject":{"type":"{{type}}","value":"{{value}}"}{{more}}}""");

    public static Task<Answer> LookupAsync(this HttpClient http, string address, string key, string purpose, string type, string value, string more = "") =>
        http.PostAsync(address + "/v1/lookup", key, purpose, $$"""{"subject":{"type":"{{type}}","value":"{{value}}"}{{more}}}""");

    public static Task<Answer> PostAsync(this HttpClient http, string url, string? key, string? purpose, string body, Action<HttpRequestMessage>? change = null) =>
        http.PostAsync(url, key, purpose, new ByteArrayContent(Encoding.UTF8.GetBytes(body)) { Headers = { ContentType = new("application/json") } }, change);

    public static async Task<Answer> PostAsync(
        this HttpClient http, string url, string? key, string? purpose, HttpContent content, Action<HttpRequestMessage>? change = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = content };
        if (key is not null)
            request.Headers.Add("X-Access-Key", key);
        if (purpose is not null)
            request.Headers.Add("Interop-Purpose", purpose);
        change?.Invoke(request);
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return new((int)response.StatusCode, JsonDocument.Parse(body).RootElement, response.Headers);
    }
}
