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

    /// <summary>Why one that was begun may neither go on nor be fetched; null when the scope is still the one that admitted it.</summary>
    /// <param name="scope">The scope that answers, as it is now; there unless none was found.</param>
    public ExchangeOutcome? Refusal(BulkExport export, out PrivacyScope? scope) =>
        Refusal(export.Exchange, out scope) ?? (scope!.Name == export.Terms.Scope && scope.Version == export.Terms.Version ? null : ExchangeOutcome.ExportEndedEarly);
}
