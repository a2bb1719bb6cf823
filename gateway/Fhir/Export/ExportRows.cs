using System.Text;
using Hl7.Fhir.Model;
using Interop.Gateway.Exchanges;
using Interop.Gateway.IdentityResolution;
using Interop.Gateway.Keys;
using Interop.Gateway.Privacy;
using Interop.Gateway.Problems;

namespace Interop.Gateway.Fhir.Export;

/// <summary>
/// What an export says of one member. Each type of resource is an exchange of its own under the scope of the export, disclosed as whoever asks by the
/// number would have it disclosed, and recorded before a line of it is kept.
/// </summary>
internal sealed class ExportRows(ExchangeAnswering answering, ExchangeRecord record, HubKeys keys, TimeProvider time)
{
    private static readonly FhirWish Whole = new(FhirFormat.Json, null, Hl7.Fhir.Rest.SummaryType.False, null, 1);

    private readonly FhirIds ids = new(keys);

    /// <summary>The lines, each with the type of the file it belongs to; null when something could not be recorded, and then nothing may be kept.</summary>
    /// <param name="scope">As it is now.</param>
    public async ValueTask<List<(string Type, string Line)>?> OfAsync(BulkExport export, PrivacyScope scope, Resolution person)
    {
        var lines = new List<(string, string)>(4);
        if (export.Group.SubjectOf(person) is not { } subject)
        {
            lines.Add((BulkExport.Errors, Line(OutcomeForm.Of(ProblemKinds.IdentityConflict))));
            return lines;
        }
        var id = ids.Of(export.Institution, subject);
        foreach (var type in export.Wish.Types)
        {
            var now = time.GetUtcNow();
            var exchange = new Exchange
            {
                Id = Guid.CreateVersion7(now), At = now, Door = "fhir", Caller = export.Exchange.Caller, Operation = Operation.Export, Subject = subject, Date = export.Exchange.Date,
                Attributes = type == ExportWish.Patient ? PatientAnswer.Attributes(Whole) : null, IsOfCoverage = type == ExportWish.Coverage, Scope = scope,
            };
            var outcome = await record.CompletedAsync(exchange, await answering.RunAsync(exchange, export.Cancelled), export.Cancelled);
            if (outcome == ExchangeOutcome.AuditUnavailable)
                return null;
            if (outcome == ExchangeOutcome.Answered)
                lines.AddRange(Answered(exchange, type, id));
            // Whoever the scope does not cover, by a consent or where they live, is no member to this institution: nothing is said of them.
            else if (outcome != ExchangeOutcome.SubjectOutsideScope)
                lines.Add((BulkExport.Errors, Line(About(OutcomeForm.Of(ExchangeProblems.Of(outcome)), id))));
        }
        return lines;
    }

    private IEnumerable<(string, string)> Answered(Exchange exchange, string type, string id)
    {
        if (type == ExportWish.Patient)
        {
            yield return (type, Line(PatientAnswer.Person(exchange, id, Whole)));
            yield break;
        }
        foreach (var payer in exchange.Entitlements!.Coverage.InForce)
        {
            var coverage = Payers.Coverage(payer, exchange, PatientAnswer.Reference(exchange.Subject, id), Whole);
            // The same whenever the payer pays by this package for this person, so that whoever loads files one after the other knows it again.
            coverage.Id = ids.VersionOf(exchange.Caller.Institution.Code, Encoding.UTF8.GetBytes($"Coverage {id} {payer.Terms.Payer} {payer.Terms.Package} {payer.Terms.Order}"));
            yield return (type, Line(coverage));
        }
        if (exchange.Entitlements.Coverage.Unknown is { Count: > 0 } unknown)
            yield return (BulkExport.Errors, Line(About(new()
            {
                Issue = [.. unknown.Select(u => new OperationOutcome.IssueComponent
                {
                    Severity = OperationOutcome.IssueSeverity.Warning, Code = OperationOutcome.IssueType.Incomplete, Details = Payers.WhyUnknown(u, exchange),
                })],
            }, id)));
    }

    /// <summary>Says of whom it speaks, by the id alone.</summary>
    private static OperationOutcome About(OperationOutcome outcome, string id)
    {
        foreach (var issue in outcome.Issue)
            issue.Diagnostics = $"Patient/{id}{(issue.Diagnostics is null ? "" : ": " + issue.Diagnostics)}";
        return outcome;
    }

    private static string Line(Resource resource) => Encoding.UTF8.GetString(FhirJson.Bytes(resource));
}
