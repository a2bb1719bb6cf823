using Hl7.Fhir.Model;
using Rest = Hl7.Fhir.Model.CapabilityStatement;

namespace Interop.Gateway.Fhir;

/// <summary>What the door can do, and nothing else (FHIR R4 3.1.0.14).</summary>
internal static class Capabilities
{
    /// <param name="address">Of the door, as the caller wrote it.</param>
    public static CapabilityStatement Of(string address) => new()
    {
        Status = PublicationStatus.Active,
        Date = "2026-11-25",
        Kind = CapabilityStatementKind.Instance,
        FhirVersion = FHIRVersion.N4_0_1,
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
                Security = new() { Description = "An access key in the header X-Access-Key, or a token got for it as Authorization: Bearer; see /.well-known/openid-configuration." },
                Resource =
                [
                    new()
                    {
                        Type = "Patient",
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
                        ],
                    },
                    new()
                    {
                        Type = "Coverage",
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
                        Documentation = "The patient by patient.identifier, or by patient.reference to an id that the hub gave, the day by servicedDate (today without), purpose benefits, validation or discovery.",
                        Operation =
                        [
                            new()
                            {
                                Name = "submit", Definition = "http://hl7.org/fhir/OperationDefinition/CoverageEligibilityRequest-submit",
                                Documentation = "Answers at once. An insurance of which it is not known whether it pays has no inforce, and the outcome is partial: unknown is never no.",
                            },
                        ],
                    },
                ],
            },
        ],
    };

    private static Rest.SearchParamComponent Parameter(string name, SearchParamType type, string definition, string text) =>
        new() { Name = name, Type = type, Definition = "http://hl7.org/fhir/SearchParameter/" + definition, Documentation = text };
}
