using Interop.Gateway.Callers;
using Interop.Gateway.Exchanges;
using Interop.Gateway.Privacy;
using Interop.Gateway.Problems;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Dci;

/// <summary>One question of a message, as an exchange needs it.</summary>
/// <param name="Purpose">A code that the hub knows.</param>
/// <param name="Attributes">Of a lookup; null for all that the scope grants.</param>
/// <param name="Programmes">Of a check; null for all that the scope names.</param>
internal sealed record DciQuestion(string Purpose, Operation Operation, Subject Subject, IReadOnlyList<CatalogueAttribute>? Attributes, IReadOnlyList<string>? Programmes = null);

/// <summary>Asks the hub on behalf of a sender: the limits, then the pipeline.</summary>
internal sealed class DciAsking(Entrance entrance, ExchangePipeline pipeline, ScopeRegister scopes, TimeProvider time)
{
    /// <summary>The scope that will answer; null where none does, which the pipeline then says and records.</summary>
    public PrivacyScope? ScopeOf(DciEntry entry, string purpose, Operation operation)
    {
        scopes.Admit(entry.Sender.Code, purpose, operation, null, DateOnly.FromDateTime(entry.At.UtcDateTime), out var scope);
        return scope;
    }

    /// <summary>The exchange that was answered, or how it was not.</summary>
    public async ValueTask<(Exchange? Exchange, ProblemKind? Problem)> AskAsync(DciEntry entry, PrivacyScope? scope, DciQuestion question)
    {
        var now = time.GetUtcNow();
        var caller = new Caller(entry.Sender, entry.Key, question.Purpose, null, null);
        var taken = await entrance.TakeAsync(entry.Context, caller, scope);
        if (taken.Problem is { } full)
            return (null, full.Kind);
        var exchange = new Exchange
        {
            Id = Guid.CreateVersion7(now), At = now, Door = "dci", Caller = caller, ScopeLimit = taken.ScopeLimit, Operation = question.Operation,
            Subject = question.Subject, Date = DateOnly.FromDateTime(now.UtcDateTime), Attributes = question.Attributes, Programmes = question.Programmes,
        };
        var outcome = await pipeline.RunAsync(exchange, entry.Context?.RequestAborted ?? CancellationToken.None);
        return outcome == ExchangeOutcome.Answered ? (exchange, null) : (null, ExchangeProblems.Of(outcome).Kind);
    }
}
