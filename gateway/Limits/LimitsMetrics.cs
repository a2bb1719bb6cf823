using System.Diagnostics.Metrics;

namespace Interop.Gateway.Limits;

/// <summary>Counts what limits refused. Labels name the institution, never a key.</summary>
internal sealed class LimitsMetrics
{
    private readonly Counter<long> refused;
    private readonly Counter<long> local;

    public LimitsMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("Interop.Limits");
        refused = meter.CreateCounter<long>("interop.limits.refused", "{request}", "Requests refused by a limit");
        local = meter.CreateCounter<long>("interop.limits.local", "{request}", "Requests counted by this gateway's share because Redis was away");
    }

    public void Refused(string limit, LimitOutcome outcome, string institution) =>
        refused.Add(1, new("limit", limit), new("kind", outcome == LimitOutcome.RateLimited ? "rate" : "quota"), new KeyValuePair<string, object?>("institution", institution));

    public void GivenLocally() => local.Add(1);
}
