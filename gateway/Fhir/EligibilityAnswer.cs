using Hl7.Fhir.Model;
using Interop.Gateway.Entitlements;
using Interop.Gateway.Exchanges;
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
    private const string Uris = "urn:ietf:rfc:3986";

    /// <param name="person">The id of the patient.</param>
    public static CoverageEligibilityResponse Of(Exchange exchange, CoverageEligibilityRequest request, string person)
    {
        var coverage = exchange.Entitlements!.Coverage;
        var patient = PatientAnswer.Reference(exchange.Subject, person);
        var self = new Identifier(Uris, $"urn:uuid:{exchange.Id}");
        var response = new CoverageEligibilityResponse
        {
            Meta = new() { Profile = [FhirProfiles.Of(nameof(CoverageEligibilityResponse))] },
            Identifier = [self],
            Status = FinancialResourceStatusCodes.Active,
            PurposeElement = [.. request.Purpose.Select(p => new Code<ResponsePurpose>(PurposeOf(p)))],
            Patient = patient,
            Serviced = new Date(Payers.Day(exchange.Date)),
            CreatedElement = new FhirDateTime(exchange.At),
            Request = new() { Type = "CoverageEligibilityRequest", Identifier = request.Identifier is [var first, ..] ? (Identifier)first.DeepCopy() : self },
            Outcome = coverage.Unknown.Count > 0 ? ClaimProcessingCodes.Partial : ClaimProcessingCodes.Complete,
            DispositionElement = Disposition(coverage),
            Insurer = new() { Display = "Interop, for the payers named" },
        };
        foreach (var (_, line, unknown) in coverage.InForce.Select(l => (l.Terms.Order, (CoverageLine?)l, (UnknownPayer?)null))
            .Concat(coverage.Unknown.Select(u => (u.Terms.Order, (CoverageLine?)null, (UnknownPayer?)u))).OrderBy(e => e.Order))
            if (line is not null)
                Add(response, line, exchange, patient);
            else
                Add(response, unknown!, exchange);
        return response;
    }

    private static void Add(CoverageEligibilityResponse response, CoverageLine line, Exchange exchange, ResourceReference patient)
    {
        var coverage = Payers.Coverage(line, exchange, patient);
        coverage.Id = line.Terms.Payer;
        response.Contained.Add(coverage);
        response.Insurance.Add(new()
        {
            Coverage = new("#" + coverage.Id), Inforce = true, BenefitPeriod = Payers.Period(line, exchange),
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
        var identifier = Payers.Organization(payer.Terms);
        response.Insurance.Add(new()
        {
            Coverage = new() { Type = "Coverage", Identifier = identifier.Identifier, Display = identifier.Display },
            InforceElement = new() { Extension = [FhirSystems.Absent("unknown")] },
        });
        response.Error.Add(new() { Code = Payers.WhyUnknown(payer, exchange) });
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

    private static ResponsePurpose? PurposeOf(RequestPurpose? purpose) => purpose switch
    {
        RequestPurpose.Benefits => ResponsePurpose.Benefits,
        RequestPurpose.Discovery => ResponsePurpose.Discovery,
        _ => ResponsePurpose.Validation,
    };
}
