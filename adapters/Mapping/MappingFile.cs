using System.Text.Json;
using Interop.Schemas;
using NJsonSchema;
using NJsonSchema.Validation;

namespace Interop.Adapters.Mapping;

/// <summary>
/// Reads mapping files. A registry is onboarded by such a file alone; every error of a file is reported at once, with its place and
/// the offending value.
/// </summary>
public static class MappingFile
{
    private static readonly JsonSchema Schema = JsonSchema.FromJsonAsync(Embedded("mapping.schema.json")).GetAwaiter().GetResult();

    /// <summary>The mappings that ship with this version, in order of precedence.</summary>
    public static IReadOnlyList<RegistryMapping> BuiltIn { get; } =
        [.. typeof(MappingFile).Assembly.GetManifestResourceNames().Where(n => n.EndsWith("/mapping.json", StringComparison.Ordinal))
            .Select(n => Read(Embedded(n), n).Required).OrderBy(m => m.Precedence)];

    /// <summary>Reads every <c>*.json</c> below a folder, in ordinal order of the names.</summary>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    public static IReadOnlyList<MappingReading> ReadFolder(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(file => Read(File.ReadAllText(file), Path.GetRelativePath(folder, file)))];

    /// <summary>Reads one mapping file.</summary>
    /// <param name="json">The file's content.</param>
    /// <param name="fileName">What the errors call the file.</param>
    public static MappingReading Read(string json, string fileName)
    {
        var errors = new MappingErrors(fileName);
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(json, new JsonDocumentOptions { AllowDuplicateProperties = false });
        }
        catch (JsonException e)
        {
            errors.Add(e.LineNumber is { } line ? $"line {line + 1}" : "$", "not JSON, or a member stands twice");
            return errors.ToReading(null);
        }
        using (document)
        {
            AddSchemaErrors(Schema.Validate(json), document.RootElement, errors);
            MappingRules.Check(document.RootElement, errors);
            return errors.ToReading(errors.Any ? null : document.Deserialize<RegistryMapping>(EmbeddedJson.Options));
        }
    }

    private static void AddSchemaErrors(IEnumerable<ValidationError> found, JsonElement root, MappingErrors errors)
    {
        foreach (var error in found)
        {
            var path = (error.Path ?? "").TrimStart('#', '/');
            errors.Add(path.Length == 0 ? "$" : path, error.Kind.ToString(), MappingErrors.Excerpt(root, path));
            if (error is ChildSchemaValidationError { Errors: var children })
                foreach (var child in children.Values) AddSchemaErrors(child, root, errors);
        }
    }

    private static string Embedded(string name)
    {
        using var stream = typeof(MappingFile).Assembly.GetManifestResourceStream(name) ?? throw new FileNotFoundException($"No embedded '{name}'.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
