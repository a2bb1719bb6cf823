using System.Text;
using Hl7.Fhir.Model;
using Interop.Gateway.Exchanges;
using Interop.Gateway.Keys;
using Interop.Gateway.Privacy;
using Interop.Gateway.Problems;

namespace Interop.Gateway.Fhir.Export;

/// <summary>One resource of a member, as it is written down.</summary>
internal readonly record struct ExportLine(string Type, string Id, string Text)
{
    public override string ToString() => Type;
}

/// <summary>What there is to say of one member.</summary>
/// <param name="Person">Its id.</param>
/// <param name="Lines">Resources.</param>
/// <param name="Errors">What is not known, or could not be told.</param>
/// <param name="Open">Types of which not everything could be said: of those, what was told before stands.</param>
internal sealed record MemberLines(string Person, List<ExportLine> Lines, List<string> Errors, HashSet<string> Open)
{
    public override string ToString() => $"{Lines.Count} lines";
}

/// <summary>
/// What an export says of one member. Each type of resource is an exchange of its own under the scope of the export, disclosed as whoever asks by the
/// number would have it disclosed, and recorded before a line of it is kept.
/// </summary>
internal sealed class ExportRows(ExchangeAnswering answering, ExchangeRecord record, HubKeys keys, TimeProvider time)
{
    private static readonly FhirWish Whole = new(FhirFormat.Json, null, Hl7.Fhir.Rest.SummaryType.False, null, 1);

    private readonly FhirIds ids = new(keys);

    /// <summary>The lines; null when something could not be recorded, and then nothing may be kept.</summary>
    /// <param name="subject">By which the member is asked about; null where several people have the number.</param>
    /// <param name="scope">As it is now.</param>
    public async ValueTask<MemberLines?> OfAsync(BulkExport export, Subject? subject, PrivacyScope scope)
    {
        if (subject is null)
            return new("", [], [Line(OutcomeForm.Of(ProblemKinds.IdentityConflict))], []);
        var member = new MemberLines(ids.Of(export.Institution, subject), [], [], []);
        foreach (var type in export.Terms.Wish.Types)
        {
            var now = time.GetUtcNow();
            var exchange = new Exchange
            {
                Id = Guid.CreateVersion7(now), At = now, Door = "fhir", Caller = export.Exchange.Caller, Operation = Operation.Export, Subject = subject, Date = export.Exchange.Date,
                Attributes = type == ExportWish.Patient ? PatientAnswer.Attributes(Whole) : null, IsOfCoverage = type == ExportWish.Coverage, Scope = scope,
            };
            var outcome = await record.CompletedAsync(exchange, await answering.RunAsync(exchange, export.Ended), export.Ended);
            if (outcome == ExchangeOutcome.AuditUnavailable)
                return null;
            if (outcome == ExchangeOutcome.Answered)
                Add(exchange, type, member);
            // Whoever the scope does not cover, by a consent or where they live, is no member to this institution: nothing is said of them.
            else if (outcome != ExchangeOutcome.SubjectOutsideScope)
                Miss(member, type, OutcomeForm.Of(ExchangeProblems.Of(outcome)));
        }
        return member;
    }

    /// <summary>Whom the institution knows by this id.</summary>
    public Subject? SubjectOf(string institution, string person) => ids.PersonOf(institution, person);

    private void Add(Exchange exchange, string type, MemberLines member)
    {
        if (type == ExportWish.Patient)
        {
            member.Lines.Add(new(type, member.Person, Line(PatientAnswer.Person(exchange, member.Person, Whole))));
            if (exchange.Sources.Where(s => s.IsSilent).Select(s => s.Registry).ToArray() is { Length: > 0 } silent)
                Miss(member, type, Incomplete([new() { Text = $"Not whole. Registries that did not answer: {string.Join(", ", silent)}." }]));
            return;
        }
        foreach (var payer in exchange.Entitlements!.Coverage.InForce)
        {
            var coverage = Payers.Coverage(payer, exchange, PatientAnswer.Reference(exchange.Subject, member.Person), Whole);
            // The same whenever the payer pays by this package for this person, so that whoever loads files one after the other knows it again.
            coverage.Id = ids.VersionOf(exchange.Caller.Institution.Code, Encoding.UTF8.GetBytes($"Coverage {member.Person} {payer.Terms.Payer} {payer.Terms.Package} {payer.Terms.Order}"));
            member.Lines.Add(new(type, coverage.Id, Line(coverage)));
        }
        if (exchange.Entitlements.Coverage.Unknown is { Count: > 0 } unknown)
            Miss(member, type, Incomplete(unknown.Select(u => Payers.WhyUnknown(u, exchange))));
    }

    private static void Miss(MemberLines member, string type, OperationOutcome outcome)
    {
        member.Open.Add(type);
        // Of whom it speaks, by the id alone.
        foreach (var issue in outcome.Issue)
            issue.Diagnostics = $"{type} of Patient/{member.Person}{(issue.Diagnostics is null ? "" : ": " + issue.Diagnostics)}";
        member.Errors.Add(Line(outcome));
    }

    private static OperationOutcome Incomplete(IEnumerable<CodeableConcept> details) => new()
    {
        Issue = [.. details.Select(d => new OperationOutcome.IssueComponent { Severity = OperationOutcome.IssueSeverity.Warning, Code = OperationOutcome.IssueType.Incomplete, Details = d })],
    };

    private static string Line(Resource resource) => Encoding.UTF8.GetString(FhirJson.Bytes(resource));
}
