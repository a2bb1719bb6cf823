using System.Text.Json;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Privacy.Templates;

/// <summary>What a scope can be asked to say about the person it may be used for. Stored by name.</summary>
internal enum ConditionKind
{
    /// <summary>The institution knows the person in a capacity and a period.</summary>
    Known,
    /// <summary>The person lives within the jurisdiction of the institution.</summary>
    Jurisdiction,
    /// <summary>The question names a case of the institution.</summary>
    Case,
    /// <summary>The person has consented.</summary>
    Consent,
}

/// <summary>The most that may be granted of one attribute.</summary>
internal sealed record AttributeBound(string Name, Reduction Most);

/// <summary>One file of <c>schemas/Templates</c> as written; see <c>schemas/Configuration/scope-template/schema.json</c>.</summary>
/// <param name="Programmes">The text <c>all</c>, or a list of codes.</param>
internal sealed record TemplateConfig(
    string Template, Title Title, Title Description, string[] Purposes, Operation[] Operations, AttributeBound[] Attributes, JsonElement Programmes,
    int LongestDays, int LongestRetentionDays, bool Services, ConditionKind[] Conditions)
{
    /// <summary>The programmes listed; null for all.</summary>
    public string[]? ListedProgrammes => Programmes.ValueKind == JsonValueKind.Array ? [.. Programmes.EnumerateArray().Select(p => p.GetString()!)] : null;
}
