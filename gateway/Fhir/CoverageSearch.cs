using Hl7.Fhir.Model;
using Interop.Gateway.Exchanges;

namespace Interop.Gateway.Fhir;

/// <summary>
/// The answer to a search for coverage: a Bundle of the coverages in force today, in order of payment. A payer of whom it is not known whether it pays
/// is an OperationOutcome beside them, and there is then no total: unknown is not no. A Coverage has no id, for it is an answer on a day and no record.
/// </summary>
internal static class CoverageSearch
{
    /// <param name="person">The id of the beneficiary.</param>
    /// <param name="address">Of the door.</param>
    public static Bundle Of(Exchange exchange, string person, FhirWish wish, string address)
    {
        var (inForce, unknown) = (exchange.Entitlements!.Coverage.InForce, exchange.Entitlements.Coverage.Unknown);
        var search = $"{address}/Coverage?patient={person}";
        var bundle = new Bundle { Type = Bundle.BundleType.Searchset, Total = unknown.Count > 0 ? null : inForce.Count };
        foreach (var line in SearchPages.Link(bundle, search, wish, inForce))
            bundle.Entry.Add(new()
            {
                FullUrl = $"urn:uuid:{Guid.CreateVersion7(exchange.At)}", Search = new() { Mode = Bundle.SearchEntryMode.Match },
                Resource = Payers.Coverage(line, exchange, PatientAnswer.Reference(exchange.Subject, person), wish),
            });
        // On every page and of a count too: no part of the answer may look like the whole.
        if (unknown.Count > 0)
            bundle.Entry.Add(new()
            {
                FullUrl = $"urn:uuid:{exchange.Id}", Search = new() { Mode = Bundle.SearchEntryMode.Outcome },
                Resource = new OperationOutcome
                {
                    Issue = [.. unknown.Select(u => new OperationOutcome.IssueComponent
                    {
                        Severity = OperationOutcome.IssueSeverity.Warning, Code = OperationOutcome.IssueType.Incomplete, Details = Payers.WhyUnknown(u, exchange),
                    })],
                },
            });
        return bundle;
    }
}
