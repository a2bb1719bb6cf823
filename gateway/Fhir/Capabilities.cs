using Hl7.Fhir.Model;
using Interop.Identity;
using Rest = Hl7.Fhir.Model.CapabilityStatement;

namespace Interop.Gateway.Fhir;

/// <summary>What the door can do, and nothing else (FHIR R4 3.1.0.14).</summary>
internal static class Capabilities
{
    private const string Described = "family, given and birthdate together, in the body alone and in either script, gender beside them if it is known: a search as by $match, with scores and grades, the likeliest first.";

    /// <param name="address">Of the door, as the caller wrote it.</param>
    /// <param name="tokens">Null while nobody can say where they are got.</param>
    public static CapabilityStatement Of(string address, TokenServer? tokens) => new()
    {
        Status = PublicationStatus.Active,
        Date = "2026-11-26",
        Kind = CapabilityStatementKind.Instance,
        FhirVersion = FHIRVersion.N4_0_1,
        Instantiates = ["http://hl7.org/fhir/uv/bulkdata/CapabilityStatement/bulk-data"],
        Format = ["application/fhir+json", "application/fhir+xml", "json", "xml"],
        Software = new() { Name = "Interop" },
        Implementation = new() { Description = "Interop, the national interoperability hub", Url = address },
        Rest =
        [
            new()
            {
                Mode = Rest.RestfulCapabilityMode.Server,
                Documentation = "People are named by identifier, whose system is one of " + string.Join(", ", FhirSystems.Identifiers)
                    + ". Personal identifiers travel in bodies only. Every request names its purpose in the header Interop-Purpose (HL7 PurposeOfUse); every answer carries "
                    + "Interop-Exchange-Id and, where it was recorded, Interop-Receipt.",
                Security = new()
                {
                    Service = [new("http://terminology.hl7.org/CodeSystem/restful-security-service", "SMART-on-FHIR")],
                    Description = "An access key in the header X-Access-Key, or a token got for it as Authorization: Bearer; see .well-known/smart-configuration.",
                    // SMART App Launch 1.0, and still what clients look for.
                    Extension = tokens is null ? [] : [new() { Url = "http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris", Extension = [new("token", new FhirUri(tokens.TokenEndpoint))] }],
                },
                Resource =
                [
                    new()
                    {
                        Type = "Patient", Profile = FhirProfiles.Of("Patient"),
                        Documentation = "An id is the institution's own, found by a search: POST [base]/Patient/_search. What the privacy scope keeps back has a data-absent-reason masked, "
                            + "what nobody can say now unknown. Only the elements that _elements names are asked of the registries.",
                        Versioning = Rest.ResourceVersionPolicy.Versioned,
                        ReadHistory = false,
                        ConditionalRead = Rest.ConditionalReadStatus.NotMatch,
                        Interaction = [new() { Code = Rest.TypeRestfulInteraction.Read }, new() { Code = Rest.TypeRestfulInteraction.SearchType }],
                        SearchParam =
                        [
                            Parameter("identifier", SearchParamType.Token, "Patient-identifier", "Once, as system|value, in the body alone."),
                            Parameter("_id", SearchParamType.Token, "Resource-id", "An id that the hub gave; in place of an identifier."),
                            Parameter("family", SearchParamType.String, "individual-family", Described),
                            Parameter("given", SearchParamType.String, "individual-given", Described),
                            Parameter("birthdate", SearchParamType.Date, "individual-birthdate", Described),
                            Parameter("gender", SearchParamType.Token, "individual-gender", Described),
                        ],
                        Operation =
                        [
                            new()
                            {
                                Name = "match", Definition = "http://hl7.org/fhir/OperationDefinition/Patient-match",
                                Documentation = "A Patient, or Parameters with resource, onlyCertainMatches and count (10 at most). Compared are names in either script, birthDate, gender, a place by the extension "
                                    + FhirSystems.Place + " of an address and an equity card among the identifiers; both names with a birth or a place are needed, or one with a card. Whoever is certain is shown "
                                    + "as the scope for finding people grants, others by what was compared alone and without an id. Of two who agree alike neither is more than possible.",
                            },
                        ],
                    },
                    new()
                    {
                        Type = "Coverage", Profile = FhirProfiles.Of("Coverage"),
                        Documentation = "What pays for the person today, in order: POST [base]/Coverage/_search with beneficiary:identifier, or by an id that the hub gave. A payer of whom it is not "
                            + "known whether it pays is an OperationOutcome in the bundle, which then has no total: unknown is never no.",
                        Interaction = [new() { Code = Rest.TypeRestfulInteraction.SearchType }],
                        SearchParam =
                        [
                            Parameter("beneficiary", SearchParamType.Reference, "Coverage-beneficiary", "By id; or beneficiary:identifier as system|value, in the body alone."),
                            Parameter("patient", SearchParamType.Reference, "Coverage-patient", "The same by another name."),
                        ],
                    },
                    new()
                    {
                        Type = "CoverageEligibilityRequest",
                        Documentation = "The patient by patient.identifier, or by patient.reference to an id that the hub gave, the day by servicedDate (today without), purpose benefits, validation or discovery. The answer "
                            + $"keeps to {FhirProfiles.Of("CoverageEligibilityResponse")}.",
                        Operation =
                        [
                            new()
                            {
                                Name = "submit", Definition = "http://hl7.org/fhir/OperationDefinition/CoverageEligibilityRequest-submit",
                                Documentation = "Answers at once. An insurance of which it is not known whether it pays has no inforce, and the outcome is partial: unknown is never no.",
                            },
                        ],
                    },
                    new()
                    {
                        Type = "Group",
                        Documentation = "The household that was assessed as poor and to which the person belongs: POST [base]/Group/_search with member:identifier, or by an id that the hub gave. "
                            + "Its only member named is whoever was asked about. Where it is not known, or may not be told, whether there is one, the bundle says so and has no total.",
                        Interaction = [new() { Code = Rest.TypeRestfulInteraction.SearchType }],
                        SearchParam = [Parameter("member", SearchParamType.Reference, "Group-member", "By id; or member:identifier as system|value, in the body alone.")],
                        Operation =
                        [
                            new()
                            {
                                Name = "export", Definition = "http://hl7.org/fhir/uv/bulkdata/OperationDefinition/group-export",
                                Documentation = $"Of the group {Export.ExportGroup.Id} alone: those whom your institution's own register knows, as its privacy scope says. Begun with Prefer: respond-async; _type Coverage, "
                                    + "Patient or both, _outputFormat application/fhir+ndjson, _since the transactionTime of an earlier export. One at a time; its files are there for an hour, and each look at "
                                    + "one is recorded. What is not known of a member is an OperationOutcome in a file of errors: unknown is never no, and never a deletion.",
                            },
                        ],
                    },
                    new()
                    {
                        Type = "AuditEvent",
                        Documentation = "What your institution itself did about a person, asked by the same identifier: POST [base]/AuditEvent/_search with patient.identifier, or by an id that the hub "
                            + "gave. Why something was not answered is not told again. The search is recorded.",
                        Interaction = [new() { Code = Rest.TypeRestfulInteraction.SearchType }],
                        SearchParam =
                        [
                            Parameter("patient", SearchParamType.Reference, "AuditEvent-patient", "By id; or patient.identifier as system|value, in the body alone."),
                            Parameter("date", SearchParamType.Date, "AuditEvent-date", "When it began; with ge, gt, le, lt or eq, and as often as needed."),
                        ],
                    },
                    new()
                    {
                        Type = "StructureDefinition", Documentation = "The profiles that whole resources keep to: " + string.Join(", ", FhirProfiles.All.Select(p => p.Id).Order(StringComparer.Ordinal)) + ".",
                        Interaction = [new() { Code = Rest.TypeRestfulInteraction.Read }],
                    },
                    new()
                    {
                        Type = "Consent", Documentation = "A consent that was given to your institution, by the id that its officers see. Whose it is is not in it.",
                        Interaction = [new() { Code = Rest.TypeRestfulInteraction.Read }],
                    },
                ],
            },
        ],
    };

    private static Rest.SearchParamComponent Parameter(string name, SearchParamType type, string definition, string text) =>
        new() { Name = name, Type = type, Definition = "http://hl7.org/fhir/SearchParameter/" + definition, Documentation = text };
}
