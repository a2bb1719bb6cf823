using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Interop.System.Tests.Dci;

/// <summary>Writes messages as a partner would. Signatures and the specifications are the affair of <c>npm/dci.mjs</c>.</summary>
internal static class DciPartner
{
    /// <summary>The folder of the specifications beside the repository; null where there is none, and nothing is held against them then.</summary>
    public static string? Specifications { get; } = Find();

    public static string NewId => Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString();

    public static JsonObject Header(string sender, string action = "search", int total = 1) => new()
    {
        ["version"] = "1.0.0", ["message_id"] = NewId, ["message_ts"] = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'"), ["action"] = action,
        ["sender_id"] = sender, ["total_count"] = total, ["is_msg_encrypted"] = false,
    };

    public static JsonObject Search(JsonNode query, string type = "idtype-value", string reference = "r1") => new()
    {
        ["reference_id"] = reference, ["timestamp"] = "2026-11-25T10:00:00+07:00", ["search_criteria"] = new JsonObject { ["query_type"] = type, ["query"] = query },
    };

    public static JsonObject ById(string value, string type = "UIN", string reference = "r1") => Search(new JsonObject { ["type"] = type, ["value"] = value }, reference: reference);

    public static JsonObject Message(params JsonNode[] searches) => new() { ["transaction_id"] = NewId, ["search_request"] = new JsonArray(searches) };

    public static JsonObject Envelope(JsonObject header, JsonObject message, string? signature = "unsigned-stub")
    {
        var body = new JsonObject { ["header"] = header, ["message"] = message };
        if (signature is not null)
            body["signature"] = signature;
        return body;
    }

    /// <summary>Lets Node.js do the tasks, and gives what it says of each.</summary>
    public static async Task<JsonNode?[]> NodeAsync(params IReadOnlyList<JsonObject> tasks)
    {
        var lines = await Node.RunAsync("dci.mjs", new { specifications = Specifications, tasks });
        lines.Length.ShouldBe(tasks.Count);
        return [.. lines.Select(l => JsonNode.Parse(l))];
    }

    public static JsonObject Validate(string registry, string endpoint, JsonNode body, int? status = null)
    {
        var task = new JsonObject { ["registry"] = registry, ["endpoint"] = endpoint, ["body"] = body.DeepClone() };
        if (status is not null)
            task["status"] = status == 200 ? "default" : status.ToString();
        return new() { ["validate"] = task };
    }

    public static JsonNode Parsed(this Answer answer) => JsonNode.Parse(answer.Body.GetRawText())!;

    public static string? Text(this JsonElement element, params string[] path)
    {
        foreach (var part in path)
            if (!element.TryGetProperty(part, out element))
                return null;
        return element.ValueKind == JsonValueKind.String ? element.GetString() : element.GetRawText();
    }

    private static string? Find([CallerFilePath] string here = "")
    {
        var folder = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../../../shared/specs/dci"));
        return Directory.Exists(folder) ? folder : null;
    }
}
