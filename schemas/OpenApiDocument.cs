using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Interop.Schemas;

/// <summary>
/// The OpenAPI 3.0.3 description of the native contract. <c>OpenApi/v1.json</c> is written by hand but for two placeholders:
/// <c>{"$schemaOf": name}</c> stands for a message schema and <c>{"$examplesOf": name}</c> for its valid samples, so neither is written twice.
/// </summary>
public static class OpenApiDocument
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The whole document as JSON text: message schemas under <c>components/schemas</c>, samples as examples.</summary>
    public static string Assemble()
    {
        var document = JsonNode.Parse(EmbeddedJson.Text("OpenApi/v1.json"))!;
        var schemas = new SortedDictionary<string, JsonNode>(StringComparer.Ordinal);
        Fill(document, schemas);
        document["components"]!["schemas"] = new JsonObject(schemas.Select(s => KeyValuePair.Create(s.Key, (JsonNode?)s.Value)));
        return document.ToJsonString(Readable);
    }

    /// <summary>The valid samples of one message, by name.</summary>
    internal static IEnumerable<(string Name, string Json)> Samples(string message) =>
        EmbeddedJson.Names($"Messages/{message}/").Where(n => !n.EndsWith("/schema.json", StringComparison.Ordinal))
            .Select(n => (Path.GetFileNameWithoutExtension(n), EmbeddedJson.Text(n)));

    private static void Fill(JsonNode? node, SortedDictionary<string, JsonNode> schemas)
    {
        if (node is JsonArray array)
            foreach (var item in array)
                Fill(item, schemas);
        if (node is not JsonObject parent)
            return;
        foreach (var (name, child) in parent.ToArray())
            if (child is JsonObject placeholder && (string?)placeholder["$schemaOf"] is { } schema)
            {
                Bundle(schema, schemas);
                parent[name] = new JsonObject { ["$ref"] = $"#/components/schemas/{schema}" };
            }
            else if (child is JsonObject examples && (string?)examples["$examplesOf"] is { } message)
                parent[name] = new JsonObject(Samples(message).Select(s => KeyValuePair.Create(s.Name, (JsonNode?)new JsonObject { ["value"] = JsonNode.Parse(s.Json) })));
            else
                Fill(child, schemas);
    }

    /// <summary>OpenAPI 3.0 has one pool of schemas and no <c>$schema</c>: definitions move there under the name of their message.</summary>
    private static void Bundle(string name, SortedDictionary<string, JsonNode> schemas)
    {
        if (schemas.ContainsKey(name))
            return;
        var schema = JsonNode.Parse(JsonSchemas.Text(name).Replace("#/definitions/", $"#/components/schemas/{name}.", StringComparison.Ordinal))!.AsObject();
        var definitions = schema["definitions"]?.AsObject();
        schema.Remove("$schema");
        schema.Remove("definitions");
        schemas[name] = schema;
        foreach (var (definition, content) in definitions?.ToArray() ?? [])
            schemas[$"{name}.{definition}"] = content!.DeepClone();
    }
}
