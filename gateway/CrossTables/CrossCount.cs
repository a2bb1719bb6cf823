using Interop.Gateway.Entitlements;
using Interop.Gateway.Exchanges;

namespace Interop.Gateway.CrossTables;

/// <summary>Counts, hides what is small, and leaves what may leave.</summary>
internal sealed class CrossCount(PopulationCount population, ProgrammeRules rules, CrossAdmission admission, TimeProvider time)
{
    /// <summary>
    /// All programmes of the scope and all divisions are counted whatever is asked, so that two questions never get tables of which one tells what the
    /// other hides.
    /// </summary>
    public async Task<CrossResult> RunAsync(Exchange exchange, CrossQuestion question, Action<CountProgress> progress, CancellationToken cancellation)
    {
        var scope = exchange.Scope!;
        var layout = new TableLayout([.. rules.All.Where(p => scope.Programmes.Contains(p.Code))], question.Date);
        var everybody = await population.RunAsync(layout, scope.Registries, question.Date, progress, cancellation);
        HiddenNumbers[] tables = [.. Suppression.Of(everybody, layout).Where(t => question.Programmes?.Contains(t.Statuses.Code) != false || rules.Find(t.Statuses.Code) is null)];
        return CrossResult.Of(
            everybody, layout, tables, question.Divisions?.ToHashSet() ?? admission.Granted(scope), question.Date, time.GetUtcNow(), [.. scope.Registries.Order(StringComparer.Ordinal)]);
    }
}
