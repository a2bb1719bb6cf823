using Interop.Gateway.Audit;
using Interop.Gateway.Privacy;
using Interop.Gateway.Wire;

namespace Interop.Gateway.Foresight;

/// <summary>Notes what of each scope was asked for or given. Its memory is that of the scopes, however many exchanges there are.</summary>
internal sealed class UseTally(IEnumerable<ScopeConfig> scopes) : ILogReading
{
    private readonly Dictionary<(string Scope, int Version), Use> uses = scopes.ToDictionary(s => (s.Scope, s.Version), _ => new Use());

    public bool Wants(ReadOnlySpan<byte> leaf) => !LeafMark.Admitted.IsIn(leaf) && !LeafMark.Nobody.IsIn(leaf);

    public void Take(AuditEntry entry)
    {
        if (entry.Scope is not { } scope || entry.ScopeVersion is not { } version || !uses.TryGetValue((scope, version), out var use))
            return;
        use.Exchanges++;
        use.Purposes.Add(entry.Purpose ?? "");
        use.Operations.Add(entry.Operation);
        use.Programmes.UnionWith(entry.Programmes);
        use.Attributes.UnionWith(entry.Asked ?? []);
        use.Attributes.UnionWith(entry.Disclosed);
    }

    /// <summary>What of a scope was not used.</summary>
    /// <param name="days">For how many of the days it has been in force.</param>
    public ScopeAdvice Of(ScopeConfig scope, int days)
    {
        var use = uses[(scope.Scope, scope.Version)];
        return new(
            scope, days, use.Exchanges, [.. scope.Purposes.Where(p => !use.Purposes.Contains(p))], [.. scope.Operations.Where(o => !use.Operations.Contains(WireName.Of(o)))],
            [.. scope.Programmes.Where(p => !use.Programmes.Contains(p))], [.. scope.Attributes.Select(a => a.Name).Where(a => !use.Attributes.Contains(a))]);
    }

    private sealed class Use
    {
        public long Exchanges { get; set; }
        public HashSet<string> Purposes { get; } = [];
        public HashSet<string> Operations { get; } = [];
        public HashSet<string> Programmes { get; } = [];
        public HashSet<string> Attributes { get; } = [];
    }
}
