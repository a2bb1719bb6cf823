using System.Text.Json;
using System.Text.Json.Serialization;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Entitlements;

/// <summary>What a programme is about. On the wire in kebab-case.</summary>
internal enum ProgrammeKind { HealthCoverage, Cash, InKind, Work }

/// <summary>The first and last day on which a version counts; without <paramref name="To"/> it has no end.</summary>
internal sealed record Period(DateOnly From, DateOnly? To)
{
    public bool Contains(DateOnly date) => date >= From && !(date > To);
    public bool Overlaps(Period other) => !(From > other.To) && !(other.From > To);
}

/// <summary>The share of the bill, in percent, that the patient pays.</summary>
internal sealed record Copayment(int Percent);

/// <summary>One programme file as written; see <c>schemas/Rules/programme/schema.json</c>.</summary>
internal sealed record ProgrammeConfig(
    string Programme, int Version, Period Effective, Title Title, ProgrammeKind Kind, Title LegalBasis,
    ConditionConfig Entitled, ConditionConfig Enrolled, ConditionConfig? Receiving, CoverageConfig? Coverage);

internal sealed record CoverageConfig(
    string Payer, int Order, string Package, Copayment Copayment, ConditionConfig InForce, string? From, string? To, Title Because);

internal sealed record ConditionsConfig(Dictionary<string, ConditionConfig> Conditions);

internal sealed record DaysConfig(int DaysFromDate);

internal sealed record RangeConfig(int Min, int Max);

/// <summary>One node of a condition tree as written. The schema lets exactly one kind of node through.</summary>
internal sealed record ConditionConfig(
    string? Id, Title? Text, ConditionConfig[]? All, ConditionConfig[]? Any, ConditionConfig? Not, string? Use,
    string? Attribute, string[]? In, [property: JsonPropertyName("equals")] JsonElement? EqualTo, RangeConfig? Between,
    DaysConfig? OnOrAfter, DaysConfig? OnOrBefore, bool OrNone, string? Otherwise, RangeConfig? Age);
