using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Interop.Schemas;

namespace Interop.Gateway.Proxy.Contracts;

/// <summary>
/// Reads the operations out of an OpenAPI 3.0 or 3.1 document: paths, declared query parameters, request content, answers. Two extensions
/// say what OpenAPI cannot: <c>x-interop-unfiltered</c> and <c>x-interop-request-limit</c> (bytes) of an operation.
/// </summary>
internal static class OpenApiContract
{
    private const int LargestDocument = 4 * 1024 * 1024;

    private static readonly string[] Methods = ["get", "post", "put", "patch", "delete", "options"];

    /// <summary>The operations that can be read; whatever is wrong is added to <paramref name="faults"/>.</summary>
    public static IReadOnlyList<ServiceOperation> Read(string path, string service, List<string> faults)
    {
        var place = $"/contract ({Path.GetFileName(path)})";
        JsonNode? document = null;
        try
        {
            if (!File.Exists(path) || new FileInfo(path).Length > LargestDocument)
                faults.Add($"{place}: no such file, or more than 4 MiB");
            else
                document = JsonNode.Parse(File.ReadAllText(path), documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false });
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            faults.Add($"{place}: {e.Message}");
        }
        if (document is null)
            return [];
        if (Text(document["openapi"]) is not { } version || !(version.StartsWith("3.0", StringComparison.Ordinal) || version.StartsWith("3.1", StringComparison.Ordinal)))
        {
            faults.Add($"{place}/openapi: '{Text(document["openapi"])}' is not 3.0 or 3.1");
            return [];
        }

        var operations = new List<ServiceOperation>();
        foreach (var (template, item) in document["paths"] as JsonObject ?? [])
            foreach (var method in Methods)
                if (item is JsonObject all && all[method] is JsonObject operation)
                {
                    var at = $"{place}/paths/{template.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}/{method}";
                    if (One(document, template, method, all, operation, service, at, faults) is { } read)
                        operations.Add(read);
                }
        return operations;
    }

    private static ServiceOperation? One(
        JsonNode document, string template, string method, JsonObject item, JsonObject operation, string service, string at, List<string> faults)
    {
        var id = Text(operation["operationId"]);
        if (id is not { Length: > 0 and <= 64 } || id.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('.' or '_' or '-')))
            faults.Add($"{at}/operationId: '{id}' must be there, with letters, digits, '.', '_' and '-'");
        var path = PathTemplate.Read(template);
        if (path is null)
            faults.Add($"{at}: the path must hold literal segments and parameters in braces, a whole segment each");
        var query = Members(item["parameters"]).Concat(Members(operation["parameters"])).Select(p => Resolve(document, p))
            .Where(p => Text(p?["in"]) == "query").Select(p => Text(p!["name"])).OfType<string>().ToFrozenSet();

        var content = Resolve(document, operation["requestBody"])?["content"] as JsonObject ?? [];
        var schema = SchemaOf(document, content, $"{at}/requestBody", faults);
        var unfiltered = operation["x-interop-unfiltered"]?.GetValueKind() == JsonValueKind.True;
        var limit = unfiltered ? ServiceOperation.LargestRequest : ServiceOperation.SmallRequest;
        if (operation["x-interop-request-limit"] is { } own
            && (own is not JsonValue number || !number.TryGetValue(out limit) || limit is < 0 or > ServiceOperation.LargestRequest))
            faults.Add($"{at}/x-interop-request-limit: must be bytes from 0 to {ServiceOperation.LargestRequest}");
        return path is null || id is null ? null : new()
        {
            Id = id, Name = $"{service}/{id}", Method = method.ToUpperInvariant(), Path = path, Query = query, RequestTypes = Types(content), RequestSchema = schema,
            Answers = AnswersOf(document, operation, at, faults), Unfiltered = unfiltered, RequestLimit = limit,
        };
    }

    private static AnswerContract AnswersOf(JsonNode document, JsonObject operation, string at, List<string> faults)
    {
        var answers = new Dictionary<int, string[]>();
        var schemas = new Dictionary<int, ContractSchema>();
        foreach (var (status, answer) in operation["responses"] as JsonObject ?? [])
        {
            var place = $"{at}/responses/{status}";
            if (KeyOf(status) is not { } key)
            {
                faults.Add($"{place}: no status, class of statuses or 'default'");
                continue;
            }
            var content = Resolve(document, answer)?["content"] as JsonObject ?? [];
            answers[key] = Types(content);
            if (SchemaOf(document, content, place, faults) is { } schema)
                schemas[key] = schema;
        }
        if (answers.Count == 0)
            faults.Add($"{at}/responses: an operation without answers");
        return new(answers) { Schemas = schemas };
    }

    private static int? KeyOf(string status) =>
        status == "default" ? 0
        : status is [>= '1' and <= '5', 'X' or 'x', 'X' or 'x'] ? status[0] - '0'
        : int.TryParse(status, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 100 and <= 599 ? number : null;

    /// <summary>What JSON content must look like; null where the contract does not say, or says what cannot be enforced, which is a fault.</summary>
    private static ContractSchema? SchemaOf(JsonNode document, JsonObject content, string place, List<string> faults)
    {
        if (content.FirstOrDefault(c => MediaTypes.IsJson(c.Key)).Value?["schema"] is not { } written)
            return null;
        var schema = ContractSchema.Read(document, written, out var schemaFaults);
        faults.AddRange(schemaFaults.Select(f => $"{place}: {f}"));
        return schema;
    }

    private static string[] Types(JsonObject content) => [.. content.Select(c => MediaTypes.Of(c.Key).ToString())];

    private static IEnumerable<JsonNode?> Members(JsonNode? list) => list as JsonArray ?? [];

    /// <summary>What a reference into the same document stands for, a few deep at most.</summary>
    private static JsonNode? Resolve(JsonNode document, JsonNode? node)
    {
        for (var hops = 0; hops < 8 && node is JsonObject && Text(node["$ref"]) is { } reference; hops++)
        {
            node = reference.StartsWith("#/", StringComparison.Ordinal) ? document : null;
            foreach (var part in reference.Split('/').Skip(1))
                node = (node as JsonObject)?[part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)];
        }
        return node;
    }

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
