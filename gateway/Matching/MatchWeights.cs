using System.Text.Json;

namespace Interop.Gateway.Matching;

/// <summary>
/// How often what a person says of themselves agrees with what is on record of them, by field and level (the m of Fellegi and Sunter, "A theory for
/// record linkage", 1969), and how often whoever is looked for is on record at all. Estimated by <see cref="WeightEstimation"/>.
/// </summary>
/// <param name="Known">Proportion of questions about somebody who is in the index.</param>
/// <param name="Levels">By field in the order of <see cref="MatchField"/>, then by level; each field's sum to 1.</param>
internal sealed record MatchWeights(double Known, IReadOnlyList<IReadOnlyList<double>> Levels)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Where an estimation begins: mostly right, and wrong in all ways alike.</summary>
    public static MatchWeights Blank { get; } = new(0.5, [.. Agreement.Levels.Select(names =>
        (IReadOnlyList<double>)[.. names.Select((_, level) => level == 0 ? 0.9 : 0.1 / (names.Length - 1))])]);

    /// <summary>Those estimated on the synthetic country; a deployment estimates its own.</summary>
    public static MatchWeights Current { get; } = Load();

    private static MatchWeights Load()
    {
        using var stream = typeof(MatchWeights).Assembly.GetManifestResourceStream("matching/weights.json")!;
        var file = JsonSerializer.Deserialize<WeightsFile>(stream, Json)!;
        return new(file.Known, [.. Enum.GetNames<MatchField>().Select((name, i) =>
            (IReadOnlyList<double>)[.. Agreement.Levels[i].Select(level => file.Fields[JsonNamingPolicy.CamelCase.ConvertName(name)][level])])]);
    }

    /// <summary>The file: chances by field and level, both by name.</summary>
    internal sealed record WeightsFile(double Known, IReadOnlyDictionary<string, IReadOnlyDictionary<string, double>> Fields);

    /// <summary>As the file wants them.</summary>
    public string ToJson() => JsonSerializer.Serialize(new WeightsFile(Math.Round(Known, 4), Enum.GetNames<MatchField>().Index().ToDictionary(
        f => JsonNamingPolicy.CamelCase.ConvertName(f.Item),
        f => (IReadOnlyDictionary<string, double>)Agreement.Levels[f.Index].Index().ToDictionary(l => l.Item, l => Math.Round(Levels[f.Index][l.Index], 5)))), Json);
}
