using System.Text.Json;

namespace Interop.Bench;

/// <summary>What the load needs of <c>demo.json</c>: a key and people to ask about. Read as JSON, as any outsider would.</summary>
internal sealed record Demo(string AccessKey, string Purpose, string[] NationalIds)
{
    public const string Institution = "social-ministry";

    public static async Task<Demo> ReadAsync(string path)
    {
        // Written once the hub listens, which is a moment after its port is open.
        for (var tries = 0; !File.Exists(path) && tries < 100; tries++)
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        using var demo = JsonDocument.Parse(await File.ReadAllBytesAsync(path));
        var key = demo.RootElement.GetProperty("institutions").EnumerateArray().First(i => i.GetProperty("code").GetString() == Institution).GetProperty("accessKey").GetString()!;
        var ids = demo.RootElement.GetProperty("people").EnumerateArray()
            .Select(p => p.GetProperty("identifiers")).Where(i => i.TryGetProperty("national-id", out _)).Select(i => i.GetProperty("national-id").GetString()!).ToArray();
        return new(key, "ELIGDTRM", ids);
    }

    /// <summary>An access token got for the key, as a program gets it (RFC 6749 §4.4).</summary>
    public async Task<string> TokenAsync(string hub)
    {
        using var http = new HttpClient { DefaultRequestHeaders = { Authorization = new("Basic", Basic) } };
        using var answer = await http.PostAsync(new Uri(hub + "/connect/token"), new FormUrlEncodedContent([new("grant_type", "client_credentials")]));
        using var body = JsonDocument.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync());
        return body.RootElement.GetProperty("access_token").GetString()!;
    }

    /// <summary>Institution and key as RFC 7617 writes them.</summary>
    public string Basic => Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes($"{Institution}:{AccessKey}"));
}

/// <summary>A folder for the load scripts, removed at the end.</summary>
internal sealed class Scratch : IDisposable
{
    private const string Question = """{"subject":{"type":"national-id","value":"$id"}}""";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("interop-bench-");

    /// <summary>A wrk script that asks about the sample people in turn, with the key or with a token got for it.</summary>
    /// <param name="body">With <c>$id</c> where the number stands.</param>
    /// <param name="type">The media type of the body.</param>
    public string Script(string name, string path, Demo demo, string? token = null, string body = Question, string type = "application/json")
    {
        var file = Path.Combine(folder.FullName, name + ".lua");
        var credential = token is null ? $"""["X-Access-Key"]="{demo.AccessKey}" """ : $"""["Authorization"]="Bearer {token}" """;
        File.WriteAllText(file,
            $$$"""
            local ids = {{{{string.Join(",", demo.NationalIds.Select(i => $"'{i}'"))}}}}
            local headers = {{{{credential}}}, ["Interop-Purpose"]="{{{demo.Purpose}}}", ["Content-Type"]="{{{type}}}"}
            local i = 0
            request = function()
              i = i % #ids + 1
              return wrk.format("POST", "{{{path}}}", headers, [[{{{body.Replace("$id", "]] .. ids[i] .. [[", StringComparison.Ordinal)}}}]])
            end
            """);
        return file;
    }

    /// <summary>A wrk script that asks for one address.</summary>
    public string GetScript(string name, string path, Demo demo)
    {
        var file = Path.Combine(folder.FullName, name + ".lua");
        File.WriteAllText(file,
            $$"""
            wrk.path = "{{path}}"
            wrk.headers["X-Access-Key"] = "{{demo.AccessKey}}"
            wrk.headers["Interop-Purpose"] = "{{demo.Purpose}}"
            """);
        return file;
    }

    /// <summary>A wrk script that gets tokens.</summary>
    public string TokenScript(string name, Demo demo)
    {
        var file = Path.Combine(folder.FullName, name + ".lua");
        File.WriteAllText(file,
            $$"""
            wrk.method = "POST"
            wrk.path = "/connect/token"
            wrk.body = "grant_type=client_credentials"
            wrk.headers["Content-Type"] = "application/x-www-form-urlencoded"
            wrk.headers["Authorization"] = "Basic {{demo.Basic}}"
            """);
        return file;
    }

    /// <summary>The folder of the services that the measured hub publishes.</summary>
    public string Services => Path.Combine(folder.FullName, "services");

    public void Dispose() => folder.Delete(recursive: true);
}
