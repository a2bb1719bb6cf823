using System.Text.Json;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Privacy.Templates;

/// <summary>The most that may be granted of one attribute.</summary>
internal sealed record AttributeBound(string Name, Reduction Most);

/// <summary>One file of <c>schemas/Templates</c> as written; see <c>schemas/Configuration/scope-template/schema.json</c>.</summary>
/// <param name="Programmes">The text <c>all</c>, or a list of codes.</param>
internal sealed record TemplateConfig(
    string Template, Title Title, Title Description, string[] Purposes, Operation[] Operations, AttributeBound[] Attributes, JsonElement Programmes,
    int LongestDays, int LongestRetentionDays, bool Services, SubjectConditionKind[] Conditions,
    int LongestLastKnownHours = 0)
{
    /// <summary>The programmes listed; null for all.</summary>
    public string[]? ListedProgrammes => Programmes.ValueKind == JsonValueKind.Array ? [.. Programmes.EnumerateArray().Select(p => p.GetString()!)] : null;
}
