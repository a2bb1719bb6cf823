using Interop.Gateway.Wire;

namespace Interop.Gateway.Privacy;

/// <summary>
/// Takes the versions of a file into the ledger that are not there yet. A version that is there must be what the file says: whoever wants a change
/// writes a further version. Where a version stands after its import is the ledger's business, and the file may not say otherwise.
/// </summary>
internal sealed class ScopeImport(ScopesConfig file, ScopeVocabulary words, TimeProvider time)
{
    public int Imported { get; private set; }

    public IReadOnlyList<string> Faults { get; private set; } = [];

    /// <summary>Runs inside one transaction and writes only when nothing is wrong.</summary>
    /// <returns>The number taken over.</returns>
    public int Run(ScopeTable table)
    {
        var versions = file.Scopes.Select(s => s.Scope).Distinct().ToDictionary(s => s, table.Of);
        var fresh = file.Scopes.Where(s => versions[s.Scope].All(r => r.Version != s.Version)).OrderBy(s => s.Version).ToArray();
        Faults =
        [
            .. ScopeFaults.Of(file.Scopes, words),
            .. file.Scopes.Except(fresh).SelectMany(s => Changed(s, versions[s.Scope].First(r => r.Version == s.Version))),
            .. fresh.Where(s => s.Status is ScopeStatus.Draft or ScopeStatus.Submitted or ScopeStatus.Active)
                .SelectMany(s => ScopeFaults.OfDraft(s, words).Select(f => $"scope '{s.Scope}' v{s.Version}: {f}")),
            .. fresh.SelectMany(s => Misfits(s, versions[s.Scope])),
            .. Contradictions(table, [.. fresh.Where(s => s.Status == ScopeStatus.Active)]),
        ];
        if (Faults.Count == 0)
            foreach (var scope in fresh)
                Take(scope, table);
        return Imported;
    }

    private void Take(ScopeConfig scope, ScopeTable table)
    {
        var (at, officer) = (time.GetUtcNow(), scope.ApprovedBy ?? scope.SubmittedBy ?? "");
        if (scope.Status == ScopeStatus.Active)
            foreach (var former in table.Of(scope.Scope).Where(r => Replaces(scope, r)))
            {
                table.Update(former with { Status = WireName.Of(ScopeStatus.Superseded), Changed = at.ToUnixTimeMilliseconds() });
                table.Add(new(scope.Scope, (int)former.Version, ScopeStep.Superseded, officer, at, $"by v{scope.Version}"));
            }
        table.Insert(new(
            scope.Scope, scope.Version, scope.Consumer, WireName.Of(scope.Status), ScopeRow.BodyOf(scope), ScopeJson.Text(scope),
            null, scope.SubmittedBy, scope.ApprovedBy, at.ToUnixTimeMilliseconds()));
        table.Add(new(scope.Scope, scope.Version, ScopeStep.Imported, officer, at, null));
        Imported++;
    }

    private static bool Replaces(ScopeConfig scope, ScopeRow row) =>
        row.Version < scope.Version && row.Stands is ScopeStatus.Active or ScopeStatus.Suspended && ScopeFaults.Overlap(row.Config, scope);

    private static IEnumerable<string> Changed(ScopeConfig scope, ScopeRow row) =>
        (row.Imported is null ? ScopeJson.Same(row.Body, ScopeRow.BodyOf(scope)) : ScopeJson.Same(row.Imported, ScopeJson.Text(scope)))
            ? []
            : [$"scope '{scope.Scope}' v{scope.Version}: is in the ledger with another content; give a changed scope a new version number"];

    private static IEnumerable<string> Misfits(ScopeConfig scope, IReadOnlyList<ScopeRow> versions)
    {
        if (versions.FirstOrDefault(v => v.Consumer != scope.Consumer) is { } other)
            yield return $"scope '{scope.Scope}' v{scope.Version}: belongs to '{other.Consumer}' in the ledger; choose another name";
        if (scope.Status == ScopeStatus.Active && versions.LastOrDefault(v => v.Version > scope.Version && v.Stands == ScopeStatus.Active) is { } later)
            yield return $"scope '{scope.Scope}' v{scope.Version}: v{later.Version} is active in the ledger already; give it a higher version number";
    }

    private IEnumerable<string> Contradictions(ScopeTable table, ScopeConfig[] fresh)
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        return fresh.GroupBy(s => s.Consumer).SelectMany(own =>
            from row in table.ActiveOf(own.Key)
            from scope in own
            where !own.Any(s => s.Scope == row.Scope && Replaces(s, row))
            let other = row.Config
            where other.To >= today
            from fault in ScopeFaults.Contradictions([other, scope])
            select fault);
    }
}
