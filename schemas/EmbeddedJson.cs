using System.Text.Json;
using System.Text.Json.Serialization;

namespace Interop.Schemas;

/// <summary>Reads the JSON documents that ship inside this assembly (catalogue, code lists, schemas, rules).</summary>
public static class EmbeddedJson
{
    /// <summary>camelCase members, kebab-case enums, unknown members refused.</summary>
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
    };

    /// <summary>Paths of all documents below <paramref name="folder"/>, e.g. <c>Programmes/</c>, in ordinal order.</summary>
    public static IEnumerable<string> Names(string folder) =>
        typeof(EmbeddedJson).Assembly.GetManifestResourceNames().Where(n => n.StartsWith(folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    /// <summary>The text of one document.</summary>
    /// <exception cref="FileNotFoundException">No such document.</exception>
    public static string Text(string name)
    {
        using var stream = typeof(EmbeddedJson).Assembly.GetManifestResourceStream(name) ?? throw new FileNotFoundException($"No embedded document '{name}'.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>One document, read strictly.</summary>
    /// <exception cref="FileNotFoundException">No such document.</exception>
    /// <exception cref="JsonException">The document does not have the shape of <typeparamref name="T"/>.</exception>
    public static T Read<T>(string name) => JsonSerializer.Deserialize<T>(Text(name), Options) ?? throw new JsonException($"'{name}' is null.");
}
