using System.Runtime.ExceptionServices;
using Microsoft.AspNetCore.Http.Features;
using Yarp.ReverseProxy;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.LoadBalancing;

namespace Interop.Gateway.Proxy.Forwarding;

/// <summary>Finds a destination that is well, has YARP forward the call, and tells YARP's health checks how it went.</summary>
internal sealed class ServiceForwarding(
    IProxyStateLookup clusters, IEnumerable<ILoadBalancingPolicy> balancing, IEnumerable<IPassiveHealthCheckPolicy> health, SilentForwarder forwarder, ProxyRecord record,
    TimeProvider time, ILogger<ServiceForwarding> logger)
{
    private readonly Dictionary<string, ILoadBalancingPolicy> balancing = balancing.ToDictionary(p => p.Name);
    private readonly IPassiveHealthCheckPolicy health = health.Single(p => p.Name == HealthCheckConstants.PassivePolicy.TransportFailureRate);

    public async ValueTask<ForwardOutcome> SendAsync(HttpContext context, ProxyExchange exchange)
    {
        if (!clusters.TryGetCluster(exchange.Service.Name, out var cluster))
            return ForwardOutcome.Unreachable;
        var destinations = cluster.DestinationsState.AvailableDestinations;
        while (balancing[cluster.Model.Config.LoadBalancingPolicy!].PickDestination(context, cluster, destinations) is { } destination)
        {
            var attempt = new ServiceForward(exchange, record, time, logger);
            var error = await forwarder.SendAsync(context, destination.Model.Config.Address, cluster.Model.HttpClient, exchange.Service.Forwarding, attempt);
            health.RequestProxied(context, cluster, destination);
            if (error is ForwarderError.RequestCreation or ForwarderError.ResponseHeaders && !context.RequestAborted.IsCancellationRequested)
                ExceptionDispatchInfo.Throw(context.Features.GetRequiredFeature<IForwarderErrorFeature>().Exception!);   // a bug of the hub's own
            if (attempt.Outcome is { } outcome)
                return outcome is ForwardOutcome.Answered or ForwardOutcome.ProviderError ? Ended(outcome, error, context) : outcome;
            if (error != ForwarderError.Request || !MayRepeat(context))
                return Failed(error, context);
            destinations = [.. destinations.Where(d => !ReferenceEquals(d, destination))];
            // As before the attempt, or the forwarder takes the request for answered.
            context.Response.StatusCode = StatusCodes.Status200OK;
            context.Features.Set<IForwarderErrorFeature>(null);
        }
        return ForwardOutcome.Unreachable;
    }

    /// <summary>RFC 9110 §9.2.1, §9.2.2: what asks for nothing to be changed may be asked again elsewhere, as long as nothing was answered.</summary>
    private static bool MayRepeat(HttpContext context) =>
        context.Request.Method is "GET" or "HEAD" or "OPTIONS"
        && context.Features.Get<IHttpRequestBodyDetectionFeature>() is not { CanHaveBody: true }
        && !context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested;

    /// <summary>What became of an answer that was let out.</summary>
    private static ForwardOutcome Ended(ForwardOutcome outcome, ForwarderError error, HttpContext context) => error switch
    {
        ForwarderError.None => outcome,
        _ when context.RequestAborted.IsCancellationRequested => ForwardOutcome.Abandoned,
        // The answer was complete; that the request was not read to its end is between caller and provider.
        ForwarderError.RequestBodyCanceled or ForwarderError.RequestBodyClient or ForwarderError.RequestBodyDestination => outcome,
        ForwarderError.ResponseBodyClient => ForwardOutcome.Abandoned,
        _ => context.Response.HasStarted ? ForwardOutcome.Cut : ForwardOutcome.Unreachable,
    };

    private static ForwardOutcome Failed(ForwarderError error, HttpContext context) => error switch
    {
        _ when context.RequestAborted.IsCancellationRequested => ForwardOutcome.Abandoned,
        ForwarderError.RequestTimedOut => ForwardOutcome.TimedOut,
        ForwarderError.RequestBodyClient => context.Response.StatusCode == StatusCodes.Status413PayloadTooLarge ? ForwardOutcome.RequestTooLarge : ForwardOutcome.RequestBroken,
        _ => ForwardOutcome.Unreachable,
    };
}
