using System.Net.Http.Headers;
using System.Text.Json;

namespace Interop.System.Tests.Fhir;

/// <summary>What an answer to a call about an export was; its body, where it has one.</summary>
internal sealed record ExportAnswer(int Status, string Text, HttpResponseHeaders Headers, HttpContentHeaders Content)
{
    public JsonElement Body => JsonDocument.Parse(Text).RootElement;

    /// <summary>The hub's code in an OperationOutcome.</summary>
    public string? Code => Body.GetProperty("issue")[0].GetProperty("details").GetProperty("coding")[0].GetProperty("code").GetString();
}

/// <summary>Calls <c>$export</c> as a payer's system would.</summary>
internal static class ExportCall
{
    public const string Payer = "nssf", Members = "/fhir/Group/members/$export";

    public static async Task<ExportAnswer> ExportAsync(
        this HttpClient http, HttpMethod method, string url, string? key, string? purpose = null, string? prefer = null, HttpContent? body = null, string? accept = null)
    {
        using var request = new HttpRequestMessage(method, url) { Content = body };
        foreach (var (name, value) in ((string, string?)[])[("X-Access-Key", key), ("Interop-Purpose", purpose), ("Prefer", prefer), ("Accept", accept)])
            if (value is not null)
                request.Headers.Add(name, value);
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return new((int)response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), response.Headers, response.Content.Headers);
    }

    /// <summary>Begins one; where its status is told.</summary>
    public static async Task<string> BeginExportAsync(this HttpClient http, string address, string key, string query = "")
    {
        var begun = await http.ExportAsync(HttpMethod.Get, address + Members + query, key, "HPAYMT", "respond-async");
        (begun.Status, begun.Text).ShouldBe((202, ""));
        begun.Headers.GetValues("Interop-Receipt").ShouldHaveSingleItem();
        return begun.Content.ContentLocation!.ToString();
    }

    /// <summary>Waits for one that was begun; its manifest.</summary>
    public static async Task<JsonElement> EndExportAsync(this HttpClient http, string status, string key)
    {
        var told = await Patience.UntilAsync(() => http.ExportAsync(HttpMethod.Get, status, key), a => a.Status != 202, "the end of an export");
        told.Status.ShouldBe(200);
        return told.Body;
    }

    /// <summary>One from its beginning to its end.</summary>
    public static async Task<JsonElement> WholeExportAsync(this HttpClient http, string address, string key, string query = "") =>
        await http.EndExportAsync(await http.BeginExportAsync(address, key, query), key);

    /// <summary>The lines of one file of a manifest; none when it names none.</summary>
    public static async Task<string[]> LinesAsync(this HttpClient http, JsonElement manifest, string list, string type, string key)
    {
        if (manifest.GetProperty(list).EnumerateArray().FirstOrDefault(f => f.GetProperty("type").GetString() == type) is not { ValueKind: JsonValueKind.Object } file)
            return [];
        var answer = await http.ExportAsync(HttpMethod.Get, file.GetProperty("url").GetString()!, key);
        (answer.Status, answer.Content.ContentType!.MediaType).ShouldBe((200, "application/fhir+ndjson"));
        answer.Headers.GetValues("Interop-Receipt").ShouldHaveSingleItem();
        var lines = answer.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(file.GetProperty("count").GetInt32());
        return lines;
    }
}

/// <summary>The clock of this machine, on another day.</summary>
internal sealed class LaterClock(TimeSpan by) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + by;
}
