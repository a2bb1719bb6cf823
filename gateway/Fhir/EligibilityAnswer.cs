using System.Globalization;
using Hl7.Fhir.Model;
using Interop.Gateway.Entitlements;
using Interop.Gateway.Exchanges;
using Interop.Gateway.Registries;
using Interop.Gateway.Wire;
using RequestPurpose = Hl7.Fhir.Model.CoverageEligibilityRequest.EligibilityRequestPurpose;
using ResponsePurpose = Hl7.Fhir.Model.CoverageEligibilityResponse.EligibilityResponsePurpose;

namespace Interop.Gateway.Fhir;

/// <summary>
/// The answer to an eligibility request. Each payer that pays, or of whom it is not known, is one <c>insurance</c> in order of payment. Unknown is not
/// no: its <c>inforce</c> has no value but a data-absent-reason, an <c>error</c> names the registry, and the outcome is <c>partial</c>.
/// </summary>
internal static class EligibilityAnswer
{
    private const string BenefitCategories = "http://terminology.hl7.org/CodeSystem/ex-benefitcategory", BenefitTypes = "http://terminology.hl7.org/CodeSystem/benefit-type";
    private const string CoverageClasses = "http://terminology.hl7.org/CodeSystem/coverage-class", Uris = "urn:ietf:rfc:3986";

    public static CoverageEligibilityResponse Of(Exchange exchange, FhirQuestion question)
    {
        var coverage = exchange.Entitlements!.Coverage;
        var request = question.Request!;
        var self = new Identifier(Uris, $"urn:uuid:{exchange.Id}");
        var response = new CoverageEligibilityResponse
        {
            Identifier = [self],
            Status = FinancialResourceStatusCodes.Active,
            PurposeElement = [.. request.Purpose.Select(p => new Code<ResponsePurpose>(PurposeOf(p)))],
            Patient = Patient(question),
            Serviced = Day(exchange.Date),
            CreatedElement = new FhirDateTime(exchange.At),
            Request = new() { Type = "CoverageEligibilityRequest", Identifier = request.Identifier is [var first, ..] ? (Identifier)first.DeepCopy() : self },
            Outcome = coverage.Unknown.Count > 0 ? ClaimProcessingCodes.Partial : ClaimProcessingCodes.Complete,
            DispositionElement = Disposition(coverage),
            Insurer = new() { Display = "Interop, for the payers named" },
        };
        foreach (var (_, line, unknown) in coverage.InForce.Select(l => (l.Terms.Order, (CoverageLine?)l, (UnknownPayer?)null))
            .Concat(coverage.Unknown.Select(u => (u.Terms.Order, (CoverageLine?)null, (UnknownPayer?)u))).OrderBy(e => e.Order))
            if (line is not null)
                Add(response, line, exchange, question);
            else
                Add(response, unknown!, exchange);
        return response;
    }

    private static void Add(CoverageEligibilityResponse response, CoverageLine line, Exchange exchange, FhirQuestion question)
    {
        var period = new Hl7.Fhir.Model.Period
        {
            StartElement = line.From is { } from && exchange.MayExplain([line.Terms.From!]) ? new(Text(from)) : null,
            EndElement = line.To is { } to && exchange.MayExplain([line.Terms.To!]) ? new(Text(to)) : null,
        };
        var coverage = new Coverage
        {
            Id = line.Terms.Payer, Status = FinancialResourceStatusCodes.Active, Beneficiary = Patient(question), Payor = [Payer(line.Terms)],
            Order = line.Terms.Order,
            Class = [new() { Type = new(CoverageClasses, "plan"), Value = line.Terms.Package }],
        };
        response.Contained.Add(coverage);
        response.Insurance.Add(new()
        {
            Coverage = new("#" + coverage.Id), Inforce = true, BenefitPeriod = period.StartElement is null && period.EndElement is null ? null : period,
            Item =
            [
                new()
                {
                    Category = new(BenefitCategories, "30"), Name = line.Terms.Package, Description = line.Terms.Because.En,
                    Benefit = [new() { Type = new(BenefitTypes, "copay-percent"), Allowed = new UnsignedInt(line.Terms.Copayment.Percent) }],
                },
            ],
        });
    }

