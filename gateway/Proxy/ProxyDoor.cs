using Interop.Gateway.Callers;
using Interop.Gateway.Exchanges;
using Interop.Gateway.Institutions;
using Interop.Gateway.Privacy;
using Interop.Gateway.Problems;
using Interop.Gateway.Proxy.Contracts;
using Interop.Gateway.Proxy.Forwarding;
using Interop.Gateway.Proxy.Publishing;
using Microsoft.AspNetCore.Http.Features;

namespace Interop.Gateway.Proxy;

/// <summary>
/// The door to ministries' own services, <c>/r/{institution}/{service}/...</c>. A call stays as it would be to the service itself; the hub adds
/// who calls, whether they may, a record, and the filter:
/// <code>
///   authenticate -> find service and operation -> admit (privacy scope, limits) -> hold the request against the contract -> record admitted
///     -> forward -> hold the answer against the contract -> record completed -> filter -> answer
/// </code>
/// </summary>
internal sealed class ProxyDoor(
    InstitutionRegister institutions, ServicePublication services, ScopeRegister scopes, Entrance entrance, AnswerFilters filters, ProxyRecord record, ServiceForwarding forwarding,
    ExchangeMetrics metrics, TimeProvider time)
{
    private const string NoOperation = "none";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.Map("/r/{**path}", static context => context.RequestServices.GetRequiredService<ProxyDoor>().AnswerAsync(context));
        // Loads the clusters; there are no routes in them.
        routes.MapReverseProxy();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var started = time.GetTimestamp();
        var id = Guid.CreateVersion7(time.GetUtcNow());
        var problem = Understand(context, id, out var exchange);
        var outcome = ForwardOutcome.Answered;
        if (problem is null)
            (problem, outcome) = await RunAsync(context, exchange!);
        else
            problem = (await entrance.RefuseAsync(context, problem)).Problem;
        if (problem is not null && !context.Response.HasStarted)
        {
            // An answer outside its contract is the one fault for which the hub speaks in the provider's stead.
            context.Response.Headers["Interop-Error"] = (outcome == ForwardOutcome.AnswerInvalid ? "provider; code=" : "hub; code=") + problem.Kind.Code;
            await problem.WriteAsync(context, id);
        }
        metrics.Ended(ProxyRecord.Door, exchange?.Operation.Name ?? NoOperation, problem?.Kind.Code ?? Wire.WireName.Of(outcome), time.GetElapsedTime(started));
    }

    /// <summary>Who calls which operation.</summary>
    private Problem? Understand(HttpContext context, Guid id, out ProxyExchange? exchange)
    {
        exchange = null;
        if (CallerOf.Read(context, institutions, out var caller) is { } refused)
            return refused;
        if (CanonicalTarget.Read(context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget) is not { } target)
            return ProblemKinds.PathInvalid;
        if (services.Current.Find(target.Institution, target.Service) is not { } service)
            return ProblemKinds.ServiceUnknown;
        switch (service.Operations.Match(context.Request.Method, target.Segments, out var operation, out var methods))
        {
            case MatchOutcome.Unknown:
                return ProblemKinds.OperationUnknown;
            case MatchOutcome.MethodNotAllowed:
                context.Response.Headers.Allow = string.Join(", ", methods);   // RFC 9110 §15.5.6
                return ProblemKinds.MethodNotAllowed;
        }
        foreach (var parameter in target.Parameters)
            if (!operation!.Query.Contains(parameter))
                return ProblemKinds.QueryUndeclared;
        exchange = new() { Id = id, Caller = caller!, Target = target, Service = service, Operation = operation! };
        return null;
    }

    private async ValueTask<(Problem?, ForwardOutcome)> RunAsync(HttpContext context, ProxyExchange exchange)
    {
        var cancellation = context.RequestAborted;

        // :: Admit
        var refused = Refusal(exchange);
        var (_, scopeLimit, full) = await entrance.TakeAsync(context, exchange.Caller, exchange.Scope);
        if (full is not null)
            return (full, default);
        if ((refused ?? Entrance.ProblemOf(scopeLimit)) is { } refusal)
            return (await record.RefusedAsync(exchange, refusal, cancellation) ? refusal : ProblemKinds.AuditUnavailable, default);

        // :: Hold the request against the contract
        if (await ProxyRequest.CheckAsync(context, exchange.Operation, cancellation) is { } wrong)
            return (wrong, default);

        // :: Record admitted
        if (!await record.AdmittedAsync(exchange, cancellation))
            return (ProblemKinds.AuditUnavailable, default);

        // :: Forward; the answer is recorded on its way out
        var outcome = await forwarding.SendAsync(context, exchange);
        if (ForwardProblems.Of(outcome) is not { } failure)
            return (null, outcome);
        // An answer that was recorded and then could not leave has its record already.
        if (exchange.Receipt is null && outcome != ForwardOutcome.NotRecorded && !await record.CompletedAsync(exchange, failure.Code, false, [], cancellation))
            return (ProblemKinds.AuditUnavailable, outcome);
        return (failure, outcome);
    }

    private ProblemKind? Refusal(ProxyExchange exchange)
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var admission = scopes.AdmitService(
            exchange.Caller.Institution.Code, exchange.Caller.Purpose, exchange.Operation.Name, today, out var scope, out var grant, exchange.Caller.HasCase);
        exchange.Scope = scope;
        if (admission == AdmissionOutcome.Admitted)
        {
            exchange.Filter = filters.Of(grant!);
            // What cannot be filtered is for those alone who may have all of it.
            return exchange.Operation.Unfiltered && !exchange.Filter.PassesAll ? ProblemKinds.OperationOutsideScope : null;
        }
        return admission switch
        {
            AdmissionOutcome.NoScope => ProblemKinds.NoScope,
            AdmissionOutcome.CaseMissing => ProblemKinds.CaseMissing,
            AdmissionOutcome.PurposeOutsideScope => ProblemKinds.PurposeOutsideScope,
            _ => ProblemKinds.OperationOutsideScope,
        };
    }
}
