using Hl7.Fhir.Model;
using Interop.Gateway.Consents;
using Consent = Interop.Gateway.Consents.Consent;
using FhirConsent = Hl7.Fhir.Model.Consent;

namespace Interop.Gateway.Fhir;

/// <summary>
/// A consent as the institution it was given to reads it. Whose it is is not in it: the hub knows that by a pseudonym alone, and the institution that
/// has the paper knows it by name.
/// </summary>
internal static class ConsentAnswer
{
    private const string Acts = "http://terminology.hl7.org/CodeSystem/v3-ActCode", Participations = "http://terminology.hl7.org/CodeSystem/v3-ParticipationType";

    /// <param name="today">Says whether it is in force.</param>
    public static FhirConsent Of(Consent consent, DateOnly today, FhirWish wish)
    {
        var resource = new FhirConsent
        {
            Id = $"{consent.Id}",
            Status = consent.On(today) switch
            {
                ConsentStatus.Active => FhirConsent.ConsentState.Active,
                ConsentStatus.Upcoming => FhirConsent.ConsentState.Proposed,
                _ => FhirConsent.ConsentState.Inactive,
            },
            Scope = new("http://terminology.hl7.org/CodeSystem/consentscope", "patient-privacy"),
            Category = [new(Acts, "INFA")],
        };
        if (wish.Wants("dateTime"))
            resource.DateTimeElement = new(consent.RecordedAt);
        if (wish.Wants("policyRule"))
            resource.PolicyRule = new(Acts, "OPTIN");
        if (wish.Wants("provision"))
            resource.Provision = Provision(consent);
        wish.Mark(resource);
        return resource;
    }

    /// <summary>Who may learn what, for which purposes and when. No class of content means all that the institution's scope grants.</summary>
    private static FhirConsent.provisionComponent Provision(Consent consent) => new()
    {
        Type = FhirConsent.ConsentProvisionType.Permit,
        Period = new() { Start = Payers.Day(consent.From), End = Payers.Day(consent.To) },
        Actor = [new() { Role = new(Participations, "IRCP"), Reference = FhirSystems.Organization(consent.Grantee) }],
        Purpose = [.. consent.Purposes.Select(p => new Coding(FhirSystems.Purposes, p))],
        Code = [.. consent.Attributes.Select(a => new CodeableConcept(FhirSystems.Attribute, a))],
    };
}