    private static void Add(CoverageEligibilityResponse response, UnknownPayer payer, Exchange exchange)
    {
        var identifier = Payer(payer.Terms);
        response.Insurance.Add(new()
        {
            Coverage = new() { Type = "Coverage", Identifier = identifier.Identifier, Display = identifier.Display },
            InforceElement = new() { Extension = [FhirSystems.Absent("unknown")] },
        });
        // Whatever may be shown of why, else what every answer shows: which registries did not answer.
        var owners = payer.Because.Where(r => r.Outcome == Truth.Unknown).SelectMany(r => r.Attributes).Select(a => a.Owner).Distinct().ToArray();
        var silent = exchange.Sources.Where(s => s.Status != SourceStatus.Answered && (owners.Length == 0 || owners.Contains(s.Registry))).ToArray();
        var names = silent.Length > 0 ? silent.Select(s => $"{s.Registry} ({WireName.Of(s.Reason)})") : owners;
        var code = new CodeableConcept { Text = $"Not known whether {payer.Terms.Payer} pays. Registry: {(names.Any() ? string.Join(", ", names) : "not to be named")}." };
        foreach (var reason in silent.Select(s => WireName.Of(s.Reason)).Distinct())
            code.Coding.Add(new(FhirSystems.UnknownReason, reason));
        response.Error.Add(new() { Code = code });
    }

    /// <summary>In plain words, for whoever stands at a counter; the Khmer text as a translation of the English.</summary>
    private static FhirString Disposition(CoverageAnswer coverage)
    {
        var payers = string.Join(", ", coverage.InForce.Select(l => l.Terms.Payer));
        var unknown = string.Join(", ", coverage.Unknown.Select(u => u.Terms.Payer));
        var (en, km) = coverage.Covered switch
        {
            Truth.True => ($"Covered. These pay, in this order: {payers}.", $"មានការធានារ៉ាប់រង។ អ្នកបង់តាមលំដាប់៖ {payers}។"),
            Truth.Unknown => ("Not known now whether covered. Treat, and ask again: this is not a refusal.", "មិនទាន់ដឹងថាមានការធានារ៉ាប់រងឬទេ។ សូមព្យាបាល ហើយសួរម្តងទៀត៖ នេះមិនមែនជាការបដិសេធទេ។"),
            _ => ("Not covered on this day by any scheme that your scope names.", "នៅថ្ងៃនេះ គ្មានការធានារ៉ាប់រងពីរបបណាដែលវិសាលភាពរបស់អ្នកបញ្ជាក់ទេ។"),
        };
        if (unknown.Length > 0)
            (en, km) = ($"{en} Not known now: {unknown}.", $"{km} មិនទាន់ដឹង៖ {unknown}។");
        return new(en)
        {
            Extension = [new() { Url = "http://hl7.org/fhir/StructureDefinition/translation", Extension = [new("lang", new Code("km")), new("content", new FhirString(km))] }],
        };
    }

    private static ResourceReference Patient(FhirQuestion question) =>
        new() { Type = "Patient", Identifier = new(FhirSystems.IdentifierPrefix + question.Subject.Type, question.Subject.Value) };

    private static ResourceReference Payer(CoverageTerms terms) => new() { Type = "Organization", Identifier = new(FhirSystems.Payer, terms.Payer), Display = terms.Payer };

    private static ResponsePurpose? PurposeOf(RequestPurpose? purpose) => purpose switch
    {
        RequestPurpose.Benefits => ResponsePurpose.Benefits,
        RequestPurpose.Discovery => ResponsePurpose.Discovery,
        _ => ResponsePurpose.Validation,
    };

    private static Date Day(DateOnly date) => new(Text(date));

    private static string Text(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
