using System.Text.Json;
using System.Text.RegularExpressions;

namespace Interop.Adapters.Mapping;

/// <summary>Collects the errors of one mapping file.</summary>
internal sealed partial class MappingErrors(string file)
{
    private const int LongestExcerpt = 120;

    private readonly List<MappingError> errors = [];

    public bool Any => errors.Count > 0;

    public void Add(string path, string problem, string? value = null) => errors.Add(new MappingError(file, path, problem, value));

    public void Add(string path, string problem, JsonElement value) => Add(path, problem, Short(value));

    public MappingReading ToReading(RegistryMapping? mapping) => new(file, mapping, errors);

    /// <summary>The value a schema error's path leads to, as JSON; null when it leads nowhere, e.g. to a missing member.</summary>
    public static string? Excerpt(JsonElement root, string path)
    {
        var at = root;
        foreach (Match step in Step().Matches(path))
        {
            if (step.Groups["index"] is { Success: true } index && at.ValueKind == JsonValueKind.Array && int.Parse(index.Value) < at.GetArrayLength())
                at = at[int.Parse(index.Value)];
            else if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(step.Groups["name"].Value, out at))
                return null;
        }
        return Short(at);
    }

    private static string Short(JsonElement value) => value.GetRawText() is { Length: > LongestExcerpt } text ? text[..LongestExcerpt] + "..." : value.GetRawText();

    [GeneratedRegex(@"\[(?<index>\d+)\]|\['(?<name>[^']+)'\]|(?<name>[^.\[\]]+)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Step();
}
