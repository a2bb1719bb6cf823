using Interop.Gateway.Audit;
using Interop.Gateway.Callers;

namespace Interop.Gateway.Fhir;

/// <summary>The record of an institution's look at what the hub keeps of its own doings.</summary>
internal static class OwnLook
{
    /// <param name="operation">E.g. <c>audit-search</c>.</param>
    /// <param name="id">Of the look.</param>
    public static AuditEntry Of(Caller caller, string operation, Guid id, DateTimeOffset at) => new()
    {
        Exchange = id, Phase = AuditPhase.Completed, At = at, Institution = caller.Institution.Code, Key = caller.Key, User = caller.User, Case = caller.Case,
        Door = "fhir", Operation = operation, Purpose = caller.Purpose, Outcome = "answered",
    };
}
