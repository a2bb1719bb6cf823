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
            return RefuseAsync(context, refused);
        scopes.Admit(caller!.Institution.Code, caller.Purpose, operation, null, DateOnly.FromDateTime(at.UtcDateTime), out var scope);
        return TakeAsync(context, caller, scope);
    }

    /// <summary>Whether somebody known calls, before anything is counted: for a door that must read a body to know which scope is asked under.</summary>
    public bool Knows(HttpContext context) => CallerOf.Identify(context, institutions, out _, out _) is null;

    /// <summary>The limits alone, for a door that has found out by itself who calls and which scope answers.</summary>
    /// <param name="context">Gets the fields that tell the caller what is left; null where no request waits for the answer.</param>
    /// <param name="caller">Who calls.</param>
    /// <param name="scope">Null when no scope lets the caller in.</param>
    public async ValueTask<Entry> TakeAsync(HttpContext? context, Caller caller, PrivacyScope? scope)
    {
        var (ofKey, ofScope) = await CountAsync(context, caller.Institution, caller.Key, scope);
        return ofKey is null ? new(caller, ofScope, null) : new(null, LimitOutcome.Within, ofKey);
    }

    /// <summary>The way out of a request that was wrong before any scope was sought. It counts against its key too: wrong requests are not free.</summary>
    /// <returns>The problem given, or that the key is full.</returns>
    public async ValueTask<Entry> RefuseAsync(HttpContext context, Problem problem)
    {
        if (CallerOf.Identify(context, institutions, out var institution, out var key) is null
            && (await CountAsync(context, institution!, key!, null)).OfKey is { } full)
            problem = full;
        return new(null, LimitOutcome.Within, problem);
    }

    /// <summary>The entrance where it does not matter why somebody calls: who it is, and the limits of its key.</summary>
    public async ValueTask<(Institution? Institution, Problem? Problem)> IdentifyAsync(HttpContext context)
    {
        if (CallerOf.Identify(context, institutions, out var institution, out var key) is { } refused)
            return (null, refused);
        var (full, _) = await CountAsync(context, institution!, key!, null);
        return full is null ? (institution, null) : (null, full);
    }

    /// <summary>How a full limit is answered; null when it was not.</summary>
    public static ProblemKind? ProblemOf(LimitOutcome outcome) => outcome switch
    {
        LimitOutcome.RateLimited => ProblemKinds.RateLimited,
        LimitOutcome.QuotaExhausted => ProblemKinds.QuotaExhausted,
        _ => null,
    };

    private async ValueTask<(ProblemKind? OfKey, LimitOutcome OfScope)> CountAsync(HttpContext? context, Institution institution, string key, PrivacyScope? scope)
    {
        var taken = await limits.TakeAsync(institution.Code, key, scope?.Name, scope?.Limit);
        if (context is not null)
            LimitFields.Write(context.Response.Headers, limits.KeyLimit, scope?.Limit, taken);
        return (ProblemOf(taken.Key.Outcome), taken.OfScope);
    }
}
