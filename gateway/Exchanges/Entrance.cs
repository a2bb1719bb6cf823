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
    public async ValueTask<Entry> EnterAsync(HttpContext context, Operation operation, DateTimeOffset at)
    {
        if (CallerOf.Read(context, institutions, out var caller) is { } refused)
            return new(null, LimitOutcome.Within, refused);
        var institution = caller!.Institution.Code;
        scopes.Admit(institution, caller.Purpose, operation, null, DateOnly.FromDateTime(at.UtcDateTime), out var scope);
        var taken = await limits.TakeAsync(institution, caller.Key, scope?.Name, scope?.Limit);
        LimitFields.Write(context.Response.Headers, limits.KeyLimit, scope?.Limit, taken);
        return taken.Key.Outcome switch
        {
            LimitOutcome.RateLimited => new(null, LimitOutcome.Within, ProblemKinds.RateLimited),
            LimitOutcome.QuotaExhausted => new(null, LimitOutcome.Within, ProblemKinds.QuotaExhausted),
            _ => new(caller, taken.OfScope, null),
        };
    }
}
