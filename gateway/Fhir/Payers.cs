using System.Globalization;
using Hl7.Fhir.Model;
using Interop.Gateway.Entitlements;
using Interop.Gateway.Exchanges;
using Interop.Gateway.Registries;
using Interop.Gateway.Wire;

namespace Interop.Gateway.Fhir;

/// <summary>What the door says of one payer: that it pays, or why nobody can say.</summary>
internal static class Payers
{
    private const string Classes = "http://terminology.hl7.org/CodeSystem/coverage-class", Copayments = "http://terminology.hl7.org/CodeSystem/coverage-copay-type", Units = "http://unitsofmeasure.org";

    public static ResourceReference Organization(CoverageTerms terms) =>
        new() { Type = "Organization", Identifier = new(FhirSystems.Payer, terms.Payer), Display = terms.Payer };

    /// <summary>The coverage by a payer in force, as much of it as is wanted.</summary>
    public static Coverage Coverage(CoverageLine line, Exchange exchange, ResourceReference beneficiary, FhirWish? wish = null)
    {
        var coverage = new Coverage { Status = FinancialResourceStatusCodes.Active, Beneficiary = beneficiary, Payor = [Organization(line.Terms)] };
        if (wish?.Wants("period") != false)
            coverage.Period = Period(line, exchange);
        if (wish?.Wants("order") != false)
            coverage.Order = line.Terms.Order;
        if (wish?.Wants("class") != false)
            coverage.Class = [new() { Type = new(Classes, "plan"), Value = line.Terms.Package }];
        if (wish?.Wants("costToBeneficiary", inSummary: false) != false)
            coverage.CostToBeneficiary = [new() { Type = new(Copayments, "copaypct"), Value = new Quantity(line.Terms.Copayment.Percent, "%", Units) }];
        wish?.Mark(coverage);
        return coverage;
    }

    /// <summary>Since and until when, as far as is known and the scope lets it be told.</summary>
    public static Hl7.Fhir.Model.Period? Period(CoverageLine line, Exchange exchange)
    {
        var from = line.From is { } first && exchange.MayExplain([line.Terms.From!]) ? Day(first) : null;
        var to = line.To is { } last && exchange.MayExplain([line.Terms.To!]) ? Day(last) : null;
        return from is null && to is null ? null : new() { Start = from, End = to };
    }

    /// <summary>Why it is not known whether a payer pays: whatever may be shown of it, else what every answer shows, which registries did not answer.</summary>
    public static CodeableConcept WhyUnknown(UnknownPayer payer, Exchange exchange)
    {
        var owners = payer.Because.Where(r => r.Outcome == Truth.Unknown).SelectMany(r => r.Attributes).Select(a => a.Owner).Distinct().ToArray();
        var silent = exchange.Sources.Where(s => s.Status != SourceStatus.Answered && (owners.Length == 0 || owners.Contains(s.Registry))).ToArray();
        var names = silent.Length > 0 ? silent.Select(s => $"{s.Registry} ({WireName.Of(s.Reason)})") : owners;
        var why = new CodeableConcept { Text = $"Not known whether {payer.Terms.Payer} pays. Registry: {(names.Any() ? string.Join(", ", names) : "not to be named")}." };
        foreach (var reason in silent.Select(s => WireName.Of(s.Reason)).Distinct())
            why.Coding.Add(new(FhirSystems.UnknownReason, reason));
        return why;
    }

    public static string Day(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
