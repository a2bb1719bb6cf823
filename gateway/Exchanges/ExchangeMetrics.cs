using System.Diagnostics.Metrics;
using Interop.Gateway.Privacy;
using Interop.Gateway.Wire;

namespace Interop.Gateway.Exchanges;

/// <summary>Counts and times exchanges by door, operation and outcome code.</summary>
internal sealed class ExchangeMetrics(IMeterFactory meters)
{
    private readonly Histogram<double> duration =
        meters.Create("Interop.Exchanges").CreateHistogram<double>("interop.exchange.duration", "s", "Time from the request to the answer");

    public void Ended(string door, Operation operation, string outcome, TimeSpan took) => Ended(door, WireName.Of(operation), outcome, took);

    /// <param name="operation">A name of the hub's own or of a contract; never anything a caller wrote.</param>
    public void Ended(string door, string operation, string outcome, TimeSpan took) =>
        duration.Record(took.TotalSeconds, new("door", door), new("operation", operation), new KeyValuePair<string, object?>("outcome", outcome));
}
