using System.Globalization;
using Hl7.Fhir.Model;
using Interop.Gateway.Exchanges;
using Interop.Gateway.Problems;
using Interop.Schemas.Codes;
using RequestPurpose = Hl7.Fhir.Model.CoverageEligibilityRequest.EligibilityRequestPurpose;

namespace Interop.Gateway.Fhir;

/// <summary>What a FHIR request asks, understood and checked as far as can be without looking at anybody.</summary>
/// <param name="Subject">Who is asked about.</param>
/// <param name="Date">The day asked about.</param>
/// <param name="Request">The eligibility request; null of other questions.</param>
internal sealed record FhirQuestion(Subject Subject, DateOnly Date, CoverageEligibilityRequest? Request)
{
    private static readonly DateOnly Earliest = new(2000, 1, 1);

    /// <summary>Systems in which an answer is wanted; empty of questions that name none.</summary>
    public IReadOnlyList<string> Targets { get; init; } = [];

    /// <summary>How the answer is to look, where the body says so; it goes before the address.</summary>
    public FhirFormat? Format { get; init; }

    /// <summary>Reads a request for eligibility: the resource itself, or Parameters that hold one.</summary>
    public static Problem? ReadEligibility(FhirRequest asked, out FhirQuestion? question)
    {
        question = null;
        if (asked.BodyFormat.Read(asked.Body, out var resource) is { } unreadable)
            return unreadable;
        if ((resource as Parameters)?.Parameter is [{ Resource: { } held }])
            resource = held;
        if (resource is not CoverageEligibilityRequest request)
            return Invalid("", "resource-type", "A CoverageEligibilityRequest, or Parameters with one parameter that holds one.");
        if (request.Status != FinancialResourceStatusCodes.Active)
            return Invalid("CoverageEligibilityRequest.status", "status", "Only an active request is answered.");
        if (request.Purpose.Any(p => p is null or RequestPurpose.AuthRequirements))
            return Invalid("CoverageEligibilityRequest.purpose", "purpose", "benefits, validation or discovery.");
        var date = asked.Today;
        if (request.Serviced is not null && !IsDay((request.Serviced as Date)?.Value, out date))
            return Invalid("CoverageEligibilityRequest.serviced", "serviced", "servicedDate, a whole day.");
        if (ReadPatient(request.Patient, asked, out var subject) is { } problem)
            return problem;
        if (date < Earliest || date > asked.Today.AddYears(5))
            return ProblemKinds.DateOutOfRange;
        question = new(subject!, date, request);
        return null;
    }

    /// <summary>Reads the id in the path of a read.</summary>
    public static Problem? ReadPatient(FhirRequest asked, out FhirQuestion? question)
    {
        var subject = asked.PersonOf(asked.Id!);
        question = subject is null ? null : new(subject, asked.Today, null);
        return subject is null ? new Problem(ProblemKinds.FhirIdUnknown) : null;
    }

    /// <summary>Reads a search for one person: <c>identifier=system|value</c>, or <c>_id</c>.</summary>
    public static Problem? ReadPatientSearch(FhirRequest asked, out FhirQuestion? question) =>
        ReadSearch(asked, ["identifier"], ["_id"], out question);

    /// <summary>Reads a search for the coverage of one person today: <c>beneficiary:identifier=system|value</c>, or <c>beneficiary</c>; or the same by the name <c>patient</c>.</summary>
    public static Problem? ReadCoverageSearch(FhirRequest asked, out FhirQuestion? question) =>
        ReadSearch(asked, ["beneficiary:identifier", "patient:identifier"], ["beneficiary", "patient"], out question);

    /// <summary>Reads a search for the household of one person: <c>member:identifier=system|value</c>, or <c>member</c>.</summary>
    public static Problem? ReadGroupSearch(FhirRequest asked, out FhirQuestion? question) => ReadSearch(asked, ["member:identifier"], ["member"], out question);

    /// <summary>Reads a search for what the institution did about one person: by identifier as IHE ITI-81 names it, or by id; and when.</summary>
    public static Problem? ReadTrailSearch(FhirRequest asked, out Subject? subject, out FhirTimes? times)
    {
        times = FhirTimes.Read(asked.Parameters.GetValueOrDefault("date"));
        if (ReadPerson(asked, ["patient.identifier", "patient:identifier"], ["patient"], "date", out subject) is { } problem)
            return problem;
        return times is null ? new Problem(ProblemKinds.FhirSearchInvalid, [new("", "date", "A day, or a second with its time zone, after eq, ge, gt, le, lt or nothing.")]) : null;
    }

    private static Problem? ReadSearch(FhirRequest asked, string[] identifiers, string[] ids, out FhirQuestion? question)
    {
        var problem = ReadPerson(asked, identifiers, ids, null, out var subject);
        question = problem is null ? new(subject!, asked.Today, null) : null;
        return problem;
    }

    /// <param name="beside">A parameter that may stand beside the person; null when none may.</param>
    private static Problem? ReadPerson(FhirRequest asked, string[] identifiers, string[] ids, string? beside, out Subject? subject)
    {
        subject = null;
        if (asked.Parameters.Where(p => !FhirWish.Has(p.Key) && p.Key != beside).ToArray() is not [{ Value: [{ } value], Key: var name }])
            return ProblemKinds.FhirSearchInvalid;
        if (identifiers.Contains(name))
        {
            if (value.Split('|') is not [var system, var number])
                return ProblemKinds.FhirSearchInvalid;
            if (ReadSubject(system, number, "", out subject) is { } problem)
                return problem;
        }
        else if (!ids.Contains(name))
            return ProblemKinds.FhirSearchInvalid;
        else if ((subject = asked.PersonOf(IdOf(value))) is null)
            return ProblemKinds.FhirIdUnknown;
        return null;
    }

    /// <summary>By identifier, or by a reference to an id that the hub gave.</summary>
    private static Problem? ReadPatient(ResourceReference? patient, FhirRequest asked, out Subject? subject)
    {
        if (patient is not { Identifier: null, Reference: { } reference })
            return ReadSubject(patient?.Identifier?.System, patient?.Identifier?.Value, "CoverageEligibilityRequest.patient.identifier", out subject);
        subject = asked.PersonOf(IdOf(reference));
        return subject is null ? new Problem(ProblemKinds.FhirIdUnknown) : null;
    }

    /// <summary>The id in a reference: <c>Patient/x</c>, the same after the address of the door, or the id alone.</summary>
    private static string IdOf(string reference) => reference[(reference.LastIndexOf('/') + 1)..];

    /// <param name="path">Where it stands in the body; empty of a form.</param>
    internal static Problem? ReadSubject(string? system, string? value, string path, out Subject? subject)
    {
        subject = null;
        if (FhirSystems.TypeOf(system) is not { } type)
            return new(ProblemKinds.IdentifierTypeUnknown, [new(path, "identifier-system", "system must be one that /fhir/metadata lists.")]);
        if (value is null || !CodeLists.IdentifierTypes[type].Accepts(value))
            return new(ProblemKinds.IdentifierMalformed, [new(path, "pattern", $"Must match {CodeLists.IdentifierTypes[type].Pattern}")]);
        subject = new(type, value);
        return null;
    }

    private static bool IsDay(string? text, out DateOnly day) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);

    internal static Problem Invalid(string path, string code, string detail) => new(ProblemKinds.FhirResourceInvalid, [new(path, code, detail)]);
}
