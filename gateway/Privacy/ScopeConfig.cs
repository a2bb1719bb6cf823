using System.Text.Json.Serialization;
using Interop.Gateway.Limits;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Privacy;

/// <summary>Where a scope stands. Only an active one admits. Stored by name.</summary>
internal enum ScopeStatus
{
    Draft,
    Submitted,
    Active,
    Suspended,
    Revoked,
    /// <summary>A later version has taken its place. No file says so.</summary>
    Superseded,
    /// <summary>Active or suspended until its last day, which is over. Never stored: the dates say so.</summary>
    Expired,
}

/// <summary>What may be done with an exchange under a scope.</summary>
internal enum Operation { Lookup, EntitlementCheck, Match, Export }

/// <summary>One attribute a scope grants, whole or reduced; one that is sensitive only in a circumstance that is said.</summary>
internal sealed record GrantConfig(string Name, Reduction Reduction = Reduction.Whole, CircumstanceConfig? Circumstance = null);

/// <summary>When one attribute is granted. Outside it the attribute is as if it were not.</summary>
/// <param name="Because">Why it is needed, for whoever approves: 15 to 400 characters.</param>
/// <param name="Purposes">Those of the scope's purposes for which it is; null for all of them.</param>
/// <param name="Case">Whether the caller must name a case.</param>
internal sealed record CircumstanceConfig(
    string Because, string[]? Purposes = null, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Case = false)
{
    public bool Holds(string purpose, bool caseGiven) => (Purposes is null || Purposes.Contains(purpose)) && (caseGiven || !Case);

    /// <summary>In English and codes, for lists of changes.</summary>
    public override string ToString() =>
        Because + (Purposes is null && !Case ? "" : $" [{string.Join(", ", (Purposes ?? []).Concat(Case ? ["case"] : Array.Empty<string>()))}]");
}

/// <summary>One part of a published service's answers that a scope grants: a JSON Pointer (RFC 6901) in which <c>*</c> is every element of an array; empty for all of it.</summary>
internal sealed record FieldConfig(string Path, Reduction Reduction = Reduction.Whole);

/// <summary>Operations of a published service, named <c>institution/service</c>, and what of their answers the scope grants.</summary>
internal sealed record ServiceGrantConfig(string Service, string[] Operations, FieldConfig[] Fields);

/// <summary>A privacy scope as written in <c>scopes.json</c>.</summary>
/// <param name="Subject">About whom: all of these must hold; none means anybody.</param>
/// <param name="GuaranteeHours">How long a guarantee of payment given under it holds; null for a scope under which none is given.</param>
/// <param name="UseCase">The template within which it must lie; null for an exceptional scope, which nothing bounds.</param>
/// <param name="LastKnownHours">How old what a silent registry last said may be to answer in its place; null for never.</param>
internal sealed record ScopeConfig(
    string Scope, int Version, string Consumer, string[] Purposes, Operation[] Operations, string[] Registries, string[] Programmes,
    GrantConfig[] Attributes, [property: JsonConverter(typeof(SubjectJson))] SubjectConditionConfig[] Subject, DateOnly From, DateOnly To, string LegalBasis, int RetentionDays,
    ScopeStatus Status, string? SubmittedBy, string? ApprovedBy, Limit? Limits = null, ServiceGrantConfig[]? Services = null,
    string? UseCase = null, int? GuaranteeHours = null, int? LastKnownHours = null);

/// <summary>The whole file.</summary>
internal sealed record ScopesConfig(ScopeConfig[] Scopes);
