using Hl7.Fhir.Model;
using Interop.Gateway.Exchanges;
using Microsoft.Extensions.Primitives;

namespace Interop.Gateway.Fhir;

/// <summary>
/// What an institution did about one person, the newest first, as AuditEvents in the shape of IHE BALP's patient query: who asked, of whom, for what
/// purpose, about whom, and under which id. The query itself is not there, for the hub keeps no identifiers; why nothing was answered is not either.
/// </summary>
internal static class AuditEventSearch
{
    private const string Dicom = "http://dicom.nema.org/resources/ontology/DCM", Balp = "https://profiles.ihe.net/ITI/BALP/CodeSystem/BasicAuditEntityType";
    private const string EntityTypes = "http://terminology.hl7.org/CodeSystem/audit-entity-type", Roles = "http://terminology.hl7.org/CodeSystem/object-role";
    private const string Participations = "http://terminology.hl7.org/CodeSystem/v3-ParticipationType", Sources = "http://terminology.hl7.org/CodeSystem/security-source-type";

    /// <param name="person">The id of whom they are about.</param>
    /// <param name="address">Of the door.</param>
    /// <param name="dates">As they were asked for.</param>
    public static Bundle Of(OwnExchanges found, Subject subject, string person, FhirWish wish, string address, StringValues dates)
    {
        var search = $"{address}/AuditEvent?patient={person}{string.Concat(dates.Select(d => "&date=" + Uri.EscapeDataString(d!)))}";
        var bundle = new Bundle { Type = Bundle.BundleType.Searchset, Total = found.IsWhole ? found.Exchanges.Count : null };
        foreach (var exchange in SearchPages.Link(bundle, search, wish, found.Exchanges))
            bundle.Entry.Add(new()
            {
                FullUrl = $"urn:uuid:{exchange.Begun.Exchange}", Search = new() { Mode = Bundle.SearchEntryMode.Match },
                Resource = Of(exchange, PatientAnswer.Reference(subject, person), wish),
            });
        if (!found.IsWhole)
            bundle.Entry.Add(new()
            {
                FullUrl = $"urn:uuid:{found.Id}", Search = new() { Mode = Bundle.SearchEntryMode.Outcome },
                Resource = new OperationOutcome
                {
                    Issue =
                    [
                        new()
                        {
                            Severity = OperationOutcome.IssueSeverity.Warning, Code = OperationOutcome.IssueType.Incomplete,
                            Details = new() { Text = "There are more than these. Ask for a shorter time by date, or again in a moment." },
                        },
                    ],
                },
            });
        return bundle;
    }

    private static AuditEvent Of(OwnExchange exchange, ResourceReference patient, FhirWish wish)
    {
        var begun = exchange.Begun;
        var audit = new AuditEvent
        {
            Id = $"{begun.Exchange}", Type = new(Dicom, "110112", "Query"), Subtype = [new(FhirSystems.Operation, begun.Operation)],
            Action = AuditEvent.AuditEventAction.E, RecordedElement = new(begun.At),
            Outcome = exchange.Answered switch { true => AuditEvent.AuditEventOutcome.N0, false => AuditEvent.AuditEventOutcome.N4, _ => null },
            Agent =
            [
                new()
                {
                    Type = new(Dicom, "110153", "Source Role ID"), Who = FhirSystems.Organization(begun.Institution), Requestor = begun.User is null,
                    Policy = begun.Scope is null ? [] : [$"{FhirSystems.Scope}:{begun.Scope}:{begun.ScopeVersion}"],
                    PurposeOfUse = begun.Purpose is null ? [] : [new(FhirSystems.Purposes, begun.Purpose)],
                },
                new() { Type = new(Dicom, "110152", "Destination Role ID"), Who = new() { Display = "Interop" }, Requestor = false },
            ],
            Source = new() { Observer = new() { Display = "Interop" }, Type = [new(Sources, "4", "Application Server")] },
        };
        if (begun.User is { } user)
            audit.Agent.Add(new() { Type = new(Participations, "IRCP"), Who = new() { Identifier = new() { Value = user } }, Requestor = true });
        if (wish.Wants("entity", inSummary: false))
            audit.Entity =
            [
                new() { What = patient, Type = new(EntityTypes, "1", "Person"), Role = new(Roles, "1", "Patient") },
                new()
                {
                    What = new() { Identifier = new() { Value = $"{begun.Exchange}" } }, Type = new(Balp, "XrequestId"),
                    Detail = [.. Details(exchange).Where(d => d.Text.Length > 0).Select(d => new AuditEvent.DetailComponent { Type = d.Name, Value = new FhirString(d.Text) })],
                },
            ];
        wish.Mark(audit);
        return audit;
    }

    private static (string Name, string Text)[] Details(OwnExchange exchange) =>
    [
        ("door", exchange.Begun.Door), ("case", exchange.Begun.Case ?? ""),
        ("disclosed", exchange.Answered == true ? string.Join(' ', exchange.Ended!.Disclosed) : ""), ("programmes", exchange.Answered == true ? string.Join(' ', exchange.Ended!.Programmes) : ""),
    ];
}
