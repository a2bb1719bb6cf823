using Interop.Gateway.Audit;
using Interop.Gateway.Callers;
using Interop.Gateway.Consents;

namespace Interop.Gateway.Fhir;

/// <summary>Shows an institution the consents that were given to it, by the id that its officers know. The look is recorded before anything is shown.</summary>
internal sealed class OwnConsents(ConsentRegister register, AuditLog log)
{
    /// <summary>The record of a look, so that a consent's acts and looks are found by its id.</summary>
    public const string Operation = "consent-read";

    /// <summary>The day on which a consent is in force or not.</summary>
    public DateOnly Today => register.Today;

    /// <param name="caller">To whom it was given.</param>
    /// <param name="consent">The id.</param>
    /// <param name="id">Of the look.</param>
    /// <param name="at">Now.</param>
    /// <returns>No consent where there is none of that institution's; no receipt where the look could not be recorded.</returns>
    public async ValueTask<(Consent? Consent, Receipt? Receipt)> FindAsync(Caller caller, Guid consent, Guid id, DateTimeOffset at, CancellationToken cancellation)
    {
        if (register.Find(consent) is not { } found || found.Grantee != caller.Institution.Code)
            return default;
        var look = await log.AppendAsync(OwnLook.Of(caller, Operation, id, at) with { Case = $"{consent}", Asked = ["consent"] }, cancellation);
        return (found, look.Outcome == AppendOutcome.Durable ? look.Receipt : null);
    }
}
