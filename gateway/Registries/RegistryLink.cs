using Interop.Adapters;
using Polly;
using Polly.CircuitBreaker;

namespace Interop.Gateway.Registries;

/// <summary>
/// One registry as the hub reads it: the adapter behind a circuit breaker, so that a registry that fails is left alone
/// for a while and costs its askers nothing.
/// </summary>
internal sealed class RegistryLink
{
    private readonly ResiliencePipeline<FetchResult> circuit;
    private readonly CircuitBreakerStateProvider state = new();
    private readonly RegistryMetrics metrics;

    public RegistryLink(RegistryAdapter adapter, FetchOptions options, TimeProvider time, RegistryMetrics metrics)
    {
        (Adapter, Deadline, Time, this.metrics) = (adapter, options.Deadline, time, metrics);
        circuit = new ResiliencePipelineBuilder<FetchResult> { TimeProvider = time }
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<FetchResult>
            {
                ShouldHandle = static args => ValueTask.FromResult(args.Outcome.Result is { Outcome: not FetchOutcome.Answered }),
                FailureRatio = options.BreakAtFailureRatio,
                MinimumThroughput = options.BreakAtLeast,
                SamplingDuration = options.BreakWindow,
                BreakDuration = options.BreakFor,
                StateProvider = state,
            })
            .Build();
    }

    public RegistryAdapter Adapter { get; }
    public string Registry => Adapter.Registry;
    public TimeProvider Time { get; }

    /// <summary>Time the registry has for one call.</summary>
    public TimeSpan Deadline { get; }

    /// <summary>True while the registry is left alone after failures.</summary>
    public bool Broken => state.CircuitState is CircuitState.Open or CircuitState.Isolated;

    /// <summary>Reads, unless the circuit is open; then at once <see cref="FetchOutcome.Unreachable"/>.</summary>
    public async ValueTask<FetchResult> FetchAsync(FetchRequest request, CancellationToken cancellation)
    {
        var started = Time.GetTimestamp();
        FetchResult result;
        try
        {
            result = await circuit.ExecuteAsync(
                static async (call, token) => await call.Adapter.FetchAsync(call.request, token), (Adapter, request), cancellation);
        }
        catch (BrokenCircuitException)
        {
            metrics.Skipped(Registry);
            return FetchResult.Failed(FetchOutcome.Unreachable);
        }
        metrics.Read(Registry, result.Outcome, Time.GetElapsedTime(started));
        return result;
    }
}
