using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Interop.System.Tests.Batches;

/// <summary>Sends files as an institution would that speaks tus 1.0.0 by hand.</summary>
internal sealed class BatchPartner(HttpClient http, string address, string key, string purpose)
{
    public static string Metadata(params (string Name, string Value)[] values) =>
        string.Join(',', values.Select(v => $"{v.Name} {Convert.ToBase64String(Encoding.UTF8.GetBytes(v.Value))}"));

    /// <summary>Announces a file; the address of the batch, or the refusal.</summary>
    public Task<(int Status, string? Location, JsonElement Problem)> AnnounceAsync(long length, params (string Name, string Value)[] metadata) =>
        AnnounceAsync(length.ToString(CultureInfo.InvariantCulture), Metadata(metadata));

    public async Task<(int Status, string? Location, JsonElement Problem)> AnnounceAsync(string length, string metadata)
    {
        using var answer = await SendAsync(HttpMethod.Post, "/v1/batches", null, ("Upload-Length", length), ("Upload-Metadata", metadata));
        return ((int)answer.StatusCode, answer.Headers.Location?.ToString(), await BodyAsync(answer));
    }

    /// <summary>Sends bytes from an offset on.</summary>
    public async Task<(int Status, string? Offset, JsonElement Problem)> PatchAsync(string batch, long offset, byte[] bytes, params (string, string)[] more)
    {
        using var answer = await SendAsync(
            HttpMethod.Patch, batch, new ByteArrayContent(bytes) { Headers = { ContentType = new MediaTypeHeaderValue("application/offset+octet-stream") } },
            [("Upload-Offset", offset.ToString(CultureInfo.InvariantCulture)), .. more]);
        return ((int)answer.StatusCode, Header(answer, "Upload-Offset"), await BodyAsync(answer));
    }

    /// <summary>Announces and sends a file whole; the address of the batch.</summary>
    public async Task<string> SendAsync(byte[] file, params (string Name, string Value)[] metadata)
    {
        var (status, batch, problem) = await AnnounceAsync(file.Length, metadata);
        status.ShouldBe(201, problem.ToString());
        (await PatchAsync(batch!, 0, file)).Status.ShouldBe(204);
        return batch!;
    }

    /// <summary>Where the batch stands when it has ended, whichever way.</summary>
    public Task<JsonElement> EndAsync(string batch) =>
        Patience.UntilAsync(() => StatusAsync(batch), s => s.GetProperty("state").GetString() is "done" or "rejected" or "stopped", $"the end of {batch}");

    public async Task<JsonElement> StatusAsync(string batch)
    {
        using var answer = await SendAsync(HttpMethod.Get, batch, null);
        answer.IsSuccessStatusCode.ShouldBeTrue();
        return await BodyAsync(answer);
    }

    public async Task<(int Status, string Text)> FetchAsync(string path)
    {
        using var answer = await SendAsync(HttpMethod.Get, path, null);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    public async Task<string[]> LinesAsync(string path)
    {
        var (status, text) = await FetchAsync(path);
        status.ShouldBe(200, text);
        return text.TrimStart('\uFEFF').Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.TrimEnd('\r')).ToArray();
    }

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, address + path) { Content = content };
        request.Headers.Add("X-Access-Key", key);
        request.Headers.Add("Interop-Purpose", purpose);
        if (!headers.Any(h => h.Name == "Tus-Resumable"))
            request.Headers.Add("Tus-Resumable", "1.0.0");
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public static string? Header(HttpResponseMessage answer, string name) => answer.Headers.TryGetValues(name, out var values) ? values.Single() : null;

    private static async Task<JsonElement> BodyAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return text.Length == 0 ? default : JsonDocument.Parse(text).RootElement;
    }
}
