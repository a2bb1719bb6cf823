using Interop.Gateway.Exchanges;
using Interop.Gateway.Privacy;

namespace Interop.Gateway.Fhir.Export;

/// <summary>Whether an institution may have an export at this moment.</summary>
internal sealed class ExportAdmission(ScopeRegister scopes, TimeProvider time)
{
    /// <summary>Why not; null when it may.</summary>
    /// <param name="exchange">Of the export.</param>
    /// <param name="scope">The scope that answers, as it is now; there unless none was found.</param>
    public ExchangeOutcome? Refusal(Exchange exchange, out PrivacyScope? scope)
    {
        var (caller, today) = (exchange.Caller, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime));
        var admission = scopes.Admit(caller.Institution.Code, caller.Purpose, Operation.Export, null, today, out scope, caller.HasCase);
        return admission == AdmissionOutcome.Admitted ? null : ExchangePipeline.Refusal(admission);
    }
}
