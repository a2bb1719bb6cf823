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
        Format = ["application/fhir+json", "json"],
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
                        Documentation = "Search by POST alone: POST [base]/Patient/_search. What the privacy scope keeps back has a data-absent-reason masked, what nobody can say now unknown.",
                        Interaction = [new() { Code = Rest.TypeRestfulInteraction.SearchType }],
                        SearchParam = [new() { Name = "identifier", Type = SearchParamType.Token, Definition = "http://hl7.org/fhir/SearchParameter/Patient-identifier", Documentation = "Required, once, as system|value." }],
                    },
                    new()
                    {
                        Type = "CoverageEligibilityRequest",
                        Documentation = "The patient by patient.identifier, the day by servicedDate (today without), purpose benefits, validation or discovery.",
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
}
