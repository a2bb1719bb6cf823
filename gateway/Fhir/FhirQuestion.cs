using System.Globalization;
using Hl7.Fhir.Model;
using Interop.Gateway.Exchanges;
using Interop.Gateway.Problems;
using Interop.Schemas.Codes;
using Microsoft.Extensions.Primitives;
using RequestPurpose = Hl7.Fhir.Model.CoverageEligibilityRequest.EligibilityRequestPurpose;

namespace Interop.Gateway.Fhir;

/// <summary>What a FHIR request asks, understood and checked as far as can be without looking at anybody.</summary>
/// <param name="Subject">Who is asked about.</param>
/// <param name="Date">The day asked about.</param>
/// <param name="Request">The eligibility request; null of a search.</param>
internal sealed record FhirQuestion(Subject Subject, DateOnly Date, CoverageEligibilityRequest? Request)
{
    private static readonly DateOnly Earliest = new(2000, 1, 1);

    /// <summary>Reads a request for eligibility: the resource itself, or Parameters that hold one.</summary>
    public static Problem? ReadEligibility(byte[] body, DateOnly today, out FhirQuestion? question)
    {
        question = null;
        if (FhirJson.Read(body, out var resource) is { } unreadable)
            return unreadable;
        if ((resource as Parameters)?.Parameter is [{ Resource: { } held }])
            resource = held;
        if (resource is not CoverageEligibilityRequest request)
            return Invalid("", "resource-type", "A CoverageEligibilityRequest, or Parameters with one parameter that holds one.");
        if (request.Status != FinancialResourceStatusCodes.Active)
            return Invalid("CoverageEligibilityRequest.status", "status", "Only an active request is answered.");
        if (request.Purpose.Any(p => p is null or RequestPurpose.AuthRequirements))
            return Invalid("CoverageEligibilityRequest.purpose", "purpose", "benefits, validation or discovery.");
        var date = today;
        if (request.Serviced is not null && !IsDay((request.Serviced as Date)?.Value, out date))
            return Invalid("CoverageEligibilityRequest.serviced", "serviced", "servicedDate, a whole day.");
        if (ReadSubject(request.Patient?.Identifier?.System, request.Patient?.Identifier?.Value, "CoverageEligibilityRequest.patient.identifier", out var subject) is { } problem)
            return problem;
        if (date < Earliest || date > today.AddYears(5))
            return ProblemKinds.DateOutOfRange;
        question = new(subject!, date, request);
        return null;
    }

    /// <summary>Reads a search for one person: <c>identifier=system|value</c>.</summary>
    public static Problem? ReadSearch(byte[] body, DateOnly today, out FhirQuestion? question)
    {
        question = null;
        if (FhirRequest.Form(body) is not { } form)
            return ProblemKinds.BodyNotUtf8;
        var asked = form.GetValueOrDefault("identifier", StringValues.Empty);
        if (asked.Count != 1 || form.Keys.Any(k => k is not ("identifier" or "_format")))
            return ProblemKinds.FhirSearchInvalid;
        var token = asked[0]!.Split('|');
        if (token.Length != 2)
            return ProblemKinds.FhirSearchInvalid;
        if (ReadSubject(token[0], token[1], "", out var subject) is { } problem)
            return problem;
        question = new(subject!, today, null);
        return null;
    }

    private static Problem? ReadSubject(string? system, string? value, string path, out Subject? subject)
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

    private static Problem Invalid(string path, string code, string detail) => new(ProblemKinds.FhirResourceInvalid, [new(path, code, detail)]);
}
