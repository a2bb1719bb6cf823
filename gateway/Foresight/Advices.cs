using Interop.Gateway.Audit;
using Interop.Gateway.Privacy;

namespace Interop.Gateway.Foresight;

/// <summary>Advice on all scopes in force.</summary>
/// <param name="Days">The days looked at.</param>
internal sealed record AdviceResult(int Days, IReadOnlyList<ScopeAdvice> Scopes, PassExtent Extent);

/// <summary>Finds what scopes grant and nobody uses, from this gateway's log.</summary>
internal sealed class Advices(ScopeLedger ledger, LogPass pass)
{
    public const int MostDays = 366, UsualDays = 90;

    /// <summary>Reads the log. Whoever looks must have been recorded before.</summary>
    /// <param name="days">The days looked at, up to now.</param>
    /// <param name="now">The moment they end.</param>
    /// <param name="log">The log.</param>
    /// <param name="bounds">How far to go.</param>
    /// <param name="progress">Told how many entries were looked at.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<AdviceResult> RunAsync(int days, DateTimeOffset now, AuditReader log, PassBounds bounds, IProgress<long>? progress, CancellationToken cancellation)
    {
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var active = ledger.All().Where(v => v.Status == ScopeStatus.Active && v.Config.From <= today).Select(v => v.Config).ToArray();
        var tally = new UseTally(active);
        var extent = await pass.RunAsync(log, bounds, tally, progress, cancellation);
        return new(days, [.. active.Select(s => tally.Of(s, Math.Min(days, InForceFor(s, now)))).OrderByDescending(a => a.Unused).ThenBy(a => a.Scope.Scope, StringComparer.Ordinal)], extent);
    }

    /// <summary>Whole days since the version could first be asked under.</summary>
    private int InForceFor(ScopeConfig scope, DateTimeOffset now)
    {
        var begins = new DateTimeOffset(scope.From, TimeOnly.MinValue, TimeSpan.Zero);
        var approved = ledger.History(scope.Scope).Where(e => e.Version == scope.Version && e.Step is ScopeStep.Approved or ScopeStep.Imported).Select(e => e.At).LastOrDefault(begins);
        return (int)(now - (approved > begins ? approved : begins)).TotalDays;
    }
}
