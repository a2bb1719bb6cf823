using System.Collections.Frozen;
using Hl7.Fhir.Model;
using Interop.Schemas.Codes;

namespace Interop.Gateway.Fhir;

/// <summary>The names under which the hub's own codes and identifiers stand in FHIR. Published at <c>/fhir/metadata</c>; they never change.</summary>
internal static class FhirSystems
{
    /// <summary>Before the type of an identifier, e.g. <c>urn:interop:identifier:national-id</c>.</summary>
    public const string IdentifierPrefix = "urn:interop:identifier:";

    /// <summary>Before the type of an identifier that was made a pseudonym for the one who asks.</summary>
    public const string PseudonymPrefix = "urn:interop:pseudonym:";

    public const string Payer = "urn:interop:payer";
    /// <summary>Codes of problems, as in <c>code</c> of a problem document.</summary>
    public const string Problem = "urn:interop:problem";
    /// <summary>Why something is not known, as in <c>sources</c> of a native answer.</summary>
    public const string UnknownReason = "urn:interop:unknown-reason";
    /// <summary>Codes of the national gazetteer, two digits each for province, district, commune and village.</summary>
    public const string Gazetteer = "urn:interop:gazetteer";
    /// <summary>Codes of institutions.</summary>
    public const string Institution = "urn:interop:institution";
    /// <summary>Names of operations, as a privacy scope has them.</summary>
    public const string Operation = "urn:interop:operation";
    /// <summary>Numbers of households: of an equity card without that of the member.</summary>
    public const string Household = "urn:interop:household:equity-card";
    /// <summary>Before the name of a code list of the catalogue.</summary>
    public const string CodePrefix = "urn:interop:code:";
    /// <summary>Names of attributes of the catalogue.</summary>
    public const string Attribute = "urn:interop:attribute";
    /// <summary>Before the name and the version of a privacy scope.</summary>
    public const string Scope = "urn:interop:scope";
    /// <summary>HL7's purposes of use.</summary>
    public const string Purposes = "http://terminology.hl7.org/CodeSystem/v3-ActReason";
    /// <summary>An extension: what a privacy scope lets out of a value instead of it.</summary>
    public const string Reduced = "urn:interop:fhir:reduced-value";
    /// <summary>An extension of an address: where it is, by the gazetteer.</summary>
    public const string Place = "urn:interop:fhir:place";

    private static readonly FrozenDictionary<string, string> Types = CodeLists.IdentifierTypes.Keys.ToFrozenDictionary(t => IdentifierPrefix + t, t => t, StringComparer.Ordinal);

    public static IEnumerable<string> Identifiers => Types.Keys.Order(StringComparer.Ordinal);

    /// <summary>The subject type a system stands for; null when the hub knows none.</summary>
    public static string? TypeOf(string? system) => system is null ? null : Types.GetValueOrDefault(system);

    public static ResourceReference Organization(string institution) => new() { Type = "Organization", Identifier = new(Institution, institution) };

    /// <summary>Stands in an element in place of a value.</summary>
    /// <param name="code">Of http://terminology.hl7.org/CodeSystem/data-absent-reason: <c>unknown</c> or <c>masked</c>.</param>
    public static Extension Absent(string code) => new("http://hl7.org/fhir/StructureDefinition/data-absent-reason", new Code(code));
}
