using Interop.Gateway.Callers;
using Interop.Gateway.Institutions;
using Interop.Gateway.Limits;
using Interop.Gateway.Privacy;
using Interop.Gateway.Problems;

namespace Interop.Gateway.Exchanges;

/// <summary>Who has come in: the caller and what the limit of its scope said, or the problem that answers it.</summary>
internal readonly record struct Entry(Caller? Caller, LimitOutcome ScopeLimit, Problem? Problem);

/// <summary>
/// What every door does first, before it reads a body: find out who calls, and take the request from the limits of its key and of the scope
/// that will answer for it. A full key ends here and leaves no audit entry; a full scope is left to the pipeline, which records the refusal.
/// </summary>
internal sealed class Entrance(InstitutionRegister institutions, ScopeRegister scopes, RequestLimits limits)
{
    /// <summary>The entrance of a door whose operation is known from the address.</summary>
    public ValueTask<Entry> EnterAsync(HttpContext context, Operation operation, DateTimeOffset at)
    {
        if (CallerOf.Read(context, institutions, out var caller) is { } refused)
            return ValueTask.FromResult(new Entry(null, LimitOutcome.Within, refused));
        scopes.Admit(caller!.Institution.Code, caller.Purpose, operation, null, DateOnly.FromDateTime(at.UtcDateTime), out var scope);
        return TakeAsync(context, caller, scope);
    }

    /// <summary>The limits alone, for a door that has found out by itself who calls and which scope answers.</summary>
    /// <param name="context">Gets the fields that tell the caller what is left.</param>
    /// <param name="caller">Who calls.</param>
    /// <param name="scope">Null when no scope lets the caller in.</param>
    public async ValueTask<Entry> TakeAsync(HttpContext context, Caller caller, PrivacyScope? scope)
    {
        var taken = await limits.TakeAsync(caller.Institution.Code, caller.Key, scope?.Name, scope?.Limit);
        LimitFields.Write(context.Response.Headers, limits.KeyLimit, scope?.Limit, taken);
        return ProblemOf(taken.Key.Outcome) is { } full ? new(null, LimitOutcome.Within, full) : new(caller, taken.OfScope, null);
    }

    /// <summary>How a full limit is answered; null when it was not.</summary>
    public static ProblemKind? ProblemOf(LimitOutcome outcome) => outcome switch
    {
        LimitOutcome.RateLimited => ProblemKinds.RateLimited,
        LimitOutcome.QuotaExhausted => ProblemKinds.QuotaExhausted,
        _ => null,
    };
}
