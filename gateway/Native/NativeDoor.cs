using Interop.Gateway.Entitlements;
using Interop.Gateway.Exchanges;
using Interop.Gateway.Privacy;
using Interop.Gateway.Problems;
using Interop.Gateway.Rechecks;

namespace Interop.Gateway.Native;

/// <summary>
/// The native REST door: <c>POST /v1/lookup</c> and <c>POST /v1/entitlements/check</c>. It translates a request into an exchange and the
/// exchange into an answer, and decides nothing.
/// </summary>
internal sealed class NativeDoor(
    Entrance entrance, RecheckAsking asking, ProgrammeRules rules, ExchangeMetrics metrics, TimeProvider time)
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/lookup", static context => Of(context).AnswerAsync(context, Operation.Lookup));
        routes.MapPost("/v1/entitlements/check", static context => Of(context).AnswerAsync(context, Operation.EntitlementCheck));
    }

    private static NativeDoor Of(HttpContext context) => context.RequestServices.GetRequiredService<NativeDoor>();

    private async Task AnswerAsync(HttpContext context, Operation operation)
    {
        var started = time.GetTimestamp();
        var id = Guid.CreateVersion7(time.GetUtcNow());
        var (exchange, problem) = await ReadAsync(context, operation, id);
        if (exchange is not null)
        {
            var outcome = await asking.RunAsync(exchange, context.RequestAborted);
            problem = outcome == ExchangeOutcome.Answered ? null : ExchangeProblems.Of(outcome, exchange);
        }
        if (problem is null)
            await NativeAnswer.WriteAsync(context, exchange!);
        else
            await problem.WriteAsync(context, id);
        metrics.Ended("native", operation, problem?.Kind.Code ?? "answered", time.GetElapsedTime(started));
    }

    private async ValueTask<(Exchange?, Problem?)> ReadAsync(HttpContext context, Operation operation, Guid id)
    {
        var now = time.GetUtcNow();
        var (caller, scopeLimit, refused) = await entrance.EnterAsync(context, operation, now);
        if (refused is not null)
            return (null, refused);
        var (document, unreadable) = await NativeBody.ReadAsync(context.Request, context.RequestAborted);
        if (document is null)
            return (null, unreadable);
        using (document)
        {
            var problem = NativeQuestion.Read(document.RootElement, operation, DateOnly.FromDateTime(now.UtcDateTime), rules, out var question);
            return problem is not null ? (null, problem) : (new Exchange
            {
                Id = id, At = now, Door = "native", Caller = caller!, ScopeLimit = scopeLimit, Operation = operation,
                MayBeStale = true, WantsRecheck = question!.Recheck, Subject = question.Subject, Date = question.Date, Attributes = question.Attributes, Programmes = question.Programmes,
            }, null);
        }
    }
}
