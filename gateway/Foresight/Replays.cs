using Interop.Gateway.Audit;
using Interop.Gateway.Entitlements;
using Interop.Gateway.Privacy;
using Interop.Schemas.Catalogue;

namespace Interop.Gateway.Foresight;

/// <summary>Replays the last days of this gateway's log against a version that is not in force yet.</summary>
internal sealed class Replays(ScopeLedger ledger, ProgrammeRules rules, AttributeCatalogue catalogue, LogPass pass)
{
    public const int MostDays = 90, UsualDays = 30;

    /// <summary>Reads the log. Whoever looks must have been recorded before.</summary>
    /// <param name="hypothesis">With a version.</param>
    /// <param name="log">The log.</param>
    /// <param name="bounds">How far to go.</param>
    /// <param name="progress">Told how many entries were looked at.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<ReplayResult> RunAsync(Hypothesis hypothesis, AuditReader log, PassBounds bounds, IProgress<long>? progress, CancellationToken cancellation)
    {
        var former = ledger.All().ToDictionary(v => (v.Config.Scope, v.Config.Version), v => v.Config);
        var replay = new Replay(hypothesis, new((scope, version) => former.GetValueOrDefault((scope, version)), rules, catalogue));
        return replay.Result(await pass.RunAsync(log, bounds, replay, progress, cancellation));
    }
}
