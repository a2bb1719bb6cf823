using System.Text.Json;
using System.Text.Json.Nodes;
using NJsonSchema;

namespace Interop.Schemas;

/// <summary>
/// A schema out of somebody else's contract: JSON Schema, or the dialect of OpenAPI 3.0 and 3.1. What NJsonSchema would pass over in silence
/// is refused when the contract is read, so that a contract is either kept or not taken.
/// </summary>
public sealed class ContractSchema
{
    private static readonly HashSet<string> NotEnforced =
    [
        "if", "then", "else", "contains", "minContains", "maxContains", "propertyNames", "dependencies", "dependentRequired", "dependentSchemas",
        "unevaluatedProperties", "unevaluatedItems", "prefixItems", "$dynamicRef", "$recursiveRef", "discriminator",
    ];

    private readonly JsonSchema schema;

    private ContractSchema(JsonSchema schema) => this.schema = schema;

    /// <summary>Reads the schema at <paramref name="place"/> of a document.</summary>
    /// <param name="document">The whole contract, in which references (<c>#/...</c>) are looked up.</param>
    /// <param name="place">The schema.</param>
    /// <param name="faults">What the hub could not enforce, each with its JSON Pointer from the schema on; empty when the schema was taken.</param>
    public static ContractSchema? Read(JsonNode document, JsonNode place, out IReadOnlyList<string> faults)
    {
        var found = new List<string>();
        var definitions = new JsonObject();
        var names = new Dictionary<string, string>();
        // The engine wants a schema at the root, and not a reference to one; what refers to it from within refers to the root.
        for (var hops = 0; hops < 8 && place is JsonObject && place["$ref"] is JsonValue reference && Find(document, (string)reference!) is { } target; hops++)
            (place, names[(string)reference!]) = (target, "#");
        var root = place.DeepClone();
        root = Translate(root, "", document, names, definitions, found) ?? root;
        faults = found;
        if (found.Count > 0)
            return null;
        if (root is not JsonObject text)
        {
            found.Add("the schema must be an object");
            return null;
        }
        if (definitions.Count > 0)
            text["definitions"] = definitions;
        try
        {
            return new(JsonSchemas.Compile(text.ToJsonString()));
        }
        catch (Exception e) when (e is Newtonsoft.Json.JsonException or InvalidOperationException or ArgumentException or JsonException)
        {
            found.Add("the schema cannot be read: " + e.Message.ReplaceLineEndings(" "));
            return null;
        }
    }

    /// <summary>All faults of a message, without its values; empty when it is strict JSON that keeps to the schema.</summary>
    public IReadOnlyList<SchemaFault> Validate(string json) => JsonSchemas.Faults(schema, json, showValues: false);

    /// <summary>Turns one schema, and all it holds or refers to, into what the engine enforces.</summary>
    private static JsonNode? Translate(JsonNode? node, string at, JsonNode document, Dictionary<string, string> names, JsonObject definitions, List<string> faults)
    {
        if (node is not JsonObject schema)
        {
            if (node is JsonValue)
                faults.Add($"{at}: a schema that is true or false is not enforced");
            return node;
        }
        if (schema["$ref"] is JsonValue reference)
        {
            var target = Refer((string)reference!, at, document, names, definitions, faults);
            // What stands beside a reference is ignored, as in OpenAPI 3.0.
            return target is null ? schema : new JsonObject { ["$ref"] = target };
        }
        foreach (var keyword in schema.Select(k => k.Key).Where(NotEnforced.Contains))
            faults.Add($"{at}/{keyword}: the hub cannot enforce this keyword");
        if (schema["const"] is { } only)
        {
            schema.Remove("const");
            schema["enum"] = new JsonArray(only.DeepClone());
        }
        if (schema["nullable"] is JsonValue nullable && nullable.TryGetValue<bool>(out var isNullable) && isNullable && schema["type"] is JsonValue type)
            schema["type"] = new JsonArray(type.DeepClone(), "null");
        // 3.1 writes a bound, draft-04 and 3.0 a flag beside it.
        foreach (var (exclusive, bound) in (ReadOnlySpan<(string, string)>)[("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")])
            if (schema[exclusive] is JsonValue limit && limit.GetValueKind() == JsonValueKind.Number)
                (schema[bound], schema[exclusive]) = (limit.DeepClone(), true);
        foreach (var members in (string[])["properties", "patternProperties"])
            if (schema[members] is JsonObject named)
                foreach (var (name, child) in named.ToArray())
                    Replace(named, name, Translate(child, $"{at}/{members}/{name}", document, names, definitions, faults));
        foreach (var single in (string[])["items", "additionalProperties", "not"])
            if (schema[single] is JsonObject child)
                Replace(schema, single, Translate(child, $"{at}/{single}", document, names, definitions, faults));
        foreach (var list in (string[])["allOf", "anyOf", "oneOf"])
            if (schema[list] is JsonArray several)
                for (var i = 0; i < several.Count; i++)
                    if (Translate(several[i], $"{at}/{list}/{i}", document, names, definitions, faults) is { } translated && !ReferenceEquals(translated, several[i]))
                        several[i] = translated;
        return schema;
    }

    private static void Replace(JsonObject parent, string name, JsonNode? child)
    {
        if (!ReferenceEquals(parent[name], child))
            parent[name] = child;
    }

    /// <summary>The reference under which the target stands among the definitions; each target is translated once, however often it is named.</summary>
    private static string? Refer(string reference, string at, JsonNode document, Dictionary<string, string> names, JsonObject definitions, List<string> faults)
    {
        if (names.TryGetValue(reference, out var known))
            return known;
        if (Find(document, reference) is not { } target)
        {
            faults.Add($"{at}/$ref: '{reference}' is not in this document");
            return null;
        }
        var name = "d" + names.Count;
        names[reference] = "#/definitions/" + name;
        definitions[name] = Translate(target.DeepClone(), reference, document, names, definitions, faults);
        return names[reference];
    }

    private static JsonNode? Find(JsonNode document, string reference)
    {
        JsonNode? target = reference.StartsWith("#/", StringComparison.Ordinal) ? document : null;
        foreach (var part in target is null ? [] : reference[2..].Split('/'))
            target = target is JsonObject parent ? parent[Uri.UnescapeDataString(part).Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)] : null;
        return target;
    }
}
