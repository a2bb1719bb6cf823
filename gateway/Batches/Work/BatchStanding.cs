using Interop.Gateway.Audit;
using Interop.Gateway.Exchanges;
using Interop.Gateway.Institutions;
using Interop.Gateway.Privacy;
using Interop.Gateway.Problems;
using Interop.Gateway.Wire;
using Interop.Identity.Keys;

namespace Interop.Gateway.Batches.Work;

/// <summary>
/// Whether whoever ordered a batch may still ask: the key it was announced with is in force, and the institution's scope admits such a question. Looked at before
/// every stretch of rows, so that a right that is withdrawn ends the work and not each row for itself.
/// </summary>
internal sealed class BatchStanding(AccessKeys keys, ScopeRegister scopes, InstitutionRegister institutions, AuditLog log, TimeProvider time)
{
    /// <summary>The institution as it is registered now; null when it is no longer.</summary>
    public Institution? Find(BatchOrder order) => institutions.Find(order.Institution);

    /// <summary>Why the batch may not go on; null when it may. Programmes are each row's own, and refused there.</summary>
    public ProblemKind? Withdrawn(BatchOrder order)
    {
        // An institution that signs with keys of its own names one that was not issued here.
        var state = keys.StateOf(order.Key) ?? KeyState.InForce;
        if (state != KeyState.InForce)
            return state switch { KeyState.Revoked => ProblemKinds.AccessKeyRevoked, KeyState.Suspended => ProblemKinds.AccessKeySuspended, _ => ProblemKinds.AccessKeyExpired };
        var admission = scopes.Admit(order.Institution, order.Purpose, order.Kind, null, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime), out _, order.HasCase);
        return admission == AdmissionOutcome.Admitted ? null : ExchangeProblems.Of(ExchangePipeline.Refusal(admission)).Kind;
    }

    /// <summary>Records that the batch was stopped. It is stopped all the same where that cannot be recorded: nothing is looked at any more.</summary>
    public async Task RecordAsync(BatchOrder order, ProblemKind why)
    {
        var now = time.GetUtcNow();
        await log.AppendAsync(new AuditEntry
        {
            Exchange = Guid.CreateVersion7(now), Phase = AuditPhase.Refused, At = now, Institution = order.Institution, Key = order.Key, User = order.User, Case = order.Case,
            Door = BatchRoom.Door, Operation = WireName.Of(order.Kind), Purpose = order.Purpose, Outcome = why.Code,
        }, CancellationToken.None);
    }
}
