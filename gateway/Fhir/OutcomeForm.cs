using Hl7.Fhir.Model;
using Interop.Gateway.Problems;
using Issue = Hl7.Fhir.Model.OperationOutcome.IssueComponent;
using IssueType = Hl7.Fhir.Model.OperationOutcome.IssueType;

namespace Interop.Gateway.Fhir;

/// <summary>
/// Problems as OperationOutcome: the first issue is the problem with the hub's code in <c>details.coding</c>, the further ones are the places that are
/// wrong. Status and headers are those of the problem.
/// </summary>
internal static class OutcomeForm
{
    public static ProblemForm Form { get; } = new(static (request, problem) =>
    {
        var format = FhirFormats.Asked(request) ?? FhirFormat.Json;
        return (format.ContentType(), format.Bytes(Of(problem)));
    });

    public static OperationOutcome Of(Problem problem)
    {
        var kind = problem.Kind;
        var outcome = new OperationOutcome
        {
            Issue =
            {
                new Issue
                {
                    Severity = OperationOutcome.IssueSeverity.Error, Code = TypeOf(kind), Diagnostics = kind.Detail,
                    Details = new(FhirSystems.Problem, kind.Code) { Text = kind.Title },
                },
            },
        };
        foreach (var fault in problem.Faults ?? [])
            outcome.Issue.Add(new()
            {
                Severity = OperationOutcome.IssueSeverity.Error, Code = TypeOf(kind), Diagnostics = fault.Detail,
                Details = new() { Text = fault.Code }, Expression = fault.Path.Length > 0 ? [fault.Path] : [],
            });
        return outcome;
    }

    /// <summary>Every problem has a type of its status, some a more telling one.</summary>
    internal static IssueType TypeOf(ProblemKind kind) => kind.Code switch
    {
        "body-not-json" or "body-not-xml" or "body-not-utf8" or "fhir-resource-invalid" => IssueType.Structure,
        "purpose-missing" or "case-missing" => IssueType.Required,
        "purpose-unknown" or "identifier-type-unknown" or "fhir-target-system-unknown" => IssueType.CodeInvalid,
        "identifier-malformed" or "date-out-of-range" => IssueType.Value,
        "fhir-search-in-address" or "access-key-in-query" => IssueType.Security,
        "access-key-expired" or "token-expired" or "signature-expired" => IssueType.Expired,
        "identity-conflict" => IssueType.MultipleMatches,
        _ => kind.Status switch
        {
            401 => IssueType.Login,
            403 => IssueType.Forbidden,
            404 => IssueType.NotFound,
            405 or 406 or 415 => IssueType.NotSupported,
            409 => IssueType.Conflict,
            413 => IssueType.TooLong,
            429 => IssueType.Throttled,
            502 or 503 => IssueType.Transient,
            504 => IssueType.Timeout,
            >= 500 => IssueType.Exception,
            _ => IssueType.Invalid,
        },
    };
}
