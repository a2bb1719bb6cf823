using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using NJsonSchema;
using NJsonSchema.Validation;

namespace Interop.Schemas;

/// <summary>One way in which a document breaks its schema.</summary>
/// <param name="Path">Where, e.g. <c>programmes[0].code</c>; empty for the document itself.</param>
/// <param name="Kind">What, in kebab-case, e.g. <c>property-required</c>, <c>not-in-enumeration</c>; <c>not-json</c> when it cannot be read at all.</param>
/// <param name="Value">The offending text, number or boolean, for documents people write (configuration); always null for messages, which hold personal data.</param>
public sealed record SchemaFault(string Path, string Kind, string? Value)
{
    public override string ToString() => $"{(Path.Length == 0 ? "document" : Path)}: {Kind}{(Value is null ? "" : $" ({Value})")}";
}

/// <summary>
/// The JSON Schemas that ship in this assembly, each named by its folder: <c>Messages/lookup-request/schema.json</c> is <c>lookup-request</c>.
/// They use the draft-04 keywords that NJsonSchema enforces, and no others; a test holds them to that.
/// </summary>
public static class JsonSchemas
{
    private static readonly Dictionary<string, string> Resources = EmbeddedJson.Names("").Where(n => n.EndsWith("/schema.json", StringComparison.Ordinal))
        .ToDictionary(n => n.Split('/')[^2]);

    private static readonly ConcurrentDictionary<string, JsonSchema> Read = new();

    /// <summary>Strict JSON: no comments, no trailing commas, no member twice (two readers would pick different ones).</summary>
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 64 };

    /// <summary>Every schema, in ordinal order.</summary>
    public static IEnumerable<string> Names => Resources.Keys.Order(StringComparer.Ordinal);

    /// <summary>The text of one schema.</summary>
    /// <exception cref="KeyNotFoundException">No schema has that name.</exception>
    public static string Text(string schemaName) => EmbeddedJson.Text(Resources[schemaName]);

    /// <summary>All faults of <paramref name="json"/>; empty when it is valid.</summary>
    /// <exception cref="KeyNotFoundException">No schema has that name.</exception>
    public static IReadOnlyList<SchemaFault> Validate(string schemaName, string json)
    {
        var schema = Read.GetOrAdd(schemaName, static name => Compile(Text(name)));
        return Faults(schema, json, showValues: !Resources[schemaName].StartsWith("Messages/", StringComparison.Ordinal));
    }

    /// <summary>All faults of a document that is strict JSON, or that it is not.</summary>
    internal static IReadOnlyList<SchemaFault> Faults(JsonSchema schema, string json, bool showValues)
    {
        try
        {
            using var _ = JsonDocument.Parse(json, Strict);
        }
        catch (JsonException)
        {
            return [new SchemaFault("", "not-json", null)];
        }

        return [.. schema.Validate(json).SelectMany(Leaves).Where(Real).Select(e => new SchemaFault(
            (e.Path ?? "").TrimStart('#', '/'), JsonNamingPolicy.KebabCaseLower.ConvertName(e.Kind.ToString()), showValues ? Scalar(e) : null))];
    }

    /// <summary>Reads a schema written in the allowed keywords.</summary>
    internal static JsonSchema Compile(string text)
    {
        var node = JsonNode.Parse(text)!;
        AnchorPatterns(node);
        return JsonSchema.FromJsonAsync(node.ToJsonString()).GetAwaiter().GetResult(); // no $ref leaves the file: nothing is awaited
    }

    /// <summary>In .NET <c>$</c> also matches before a final newline; in the regular expressions of JSON Schema (ECMA 262) it does not.</summary>
    private static void AnchorPatterns(JsonNode? node)
    {
        if (node is JsonArray array)
            foreach (var item in array)
                AnchorPatterns(item);
        if (node is not JsonObject schema)
            return;
        if (schema["pattern"] is JsonValue pattern && pattern.TryGetValue<string>(out var expression))
            schema["pattern"] = $"\\A(?:{expression})\\z";
        foreach (var (_, child) in schema.ToArray())
            AnchorPatterns(child);
    }

    /// <summary>The faults inside array items and additional members instead of the bare fact that one is invalid.</summary>
    private static IEnumerable<ValidationError> Leaves(ValidationError error) =>
        error is ChildSchemaValidationError { Kind: ValidationErrorKind.ArrayItemNotValid or ValidationErrorKind.AdditionalPropertiesNotValid } parent
            ? parent.Errors.SelectMany(e => e.Value).SelectMany(Leaves)
            : [error];

    /// <summary>What is no object at all is not also an object without its members.</summary>
    private static bool Real(ValidationError error) => error.Kind != ValidationErrorKind.PropertyRequired || error.Token is Newtonsoft.Json.Linq.JObject;

    private static string? Scalar(ValidationError error) => error.Token is Newtonsoft.Json.Linq.JValue { Value: not null } value
        ? value.ToString(Newtonsoft.Json.Formatting.None) is { Length: <= 80 } text ? text : null
        : null;
}
